/// Text from elsewhere as a terminal may show it, and how wide it is there.
package enum DisplayText {
  /// Controls, bidirectional and zero-width signs as `\u{…}`: none of them may reach a terminal. Line feeds stay.
  package static func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isHidden(scalar) {
        result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// True for what a reader cannot see or what moves the cursor: control and format signs, line and paragraph
  /// separators, and what is ignorable by default (zero-width signs, fillers, variation selectors, tags).
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: scalar.value != 0x0A
    case .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// Columns of a terminal: a sign that people see as one (a grapheme cluster) takes as many as its widest scalar.
  package static func width(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + width($1) }
  }

  private static func width(_ character: Character) -> Int {
    character.unicodeScalars.reduce(0) { max($0, width($1)) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) ? 0 : 1 }
    if EastAsianWidth.isWide(scalar) || scalar.properties.isEmojiPresentation { return 2 }
    switch scalar.properties.generalCategory {
    // The selector that asks for a picture makes a narrow sign a wide one.
    case .nonspacingMark where scalar.value == 0xFE0F: return 2
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return 1
    }
  }

  /// Filled up with spaces: at the left when `right`, else at the right.
  package static func padded(_ text: String, to columns: Int, right: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, columns - width(text)))
    return right ? space + text : text + space
  }

  /// Broken into lines of at most `columns`, at any sign (Chinese has no spaces to break at).
  package static func wrapped(_ text: String, columns: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph -> [String] in
      var lines = [""]
      var used = 0
      for character in paragraph {
        let needed = width(character)
        if used + needed > columns, used > 0 {
          lines.append("")
          used = 0
        }
        lines[lines.count - 1].append(character)
        used += needed
      }
      return lines
    }
  }
}

/// Unicode's classes W and F (UAX #11, version 16), pictures aside: those are known to the standard library.
private enum EastAsianWidth {
  private static let ranges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E, 0x3041...0xA4CF,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FB, 0x1D300...0x1D376, 0x1F200...0x1F320,
    0x20000...0x3FFFD,
  ]

  static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    ranges.contains { $0.contains(scalar.value) }
  }
}
