import Panel
import Programme

/// How far each reviewer stands above or below the panel: every sheet a faint dot, the estimate a full one.
struct SeverityChart {
  private static let rowHeight = 30.0
  private static let top = 44.0
  private static let labels = 120.0
  /// Points to either side that are always shown, so that levels and years compare.
  private static let leastReach = 15.0

  let level: LevelView
  let evidence: PanelEvidence

  var markup: Markup {
    let reach = Scale.widened(
      evidence.severity.flatMap { $0.deviations.map(\.magnitude) } + [SeverityChart.leastReach], step: 5
    ).upperBound
    let scale = Scale(
      values: -reach...reach, pixels: SeverityChart.labels...(Double(Drawing.width) - 190))
    let bottom = SeverityChart.top + Double(evidence.severity.count) * SeverityChart.rowHeight
    var drawing = axis(scale, bottom: bottom)
    for (index, reviewer) in evidence.severity.enumerated() {
      let y = SeverityChart.top + (Double(index) + 0.5) * SeverityChart.rowHeight
      drawing += Drawing.line(
        scale(-reach), y, scale(reach), y, color: Drawing.grid)
      drawing += Drawing.text(8, y + 5, reviewer.reviewer, isBold: false)
      drawing += reviewer.deviations.map { Drawing.faint(scale($0), y) }.joined()
      drawing += Drawing.line(scale(0), y, scale(reviewer.bias), y, color: Drawing.blue, width: "3")
      drawing += Drawing.full(scale(reviewer.bias), y)
      drawing += Drawing.text(
        Double(Drawing.width), y + 5,
        "\(Numbers.signed(reviewer.bias, decimals: 1)) 分 · \(reviewer.deviations.count) 份", anchor: "end")
      drawing += "\n"
    }
    return Drawing.figure(
      id: "severity-\(level.terms.id)", title: BilingualText(zh: "\(level.title.zh)：评分宽严", en: "Reviewers' severity"),
      sentence: sentence, height: Int(bottom) + 10, content: drawing)
  }

  private func axis(_ scale: Scale, bottom: Double) -> Markup {
    var drawing = Drawing.text(scale(scale.values.lowerBound), 16, "← 偏严 stricter", color: Drawing.grey)
    drawing += Drawing.text(
      scale(scale.values.upperBound), 16, "偏宽 more lenient →", anchor: "end", color: Drawing.grey)
    for tick in scale.ticks(step: 5) {
      let isZero = tick.magnitude < 0.5
      drawing += Drawing.line(
        scale(tick), SeverityChart.top - 6, scale(tick), bottom, color: isZero ? Drawing.ink : Drawing.grid)
      drawing += Drawing.text(
        scale(tick), 34, Numbers.signed(tick, decimals: 0), anchor: "middle", color: Drawing.grey, size: 13)
    }
    return drawing
  }

  private var sentence: BilingualText {
    let connected =
      evidence.isConnected ? "" : "专家分成互不相交的几组，组间不能比较。"
    guard let lenient = evidence.severity.first, let strict = evidence.severity.last else {
      return BilingualText(zh: "没有评分。", en: "No sheets.")
    }
    return BilingualText(
      zh: """
        \(connected)最宽的 \(lenient.reviewer) 平均 \(Numbers.signed(lenient.bias, decimals: 1)) 分，最严的 \(strict.reviewer) \
        平均 \(Numbers.signed(strict.bias, decimals: 1)) 分；灰点是每份评分表与该件水平之差。宽严不同不等于不公：每件都由同一组专家评分时，它对各件影响相同。
        """,
      en: """
        \(evidence.isConnected ? "" : "Groups of reviewers share no application and cannot be compared. ")Grey dots are \
        single sheets, the blue one the average. Severity is not unfairness: where all score all, it touches every \
        application alike.
        """)
  }
}
