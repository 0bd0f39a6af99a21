/// Columns of text on a terminal, where a Chinese sign is two cells wide.
struct TextGrid {
  private let heading: [[String]]
  private let rightAligned: Set<Int>
  private var rows: [[String]] = []

  /// - Parameter heading: one cell a column; a line feed begins the second line of the heading.
  init(heading: [String], rightAligned: Set<Int>) {
    let split = heading.map { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    let height = split.map(\.count).max() ?? 1
    self.heading = (0..<height).map { line in split.map { line < $0.count ? $0[line] : "" } }
    self.rightAligned = rightAligned
  }

  var rowCount: Int { rows.count }

  mutating func add(_ row: [String]) {
    rows.append(row)
  }

  /// - Parameter ruleBefore: a row before which a labelled rule is drawn.
  func lines(ruleBefore: Int? = nil, label: String = "") -> [String] {
    let all = heading + rows
    let widths = (0..<(heading.first?.count ?? 0)).map { column in
      all.map { TextGrid.width($0[column]) }.max() ?? 0
    }
    let total = widths.reduce(0, +) + 2 * max(0, widths.count - 1)
    var lines = heading.map { render($0, widths) }
    lines.append(String(repeating: "─", count: total))
    for (index, row) in rows.enumerated() {
      if index == ruleBefore {
        lines.append("── \(label) " + String(repeating: "─", count: max(2, total - TextGrid.width(label) - 4)))
      }
      lines.append(render(row, widths))
    }
    return lines
  }

  private func render(_ row: [String], _ widths: [Int]) -> String {
    var line = ""
    for (column, cell) in row.enumerated() {
      let space = String(repeating: " ", count: max(0, widths[column] - TextGrid.width(cell)))
      line += rightAligned.contains(column) ? space + cell : cell + space
      if column < row.count - 1 { line += "  " }
    }
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }

  /// Cells on a terminal: East Asian wide and full-width signs take two (UAX #11), marks that combine none.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x20000...0x3FFFD:
      2
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format, .control: 0
      default: 1
      }
    }
  }
}
