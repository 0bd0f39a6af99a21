import Panel
import Programme

/// Every counting sheet of every application on one axis, in order of the ranking: dropped ones hollow, the final score
/// as a stroke, the cut line between the last selected and the next.
struct MarksChart {
  private static let rowHeight = 28.0
  private static let cutHeight = 26.0
  private static let top = 34.0
  private static let labels = 236.0
  private static let maxRows = 40

  let level: LevelView

  private var rows: [LevelView.Row] {
    let ranked = level.rows.filter { $0.line.place > 0 }
    return Array(ranked.prefix(max(MarksChart.maxRows, level.cut + 10)))
  }

  var markup: Markup {
    let rows = rows
    let totals = rows.flatMap { $0.line.sheets.map(\.total.approximation) }
    let scale = Scale(
      values: Scale.widened(totals + rows.compactMap { $0.line.aggregate?.approximation }, step: 10),
      pixels: (MarksChart.labels + 12)...(Double(Drawing.width) - 84))
    let hasCut = level.cut > 0 && level.cut < rows.count
    let bottom = MarksChart.top + Double(rows.count) * MarksChart.rowHeight + (hasCut ? MarksChart.cutHeight : 0)
    var drawing = axis(scale, bottom: bottom)
    var y = MarksChart.top
    for (index, row) in rows.enumerated() {
      if hasCut, index == level.cut {
        drawing += cut(at: y)
        y += MarksChart.cutHeight
      }
      drawing += line(row, at: y + MarksChart.rowHeight / 2, scale)
      y += MarksChart.rowHeight
    }
    return Drawing.figure(
      id: "marks-\(level.terms.id)",
      title: BilingualText(zh: "\(level.title.zh)：各件得分分布", en: "Marks per application"), sentence: sentence,
      height: Int(bottom) + 12, content: drawing)
  }

  private var sentence: BilingualText {
    let hollow = level.rule.basis == .totals
    let dropped = hollow ? "空心点是按规则去掉的最高分和最低分，" : "本场逐项去极值，图上不分空心实心，"
    let droppedEnglish = hollow ? "Hollow marks are those dropped by the rule; " : "Extremes are dropped by criterion; "
    let hidden = level.rows.count { $0.line.place > 0 } - rows.count
    return BilingualText(
      zh: "每点是一位专家的合计；\(dropped)短竖线是最终得分。\(level.cutLabel.zh)。\(hidden > 0 ? "另有 \(hidden) 件见表。" : "")",
      en: "A dot is one reviewer's total. \(droppedEnglish)the stroke is the final score. \(level.cutLabel.en).")
  }

  private func axis(_ scale: Scale, bottom: Double) -> Markup {
    var drawing: Markup = ""
    for tick in scale.ticks(step: scale.values.upperBound - scale.values.lowerBound > 40 ? 10 : 5) {
      drawing += Drawing.line(scale(tick), MarksChart.top - 6, scale(tick), bottom, color: Drawing.grid)
      drawing += Drawing.text(
        scale(tick), 20, Numbers.text(tick, decimals: 0), anchor: "middle", color: Drawing.grey)
    }
    if scale.values.lowerBound > 0 {
      drawing += Drawing.text(
        MarksChart.labels - 4, 20, "从 \(Numbers.text(scale.values.lowerBound, decimals: 0)) 分起 //", anchor: "end",
        color: Drawing.grey, size: 13)
    }
    return drawing + Drawing.text(Double(Drawing.width), 20, "得分", anchor: "end", color: Drawing.grey)
  }

  private func line(_ row: LevelView.Row, at y: Double, _ scale: Scale) -> Markup {
    let color = row.selection?.outcome == .skipped ? Drawing.grey : Drawing.ink
    var drawing = Drawing.line(
      scale(scale.values.lowerBound), y, scale(scale.values.upperBound), y, color: Drawing.grid)
    drawing += Drawing.text(24, y + 5, "\(row.line.place)", anchor: "end", color: color, isBold: row.isSelected)
    drawing += Drawing.text(34, y + 5, row.line.application, color: Drawing.grey, size: 13)
    drawing += Drawing.text(90, y + 5, label(row), color: color, isBold: row.isSelected)
    let trimmed = row.trimmed
    var taken: [Double] = []
    for sheet in row.line.sheets {
      let x = scale(sheet.total.approximation)
      // Neighbours closer than half a dot move up and down in turn, in order of code.
      let crowd = taken.count { abs($0 - x) < 6 }
      let offset = crowd == 0 ? 0.0 : (crowd.isMultiple(of: 2) ? 1 : -1) * 5
      taken.append(x)
      let isOpen = trimmed.contains(sheet.reviewer)
      drawing += isOpen ? Drawing.open(x, y + offset) : Drawing.full(x, y + offset)
    }
    if let score = row.line.aggregate?.approximation {
      drawing += Drawing.line(scale(score), y - 10, scale(score), y + 10, color: Drawing.ink, width: "2.5")
    }
    drawing += Drawing.text(
      Double(Drawing.width), y + 5, row.line.shown, anchor: "end", color: color, isBold: row.isSelected)
    return drawing + "\n"
  }

  /// Nine signs fit; a longer name goes by its last part.
  private func label(_ row: LevelView.Row) -> String {
    guard row.selection?.outcome != .skipped else { return "\(row.shortName.prefix(5))·不再遴选" }
    return row.name.count <= 9 ? row.name : String(row.shortName.prefix(9))
  }

  private func cut(at y: Double) -> Markup {
    let height = MarksChart.cutHeight
    let middle = y + height / 2
    return """
      <rect x="0" y="\(Numbers.text(y + 2, decimals: 1))" width="\(Drawing.width)" \
      height="\(Numbers.text(height - 4, decimals: 1))" fill="\(Drawing.band)"/>
      """
        + Drawing.line(0, y + 2, Double(Drawing.width), y + 2, color: Drawing.ink, width: "1.5", dash: "6 4")
        + Drawing.text(10, middle + 5, level.cutLabel.zh, isBold: true) + "\n"
  }
}
