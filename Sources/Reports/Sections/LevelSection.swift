import Panel
import Programme

/// One level: ranking with cut line, ties and decisions, waiting list, the other reading of article 13, charts, totals.
struct LevelSection {
  let level: LevelView
  let document: ResultDocument

  var markup: Markup {
    let id = level.terms.id
    return """
      <section class="level" aria-labelledby="level-\(id)">
      <h2 id="level-\(id)">\(level.title.zh)：\(level.rows.count) 件，名额 \(level.terms.seats) \
      <span class="en" lang="en">\(level.title.en): \(level.rows.count) applications, \(level.terms.seats) places</span></h2>
      \(ranking)
      \(ties)
      \(decisions)
      \(waiting)
      \(otherReading)
      \(MarksChart(level: level).markup)
      \(TotalsMatrix(level: level).markup)
      \(BesideSection(level: level).markup)
      </section>
      """
  }

  // MARK: Ranking

  private var ranking: Markup {
    var rows: Markup = ""
    for (index, row) in level.rows.enumerated() {
      if index == level.cut, level.cut > 0 {
        rows += "<tr class=\"cut\"><td colspan=\"9\">\(level.cutLabel)</td></tr>\n"
      }
      rows += line(row)
    }
    let head =
      columnHead("名次", "Place", isNumber: true) + columnHead("编号", "Code") + columnHead("申报单位", "Applicant")
      + columnHead("最终得分", "Score", isNumber: true) + columnHead("份数", "Sheets", isNumber: true)
      + columnHead("去掉最高", "High dropped") + columnHead("去掉最低", "Low dropped") + columnHead("结果", "Outcome")
      + columnHead("理由与说明", "Reason, notes")
    return table(
      id: "ranking-\(level.terms.id)",
      caption: BilingualText(zh: "\(level.title.zh)排名与遴选", en: "Ranking and selection"), head: head, rows: rows)
  }

  private func line(_ row: LevelView.Row) -> Markup {
    let style: Markup = row.isSelected ? "in" : row.selection?.outcome == .skipped ? "out" : ""
    let place = row.line.place > 0 ? "\(row.line.place)" : "—"
    let outcome: Markup = row.selection.map { Markup(Words.outcome($0)) } ?? "—"
    return """
      <tr class="\(style)"><th scope="row" class="n">\(place)</th><td class="id">\(row.line.application)</td>\
      <td class="name">\(row.name)</td><td class="n">\(row.line.shown.isEmpty ? "—" : row.line.shown)</td>\
      <td class="n">\(row.line.sheets.count)</td><td class="code">\(dropped(row.line.trimmed.map { ($0.criterion, $0.high) }))</td>\
      <td class="code">\(dropped(row.line.trimmed.map { ($0.criterion, $0.low) }))</td><td class="outcome">\(outcome)</td>\
      <td>\(notes(row))</td></tr>

      """
  }

  private func dropped(_ groups: [(criterion: String, codes: [String])]) -> String {
    let text = groups.filter { !$0.codes.isEmpty }.map { group in
      (group.criterion.isEmpty ? "" : "\(title(group.criterion))：") + group.codes.joined(separator: " ")
    }.joined(separator: "；")
    return text.isEmpty ? "—" : text
  }

  private func title(_ criterion: String) -> String {
    level.terms.rubric.criteria.first { $0.id == criterion }?.title.zh ?? criterion
  }

  private func notes(_ row: LevelView.Row) -> Markup {
    var notes: [BilingualText] = []
    if let selection = row.selection, !(selection.reason == .withinSeats || selection.reason == .seatsTaken) {
      notes.append(Words.reason(selection.reason, cities: row.causes))
    }
    for flag in row.line.flags {
      switch flag {
      case .notTrimmed:
        notes.append(BilingualText(zh: "未去极值（不足\(level.rule.trimFrom)份）", en: "not trimmed"))
      case .belowQuorum:
        notes.append(BilingualText(zh: "有效评分不足\(level.rule.quorum)份", en: "below quorum"))
      }
    }
    if row.line.tie.equal > 1 { notes.append(settled(row.line.tie.settled)) }
    for absent in row.line.absent {
      let reason =
        switch absent.reason {
        case .recused: BilingualText(zh: "回避", en: "recused")
        case .missing: BilingualText(zh: "缺席", en: "missing")
        case .incomplete: BilingualText(zh: "缺分项", en: "incomplete")
        case .void: BilingualText(zh: "作废", en: "void")
        }
      notes.append(BilingualText(zh: "\(absent.reviewer) \(reason.zh)", en: reason.en))
    }
    return notes.map { Markup($0) }.joined(separator: "；")
  }

  private func settled(_ settled: TieOutcome.Settled) -> BilingualText {
    switch settled {
    case .notTied: BilingualText(zh: "无并列", en: "no tie")
    case .criterion(let id): BilingualText(zh: "同分，按“\(title(id))”", en: "tie: by a criterion")
    case .headToHead: BilingualText(zh: "同分，按逐对比较", en: "tie: head to head")
    case .decision: BilingualText(zh: "同分，按决定", en: "tie: by decision")
    case .open: BilingualText(zh: "同分，名次相同", en: "tie: equal places")
    }
  }

  // MARK: Ties and decisions

  private var ties: Markup {
    let tied = level.rows.filter { $0.line.tie.equal > 1 && $0.line.rank > 0 }
    let groups = Dictionary(grouping: tied, by: \.line.rank).sorted { $0.key < $1.key }
    guard !groups.isEmpty else {
      return "<h3>并列 \(english("Ties"))</h3>\n" + paragraph("没有得分完全相同的申报件。", "No equal scores.")
    }
    let items: [Markup] = groups.map { rank, rows in
      let names = rows.map { "\($0.name)（\($0.line.application)）" }.joined(separator: "、")
      let ways = Set(rows.map { settled($0.line.tie.settled).zh }).sorted().joined(separator: "；")
      return "<li>第 \(rank) 名起 \(rows.count) 件得分完全相同：\(names)。次序：\(ways)。</li>\n"
    }
    return """
      <h3>并列 \(english("Ties"))</h3>
      <ul>
      \(items.joined())</ul>
      <p class="en" lang="en">Equal scores, and which step of the ladder put them in order.</p>
      """
  }

  private var decisions: Markup {
    let decisions = document.decisions.filter { $0.level == level.terms.id && $0.question != .missingFinal }
    guard !decisions.isEmpty else { return "" }
    let rows: [Markup] = decisions.map { decision in
      let order = decision.applications.map { code in
        let name = level.rows.first { $0.line.application == code.text }?.name ?? ""
        return name.isEmpty ? code.text : "\(name)（\(code)）"
      }.joined(separator: "，")
      return """
        <tr><th scope="row">\(Words.question(decision.question))</th><td>\(decision.choice)<br/>\(order)</td>\
        <td>\(decision.reason)</td><td>\(decision.decidedBy.name)<br/>\(decision.decidedBy.office)</td>\
        <td>\(decision.recordedBy.name)<br/>\(decision.recordedBy.office)</td>\
        <td>\(decision.document.isEmpty ? "—" : decision.document)</td></tr>

        """
    }
    let head =
      columnHead("事项", "Question") + columnHead("决定", "Decision") + columnHead("理由", "Reason")
      + columnHead("决定人", "Decided by") + columnHead("记录人", "Recorded by") + columnHead("文号", "Paper")
    return table(
      id: "decisions-\(level.terms.id)", caption: BilingualText(zh: "\(level.title.zh)的决定", en: "Decisions"),
      head: head,
      rows: rows.joined())
  }

  // MARK: Selection

  private var waiting: Markup {
    let names = level.waiting.prefix(20).map { "\($0.selection?.waiting ?? 0) \($0.name)" }.joined(separator: "；")
    let more = level.waiting.count > 20 ? "；其余见排名表" : ""
    let zh = level.waiting.isEmpty ? "没有候补。" : "依次为：\(names)\(more)。"
    return "<h3>候补 \(english("Waiting list"))</h3>\n<p>\(zh)</p>\n"
  }

  /// Article 13 keeps counties out, never cities.
  private var otherReading: Markup {
    guard DivisionLevel(rawValue: level.terms.id.text) != .city else { return "" }
    let scope = document.session.exclusionScope
    let other: ExclusionScope = scope == .withinTrack ? .acrossTracks : .withinTrack
    let differing = level.rows.filter { row in row.selection.map { $0.outcome != $0.otherReading } ?? false }
    let head: Markup = "<h3>第十三条的另一种理解（不采用） \(english("The other reading of article 13, not used"))</h3>\n"
    let basis = paragraph(
      "本场采用：\(Words.scope(scope).zh)。另一种：\(Words.scope(other).zh)。",
      "Used: \(Words.scope(scope).en). The other: \(Words.scope(other).en).")
    guard !differing.isEmpty else {
      return head + basis + paragraph("两种理解下，本级的结果相同。", "Both give the same result at this level.")
    }
    let rows: [Markup] = differing.map { row in
      let (chosen, other): (Markup, Markup) =
        row.selection.map {
          (Markup(Words.outcome($0)), Markup(Words.outcome($0.otherReading)))
        } ?? ("—", "—")
      return
        "<tr><th scope=\"row\">\(row.name)</th><td class=\"n\">\(row.line.place)</td><td>\(chosen)</td><td>\(other)</td></tr>\n"
    }
    return head + basis
      + table(
        id: "other-\(level.terms.id)",
        caption: BilingualText(zh: "\(level.title.zh)：结果不同的申报单位", en: "Whose outcome differs"),
        head: columnHead("申报单位", "Applicant") + columnHead("名次", "Place", isNumber: true)
          + columnHead("本场结果", "Outcome") + columnHead("另一种理解", "Other reading"), rows: rows.joined())
  }
}

/// English beside a heading.
func english(_ text: String) -> Markup { "<span class=\"en\" lang=\"en\">\(text)</span>" }
