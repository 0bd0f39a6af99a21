import Panel
import TerminalText

/// HTML or SVG under construction: what a literal says is markup, what is interpolated is text and gets escaped.
///
/// The pages are well-formed XML as well, so that any parser may read them.
struct Markup: ExpressibleByStringInterpolation, Sendable {
  let source: String

  init(stringLiteral value: String) {
    source = value
  }

  init(stringInterpolation: StringInterpolation) {
    source = stringInterpolation.source
  }

  private init(source: String) {
    self.source = source
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var source = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      source.reserveCapacity(literalCapacity)
    }

    mutating func appendLiteral(_ literal: String) { source += literal }
    mutating func appendInterpolation(_ text: String) { source += Markup.escaped(text) }
    mutating func appendInterpolation(_ code: Code) { source += code.text }
    mutating func appendInterpolation(_ number: some BinaryInteger) { source += String(number) }
    mutating func appendInterpolation(_ markup: Markup) { source += markup.source }
    mutating func appendInterpolation(_ text: BilingualText) { source += Markup(text).source }
  }

  static func text(_ text: String) -> Markup { Markup(source: escaped(text)) }

  /// Chinese, and English in small letters after it.
  init(_ text: BilingualText) {
    self = "\(text.zh) <span class=\"en\" lang=\"en\">\(text.en)</span>"
  }

  static func + (left: Markup, right: Markup) -> Markup { Markup(source: left.source + right.source) }
  static func += (left: inout Markup, right: Markup) { left = left + right }

  /// Signs that nobody sees, or that turn the direction of writing, are spelled out.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in DisplayText.printable(text) {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.append(character)
      }
    }
    return result
  }
}

extension Sequence<Markup> {
  func joined(separator: String = "") -> Markup {
    var result: Markup = ""
    var isFirst = true
    for element in self {
      if !isFirst { result += .text(separator) }
      result += element
      isFirst = false
    }
    return result
  }
}

/// A paragraph in Chinese and the same in English below it.
func paragraph(_ zh: Markup, _ en: Markup) -> Markup {
  "<p>\(zh)</p>\n<p class=\"en\" lang=\"en\">\(en)</p>\n"
}

/// The head of a column: Chinese, English below it.
func columnHead(_ zh: String, _ en: String, isNumber: Bool = false) -> Markup {
  let style: Markup = isNumber ? " class=\"n\"" : ""
  return "<th scope=\"col\"\(style)>\(zh)<br/><span class=\"en\" lang=\"en\">\(en)</span></th>"
}

/// A table in a box of its own that scrolls sideways on a narrow screen.
func table(id: String, caption: BilingualText, head: Markup, rows: Markup, style: Markup = "") -> Markup {
  """
  <div class="scroll" role="region" tabindex="0" aria-labelledby="\(id)">
  <table class="\(style)"><caption id="\(id)">\(caption)</caption>
  <thead><tr>\(head)</tr></thead>
  <tbody>
  \(rows)</tbody></table></div>

  """
}
