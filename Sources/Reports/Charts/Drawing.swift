import Panel

/// The signs of all charts: shape and fill carry the meaning, colour repeats it.
enum Drawing {
  static let ink = "#1a1a1a"
  static let grey = "#595959"
  static let blue = "#0b5cad"
  static let vermilion = "#b34700"
  static let band = "#e8eef5"
  static let grid = "#d9d9d9"
  static let context = "#767676"
  static let width = 900

  static func full(_ x: Double, _ y: Double) -> Markup {
    "<circle class=\"full\" cx=\"\(at(x))\" cy=\"\(at(y))\" r=\"4.5\" fill=\"\(blue)\"/>"
  }

  static func open(_ x: Double, _ y: Double) -> Markup {
    """
    <circle class="open" cx="\(at(x))" cy="\(at(y))" r="4.5" fill="#ffffff" stroke="\(ink)" stroke-width="1.5"/>
    """
  }

  static func faint(_ x: Double, _ y: Double) -> Markup {
    "<circle cx=\"\(at(x))\" cy=\"\(at(y))\" r=\"3\" fill=\"\(context)\" fill-opacity=\"0.6\"/>"
  }

  static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, color: String, width: String = "1", dash: String = ""
  ) -> Markup {
    let dashes: Markup = dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
    return """
      <line x1="\(at(x1))" y1="\(at(y1))" x2="\(at(x2))" y2="\(at(y2))" stroke="\(color)" stroke-width="\(width)"\(dashes)/>
      """
  }

  static func text(
    _ x: Double, _ y: Double, _ text: String, anchor: String = "start", color: String = ink, size: Int = 14,
    isBold: Bool = false
  ) -> Markup {
    let weight: Markup = isBold ? " font-weight=\"700\"" : ""
    return """
      <text x="\(at(x))" y="\(at(y))" text-anchor="\(anchor)" font-size="\(size)" fill="\(color)"\(weight)>\(text)</text>
      """
  }

  /// - Parameters:
  ///   - id: of the figure; title and description get ids of their own.
  ///   - sentence: what the drawing shows, in words.
  static func figure(
    id: String, title: BilingualText, sentence: BilingualText, width: Int = Drawing.width, height: Int, content: Markup
  ) -> Markup {
    """
    <figure role="group" aria-labelledby="\(id)-caption">
    <figcaption id="\(id)-caption">\(title)</figcaption>
    <svg viewBox="0 0 \(width) \(height)" role="img" aria-labelledby="\(id)-title \(id)-desc" font-family="inherit">
    <title id="\(id)-title">\(title.zh) \(title.en)</title>
    <desc id="\(id)-desc">\(sentence.zh) \(sentence.en)</desc>
    \(content)</svg>
    <p class="sentence">\(sentence)</p>
    </figure>

    """
  }

  /// A coordinate to a tenth of a pixel.
  private static func at(_ value: Double) -> String { Numbers.text(value, decimals: 1) }
}

/// From values to pixels.
struct Scale {
  let values: ClosedRange<Double>
  let pixels: ClosedRange<Double>

  func callAsFunction(_ value: Double) -> Double {
    let share = (min(max(value, values.lowerBound), values.upperBound) - values.lowerBound)
    return pixels.lowerBound + share / (values.upperBound - values.lowerBound)
      * (pixels.upperBound - pixels.lowerBound)
  }

  /// The range of values widened to whole steps.
  static func widened(_ values: [Double], step: Double) -> ClosedRange<Double> {
    let low = ((values.min() ?? 0) / step).rounded(.down) * step
    let high = ((values.max() ?? 0) / step).rounded(.up) * step
    return low...(high > low ? high : low + step)
  }

  func ticks(step: Double) -> [Double] {
    Array(stride(from: values.lowerBound, through: values.upperBound, by: step))
  }
}
