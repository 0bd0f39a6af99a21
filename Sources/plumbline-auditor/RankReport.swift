import Panel
import Scoring
import TerminalText

/// The answer as a table for people, in both languages.
struct RankReport {
  private let answer: RankAnswer

  init(_ answer: RankAnswer) {
    self.answer = answer
  }

  var text: String {
    var lines = ranking
    if !answer.table.openTies.isEmpty { lines.append("") }
    for group in answer.table.openTies {
      lines.append("同分待定 / tie, decision needed: \(group.joined(separator: ", "))")
    }
    lines.append(contentsOf: beside)
    return lines.joined(separator: "\n") + "\n"
  }

  private var ranking: [String] {
    var grid = TextTable(
      heading: ["名次\nrank", "申报\napplication", "得分\nscore", "有效份数\nsheets", "去掉最低\nlow", "去掉最高\nhigh", "说明\nnotes"],
      rightAligned: [0, 2, 3])
    let seats = answer.document.seats
    var isAbove = seats > 0
    for line in answer.table.lines {
      if isAbove, line.place > seats {
        grid.addRule("入选线 cut (\(seats))")
        isAbove = false
      }
      grid.add([
        line.place > 0 ? "\(line.place)" : "-", line.application, line.shown.isEmpty ? "-" : line.shown,
        "\(line.sheets.count)", RankReport.names(line.trimmed.map { ($0.criterion, $0.low) }),
        RankReport.names(line.trimmed.map { ($0.criterion, $0.high) }), notes(line),
      ])
    }
    return grid.lines
  }

  private static func names(_ dropped: [(criterion: String, codes: [String])]) -> String {
    dropped.map { ($0.criterion.isEmpty ? "" : "\($0.criterion):") + $0.codes.joined(separator: " ") }
      .joined(separator: "; ")
  }

  private func notes(_ line: RankingLine) -> String {
    var notes: [String] = []
    for flag in line.flags {
      switch flag {
      case .notTrimmed: notes.append("未去极值（评委不足\(answer.document.rule.trimFrom)人） not trimmed")
      case .belowQuorum: notes.append("有效评分不足\(answer.document.rule.quorum)份，不排名 below quorum")
      }
    }
    switch line.tie.settled {
    case .notTied: break
    case .criterion(let id): notes.append("同分，按指标\(id) tie: \(id)")
    case .headToHead: notes.append("同分，按多数评委 tie: head-to-head")
    case .decision: notes.append("同分，按决定 tie: decision")
    case .open: notes.append("同分待定 tie: open")
    }
    if !line.absent.isEmpty { notes.append("缺 absent: \(line.absent.map(\.reviewer).joined(separator: " "))") }
    return notes.joined(separator: "; ")
  }

  // MARK: Beside the ranking

  private var beside: [String] {
    guard answer.document.seats > 0 else { return reliability }
    var lines = ["", "旁证（不改变名次） / beside the ranking (changes nothing)"]
    for row in answer.diagnostics.sensitivity {
      lines.append("  \(RankReport.name(row.method)): \(change(row.entered, row.left))")
    }
    let flips = answer.diagnostics.leaveOneOut.filter { !$0.entered.isEmpty || !$0.left.isEmpty }
    if !answer.diagnostics.leaveOneOut.isEmpty {
      lines.append(
        """
          去掉任一评委后入选名单有变的评委 / reviewers without whom the top changes: \
        \(flips.isEmpty ? "无 none" : flips.map { "\(answer.reviewer($0.reviewer)) (\(change($0.entered, $0.left)))" }
          .joined(separator: "; "))
        """)
    }
    if let margin = answer.diagnostics.margin {
      let smallest = margin.smallestChange.map {
        """
        ；最小的单项改动 smallest single change: \(answer.application($0.application)) \
        \(answer.reviewer($0.reviewer)) \(answer.document.rubric.judgedCriteria[$0.criterion].id) \
        \($0.change < .zero ? "" : "+")\($0.change)
        """
      }
      lines.append(
        """
          入选线差距 / margin at the cut: \(answer.application(margin.last)) − \(answer.application(margin.next)) = \
        \(margin.difference.text(decimals: 4))\(smallest ?? "")
        """)
    }
    if let bootstrap = answer.diagnostics.bootstrap {
      let doubtful = bootstrap.inclusion.indices.filter { (0.05...0.95).contains(bootstrap.inclusion[$0]) }
        .sorted { bootstrap.inclusion[$0] > bootstrap.inclusion[$1] }
      lines.append(
        """
          自助法入选概率在5%与95%之间 / bootstrap chance between 5 % and 95 %: \
        \(doubtful.isEmpty ? "无 none" : doubtful.prefix(20).map {
          "\(answer.application($0)) \(FixedPoint.text(bootstrap.inclusion[$0] * 100, decimals: 1)) %"
        }.joined(separator: ", ")) (B = \(bootstrap.replicates), seed \(bootstrap.seed))
        """)
    }
    return lines + reliability
  }

  private var reliability: [String] {
    let diagnostics = answer.diagnostics
    let figures = [
      ("ICC(2,1)", diagnostics.intraclass?.agreementSingle), ("ICC(2,k)", diagnostics.intraclass?.agreementMean),
      ("Kendall W", diagnostics.concordance), ("Krippendorff α", diagnostics.alpha),
    ].compactMap { name, value in value.map { "\(name) \(FixedPoint.text($0, decimals: 3))" } }
    var lines = figures.isEmpty ? [] : ["  评委一致性 / agreement: " + figures.joined(separator: ", ")]
    let components = diagnostics.severity.components.count
    if components > 1 {
      lines.append("  评审关系分成\(components)组，组间不可比 / \(components) groups share no reviewer and cannot be compared")
    }
    for found in diagnostics.objective.prefix(20) {
      lines.append(
        "  客观指标评分不一致 / objective marks differ: \(answer.application(found.application)) \(found.criterion)")
    }
    return lines
  }

  private func change(_ entered: [Int], _ left: [Int]) -> String {
    if entered.isEmpty, left.isEmpty { return "无变化 no change" }
    return (entered.map { "+\(answer.application($0))" } + left.map { "−\(answer.application($0))" })
      .joined(separator: " ")
  }

  private static func name(_ method: SensitivityRow.Method) -> String {
    switch method {
    case .totals(.mean): "全部平均 / mean of all"
    case .totals(.drop(let each)): "去\(each)高\(each)低（不论份数） / drop \(each)+\(each), however few sheets"
    case .totals(.winsor(let each)): "\(each)高\(each)低代以邻分 / winsor \(each)+\(each)"
    case .totals(.interquartile): "四分位均值 / interquartile mean"
    case .totals(.median): "中位数 / median"
    case .perCriterion: "逐项去极值 / per criterion"
    }
  }
}
