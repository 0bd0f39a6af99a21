import ByteCoding
import Foundation
import Panel
import Programme
import Testing

@testable import Reports

/// The standard season, made once.
enum StandardSeason {
  static let made = Result { try ReportFixture().make() }
  static let html = made.map { SessionReport($0.document, state: $0.state).html }
}

struct SessionReportTests {
  private func html() throws -> String { try StandardSeason.html.get() }

  private func html(_ fixture: ReportFixture) throws -> String {
    let (document, state) = try fixture.make()
    return SessionReport(document, state: state).html
  }

  private func firstPage(_ html: String) -> String {
    html.components(separatedBy: "<nav class=\"toc\"")[0]
  }

  @Test func `The same result gives the same bytes`() throws {
    let html = try html()
    #expect(try self.html(ReportFixture()) == html)
    // For people who want to look at it: the folder named here gets the page.
    if let folder = ProcessInfo.processInfo.environment["PLUMBLINE_REPORT_OUT"] {
      try Data(html.utf8).write(to: URL(fileURLWithPath: folder).appendingPathComponent("report.html"))
    }
  }

  @Test(arguments: [
    "http:", "https:", "//", "src=", "<script", "<link", "url(", "@import", "onload", "<iframe", "javascript",
  ])
  func `Nothing is fetched and nothing runs`(word: String) throws {
    // 从 60 分起 // is the sign of a cut axis.
    let html = try html().replacingOccurrences(of: "分起 //", with: "")
    #expect(!html.contains(word))
  }

  @Test(arguments: [
    "0440-Y5GX-4GNK-4EA0-8X75-AQ33-D9RQ-GZW6",
    "plumbline-auditor verify archive.tar --session 0440-Y5GX-4GNK-4EA0-8X75-AQ33-D9RQ-GZW6", "本报告自身不是证据",
    "3 位中 2 位交付份额即可启封；重要记录须 3 位联署", "coordinator", "registrar、custodian", "S1、S2、S3", "S1（第 520 号记录）、S3（第 521 号记录）",
    "单机分发（dealer）：由 李明 在 纪检监察组机房 生成并分发；须信任生成密钥的那台电脑", "组织人员知道邀请了谁，可以由此推断申报单位", "R-2M：没有确认哪些评分表作数",
    "1 份：R-6X 对", "分值不合评分细则", "一人兼两职", "从记录看，没有", "1 项：并列的次序（王芳）", "系统既不能防止胁迫，也不证明公正",
    "2 位监督人员串通，可在启封前读到评分", "最后交付份额的一位可以独自先看", "更正过几次（看不到分数）", "没有人告诉它申报单位的身份，但它可能推断", "更正前的、被退回的、迟到的评分表也都可读",
    "2 位专家同向串通，就能越过去极值", "没有可信时间戳", "not coercion-proof",
  ])
  func `Page 1 says what a reader must know`(statement: String) throws {
    #expect(try firstPage(html()).contains(statement))
  }

  @Test func `Page 1 names everybody selected, with score`() throws {
    let (document, _) = try StandardSeason.made.get()
    let page = try firstPage(html())
    var count = 0
    for level in document.levels {
      for line in level.selection where line.outcome == .selected {
        let shown = try #require(level.ranking.lines.first { $0.application == line.application.text }?.shown)
        #expect(page.contains("<span class=\"name\">\(document.divisions.fullName(line.division))</span>"))
        #expect(page.contains("<span class=\"score\">\(shown)</span>"))
        count += 1
      }
    }
    #expect(count == 16)
  }

  @Test func `What the records do not show is said too`() throws {
    var fixture = ReportFixture()
    fixture.exclusions = .padded
    fixture.hasTie = false
    let page = try firstPage(html(fixture))
    #expect(page.contains("已混入虚设项"))
    #expect(!page.contains("可以由此推断申报单位"))
    #expect(page.contains("以下都没有：人的决定、争议、异常与交存、撤回的申报、更换过的签名密钥、强制身份揭示、放行的存疑处"))
  }

  @Test func `A person whom the records name in two roles stands on page 1`() throws {
    var fixture = ReportFixture()
    fixture.dealer = Dealer(name: "王芳", place: "机房")
    #expect(try firstPage(html(fixture)).contains("王芳：决定人、密钥分发人"))
  }

  @Test func `Words from outside cannot become markup or turn the direction of writing`() throws {
    var fixture = ReportFixture()
    fixture.dealer = Dealer(name: "<script>alert('x')</script>", place: "\"&\u{202E}甲")
    fixture.decisionReason = "</td><b>抽签</b>"
    let html = try html(fixture)
    #expect(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"))
    #expect(html.contains("&quot;&amp;\\u{202E}甲"))
    #expect(html.contains("&lt;/td&gt;&lt;b&gt;抽签&lt;/b&gt;"))
    #expect(!html.contains("<script") && !html.contains("<b>") && !html.contains("\u{202E}"))
    #expect(PageParser(html).isWellFormed)
  }

  @Test func `Markup never arrives as text`() throws {
    let html = try html()
    #expect(!html.contains("Markup(") && !html.contains("&lt;") && !html.contains("Optional("))
  }

  @Test func `Ranking, cut line, tie, decision, article 13 and waiting list of each level`() throws {
    let (document, _) = try StandardSeason.made.get()
    let html = try html()
    for level in document.levels {
      let view = LevelView(level, in: document)
      #expect(html.contains(view.cutLabel.zh))
      for row in view.rows {
        #expect(html.contains("<td class=\"id\">\(row.line.application)</td><td class=\"name\">\(row.name)</td>"))
      }
    }
    #expect(html.contains("件得分完全相同：") && html.contains("同分，按决定"))
    for word in ["现场公开抽签", "王芳", "主任委员", "赵磊", "秘书处", "评委会〔2024〕3号"] { #expect(html.contains(word)) }
    let winners = document.levels[0].selection.filter { $0.outcome == .selected }.map {
      document.divisions.fullName($0.division)
    }
    #expect(winners.contains { html.contains("第十三条：\($0)已入选") })
    #expect(html.contains("依次为：1 "))
    #expect(html.contains("第十三条的另一种理解（不采用）") && html.contains("结果不同的申报单位"))
    #expect(html.contains("核算举例："))
    #expect(html.contains("不改变排名"))
    #expect(html.contains("去掉一个最高分和一个最低分（去一高一低）"))
    #expect(html.contains("工业稳增长") && html.contains(">30%<"))
    #expect(html.contains("日志共有 531 条记录") && html.contains(">412<"))
  }

  @Test func `A rehearsal says so at the top and at the end`() throws {
    var fixture = ReportFixture()
    fixture.rehearsal = true
    #expect(try html(fixture).components(separatedBy: "演练，不作数").count == 3)
    #expect(try !html().contains("演练，不作数"))
  }

  @Test func `A panel of four is not trimmed and says so`() throws {
    var fixture = ReportFixture()
    fixture.panelSize = 4
    let html = try html(fixture)
    #expect(html.contains("未去极值（不足5份）"))
    #expect(!html.contains("class=\"open\""))
    #expect(PageParser(html).isWellFormed)
  }

  @Test func `A panel of two ranks nobody, and the page stands`() throws {
    var fixture = ReportFixture()
    fixture.panelSize = 2
    let html = try html(fixture)
    #expect(html.contains("30 件中入选 0 件") && html.contains("空缺 13 个名额") && html.contains("有效评分不足3份"))
    #expect(PageParser(html).isWellFormed)
  }

  @Test func `By criterion the dropped marks are named with their criterion`() throws {
    var fixture = ReportFixture()
    fixture.basis = .perCriterion
    let html = try html(fixture)
    #expect(html.contains("工业稳增长：R-1K") && html.contains("本场逐项去极值"))
    #expect(PageParser(html).isWellFormed)
  }

  @Test func `Sheets that do not give the ranking again yield no evidence`() throws {
    let (document, state) = try StandardSeason.made.get()
    let level = document.levels[0]
    let fewer = OpenedPanel(
      sheets: Array(level.panel.sheets.dropFirst(5)), voids: level.panel.voids, absent: level.panel.absent)
    let changed = ResultDocument(
      session: document.session, digest: document.digest,
      levels: [
        ResultDocument.Level(terms: level.terms, ranking: level.ranking, selection: level.selection, panel: fewer)
      ], identities: document.identities, decisions: document.decisions, divisions: document.divisions)
    let html = SessionReport(changed, state: state).html
    #expect(html.contains("没有列出：") && !html.contains("逐一剔除任一位"))
  }
}

struct PageStructureTests {
  private let page: PageParser

  init() throws {
    page = PageParser(try StandardSeason.html.get())
  }

  @Test func `The page is well formed, with one heading 1 and its landmarks`() {
    #expect(page.isWellFormed)
    #expect(page.named("html").first?.attributes["lang"] == "zh-Hans")
    for name in ["h1", "main", "header", "footer", "nav", "title"] {
      #expect(page.elements.count { $0.name == name && !$0.ancestors.contains("svg") } == 1, "\(name)")
    }
  }

  @Test func `Ids are unique and every reference leads somewhere`() {
    let ids = page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    let wanted = page.elements.flatMap { element in
      (element.attributes["aria-labelledby"]?.split(separator: " ").map(String.init) ?? [])
        + (element.attributes["href"].map { [String($0.dropFirst())] } ?? [])
    }
    #expect(wanted.count > 20)
    #expect(Set(wanted).subtracting(ids).isEmpty)
  }

  @Test func `Every table has a caption and heads with a scope, and no two share a caption`() {
    let captions = page.named("caption").map(\.text)
    #expect(captions.count == page.named("table").count && Set(captions).count == captions.count)
    #expect(page.named("th").allSatisfy { ["col", "row"].contains($0.attributes["scope"]) })
  }

  @Test func `Every drawing has a title and says in words what it shows`() {
    let drawings = page.named("svg")
    #expect(drawings.count == 4)
    #expect(drawings.allSatisfy { $0.attributes["role"] == "img" })
    for name in ["title", "desc"] {
      let described = page.elements.filter { $0.name == name && $0.ancestors.contains("svg") }
      #expect(described.count == 4 && described.allSatisfy { !$0.text.isEmpty })
    }
  }

  @Test func `Every trimmed sheet is a hollow dot, every other counting one a full one`() throws {
    let (document, _) = try StandardSeason.made.get()
    let lines = document.levels.flatMap(\.ranking.lines)
    let trimmed = lines.flatMap(\.trimmed).reduce(0) { $0 + $1.low.count + $1.high.count }
    let counting = lines.reduce(0) { $0 + $1.sheets.count }
    let dots = page.named("circle")
    #expect(dots.count { $0.attributes["class"] == "open" } == trimmed)
    // One full dot a reviewer and level stands in the severity strips.
    #expect(dots.count { $0.attributes["class"] == "full" } == counting - trimmed + 18)
  }

  @Test func `English is marked as English`() {
    let marked = page.elements.filter { $0.attributes["class"] == "en" }
    #expect(marked.count > 50)
    #expect(marked.allSatisfy { $0.attributes["lang"] == "en" })
  }
}
