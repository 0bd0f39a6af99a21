import CanonicalJSON

/// Text from elsewhere as a terminal may show it, and how wide it is there.
package enum DisplayText {
  /// Controls, bidirectional and zero-width signs as `\u{…}`: none of them may reach a terminal. Line feeds stay.
  package static func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl = (scalar.value < 0x20 && scalar.value != 0x0A) || (0x7F...0x9F).contains(scalar.value)
      if isControl || JSONValue.isInvisible(scalar) {
        result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Columns of a terminal: 2 for East Asian wide and full-width signs (UAX #11), else 1.
  package static func width(_ text: some StringProtocol) -> Int {
    text.reduce(0) { total, character in
      total + (character.unicodeScalars.contains(where: isWide) ? 2 : 1)
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  /// Filled up with spaces on the right.
  package static func padded(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - width(text)))
  }

  /// Broken into lines of at most `columns`, at any sign (Chinese has no spaces to break at).
  package static func wrapped(_ text: String, columns: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph -> [String] in
      var lines = [""]
      var used = 0
      for character in paragraph {
        let needed = width(String(character))
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

  /// Rows as columns, two spaces between; the last column is not filled up.
  package static func table(_ rows: [[String]]) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? width($0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, cell in column == row.count - 1 ? cell : padded(cell, to: widths[column]) }
        .joined(separator: "  ")
    }
  }
}
