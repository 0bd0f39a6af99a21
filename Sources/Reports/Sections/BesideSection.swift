import Panel

/// What stands beside the ranking: other rules, single reviewers left out, severity, agreement. It changes nothing.
struct BesideSection {
  /// Applications shown above and below the line.
  private static let neighbourhood = 5

  let level: LevelView

  var markup: Markup {
    let head: Markup = "<h3>旁证：不改变名次 \(english("Beside the ranking: it changes nothing"))</h3>\n"
    guard let evidence = level.evidence else {
      return head
        + paragraph(
          "没有列出：评分细则含有按指标数据计算的项目，本结果文件不含那些数据。",
          "Not shown: the rubric computes points from figures that the result does not hold.")
    }
    return head
      + paragraph(
        "以下换算法对比、逐一剔除和评分宽严只供了解入选线附近有多稳，不改变排名，也不说明任何评分有误；名次一律按既定规则。",
        "The comparisons below show how firm the cut is. They do not change the ranking and do not say that any sheet is wrong."
      )
      + stability(evidence) + removals(evidence) + nearest(evidence)
      + (evidence.severity.isEmpty ? "" : SeverityChart(level: level, evidence: evidence).markup) + agreement(evidence)
  }

  private func name(_ application: String) -> String {
    level.rows.first { $0.line.application == application }?.name ?? application
  }

  // MARK: Other rules, single reviewers

  private func stability(_ evidence: PanelEvidence) -> Markup {
    guard level.cut > 0 else { return "" }
    let ranked = level.rows.filter { $0.line.place > 0 }
    let first = max(0, level.cut - BesideSection.neighbourhood)
    let last = min(ranked.count, level.cut + BesideSection.neighbourhood)
    var rows: Markup = ""
    for index in first..<last {
      if index == level.cut { rows += "<tr class=\"cut\"><td colspan=\"8\">\(level.cutLabel)</td></tr>\n" }
      rows += line(ranked[index], evidence, isAbove: index < level.cut)
    }
    let methods = SensitivityMethod.allCases.map { Words.method($0) }
    let head =
      columnHead("申报单位", "Applicant") + columnHead("既定规则", "Frozen rule", isNumber: true)
      + methods.map { columnHead($0.zh, $0.en, isNumber: true) }.joined()
      + columnHead("逐一剔除：线上次数", "Left out one by one: above", isNumber: true)
      + columnHead("名次范围", "Ranks", isNumber: true)
    return table(
      id: "stability-\(level.terms.id)",
      caption: BilingualText(
        zh: "\(level.title.zh)：入选线上下各 \(BesideSection.neighbourhood) 件：换算法的名次与逐一剔除专家的名次（◆ = 到了线的另一侧）",
        en:
          "\(level.title.en), around the cut: ranks under other rules and without single reviewers (◆ = across the line)"
      ),
      head: head, rows: rows) + sentence(evidence)
  }

  private func line(_ row: LevelView.Row, _ evidence: PanelEvidence, isAbove: Bool) -> Markup {
    guard let stability = evidence.stability[row.line.application] else { return "" }
    let cells: [Markup] = stability.ranks.map { rank in
      guard rank > 0 else { return "<td class=\"n\">—</td>" }
      return (rank <= evidence.top) == isAbove ? "<td class=\"n\">\(rank)</td>" : "<td class=\"n flip\">◆ \(rank)</td>"
    }
    let range = stability.best == stability.worst ? "\(stability.best)" : "\(stability.best)–\(stability.worst)"
    return """
      <tr class="\(row.isSelected ? "in" : "" as Markup)"><th scope="row">\(row.name)</th><td class="n">\(row.line.rank)</td>\
      \(cells.joined())<td class="n">\(stability.timesAbove)/\(evidence.reviewers.count)</td><td class="n">\(range)</td></tr>

      """
  }

  private func sentence(_ evidence: PanelEvidence) -> Markup {
    let differing = evidence.differing.map { Words.method($0) }
    guard !differing.isEmpty else {
      return paragraph("换用以上任何一种算法，线上的名单都不变。", "Under every rule above, the same applications stand above the line.")
    }
    return paragraph(
      "换用“\(differing.map(\.zh).joined(separator: "”“"))”时，线上的名单会不同（不计第十三条）。这不改变本场结果。",
      "Other applications would stand above the line under: \(differing.map(\.en).joined(separator: ", ")). The result stands."
    )
  }

  private func removals(_ evidence: PanelEvidence) -> Markup {
    let count = evidence.reviewers.count
    guard level.cut > 0, count > 0 else { return "" }
    guard !evidence.removals.isEmpty else {
      return paragraph(
        "逐一剔除任一位专家重算 \(count) 次，线上的名单都不变。", "Leaving out any one of \(count) reviewers changes nothing above the line.")
    }
    let rows: [Markup] = evidence.removals.map { removal in
      """
      <tr><th scope="row" class="code">\(removal.reviewer)</th><td>\(removal.entered.map(name).joined(separator: "、"))</td>\
      <td>\(removal.left.map(name).joined(separator: "、"))</td></tr>

      """
    }
    return table(
      id: "removals-\(level.terms.id)",
      caption: BilingualText(
        zh: "\(level.title.zh)：逐一剔除专家重算 \(count) 次，其中 \(evidence.removals.count) 次线上的名单不同",
        en: "Without one reviewer: \(evidence.removals.count) of \(count) times others stand above the line"),
      head: columnHead("剔除的专家", "Left out") + columnHead("进入线上", "Above then") + columnHead("退到线下", "Below then"),
      rows: rows.joined())
  }

  private func nearest(_ evidence: PanelEvidence) -> Markup {
    guard let change = evidence.smallestChange else { return "" }
    let sign = change.change < .zero ? "" : "+"
    return paragraph(
      "最小的单项改动：专家 \(change.reviewer) 对 \(name(change.application)) 的“\(change.criterion.zh)”\(sign)\(change.change.description) 分，入选线上下两件的次序即互换。",
      "The smallest change of one single mark that would swap the two at the line: \(change.criterion.en), \(sign)\(change.change.description)."
    )
  }

  // MARK: Agreement

  private func agreement(_ evidence: PanelEvidence) -> Markup {
    var markup: Markup = ""
    if !evidence.agreement.isEmpty {
      let values = evidence.agreement.map { "\($0.name) = \(Numbers.text($0.value, decimals: 3))" }.joined(
        separator: "，")
      markup += paragraph("评分一致性：\(values)（1 为完全一致）。", "Agreement of the panel: 1 is perfect.")
    }
    guard !evidence.outliers.isEmpty else { return markup }
    let byReviewer = Dictionary(grouping: evidence.outliers, by: \.reviewer).sorted { $0.key < $1.key }
    let shown = byReviewer.map { reviewer, sheets in
      sheets.count > 3
        ? "\(reviewer) \(sheets.count) 件" : "\(reviewer)–\(sheets.map { name($0.application) }.joined(separator: "、"))"
    }.joined(separator: "；")
    return markup
      + paragraph(
        "离群提示 \(evidence.outliers.count) 份（超出该件四分位距的 1.5 倍）：\(shown)。只供查看，不因此剔除任何评分表。",
        "\(evidence.outliers.count) sheets beyond Tukey's fences of their application: for people to look at, none is dropped for it."
      )
  }
}
