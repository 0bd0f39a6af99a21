import Panel

/// Every reviewer's total for every application, dropped ones in brackets and hatched: enough to recompute each score
/// with a pocket calculator.
struct TotalsMatrix {
  let level: LevelView

  var markup: Markup {
    let reviewers = level.reviewers
    let head =
      columnHead("名次", "Place", isNumber: true) + columnHead("申报单位", "Applicant")
      + reviewers.map { "<th scope=\"col\" class=\"n\">\($0)</th>" as Markup }.joined()
      + columnHead("得分", "Score", isNumber: true)
    let rows: [Markup] = level.rows.map { row in
      let totals = Dictionary(row.line.sheets.map { ($0.reviewer, $0.total) }, uniquingKeysWith: { first, _ in first })
      let trimmed = row.trimmed
      let cells: [Markup] = reviewers.map { reviewer in
        guard let total = totals[reviewer] else { return "<td class=\"n\">—</td>" }
        let text = total.text(decimals: decimals)
        return trimmed.contains(reviewer) ? "<td class=\"n trim\">(\(text))</td>" : "<td class=\"n\">\(text)</td>"
      }
      return """
        <tr><td class="n">\(row.line.place > 0 ? "\(row.line.place)" : "—")</td><th scope="row">\(row.name)</th>\
        \(cells.joined())<td class="n">\(row.line.shown.isEmpty ? "—" : row.line.shown)</td></tr>

        """
    }
    return table(
      id: "totals-\(level.terms.id)",
      caption: BilingualText(
        zh: "\(level.title.zh)：各专家合计（括号内为去掉的最高分、最低分；— 为没有评分表）",
        en: "Reviewers' totals; dropped ones in brackets"),
      head: head, rows: rows.joined(), style: "matrix") + example
  }

  /// As many decimals as totals can have, four at most.
  private var decimals: Int {
    let totals = level.rows.flatMap { $0.line.sheets.map(\.total) }
    return (1...4).first { decimals in
      totals.allSatisfy { Fraction.powerOfTen(decimals) % $0.denominator == 0 }
    } ?? 4
  }

  /// The first score, worked out.
  private var example: Markup {
    guard level.rule.basis == .totals, let row = level.rows.first, row.line.computed.isEmpty,
      let judged = row.line.judged
    else { return "" }
    let trimmed = row.trimmed
    let kept = row.line.sheets.filter { !trimmed.contains($0.reviewer) }
    guard !kept.isEmpty else { return "" }
    let sum = kept.map { $0.total.text(decimals: decimals) }.joined(separator: " + ")
    return paragraph(
      "核算举例：\(row.name) 去掉括号内的 \(trimmed.count) 份，(\(sum)) ÷ \(kept.count) = \(judged.text(decimals: 4))，四舍五入为 \(row.line.shown)。",
      "Worked example: the first score by hand. Ranks are compared exactly, not on rounded scores.")
  }
}
