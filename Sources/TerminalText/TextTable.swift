/// Columns of text on a terminal, where a Chinese sign is two cells wide: two spaces between columns, a rule under the
/// heading, no space at the end of a line.
package struct TextTable: Sendable {
  private let heading: [[String]]
  private let rightAligned: Set<Int>
  private var rows: [Row] = []

  private enum Row {
    case cells([String])
    case rule(String)
  }

  /// - Parameters:
  ///   - heading: one cell a column; a line feed begins the next line of the heading. Empty for none.
  ///   - rightAligned: columns of numbers.
  package init(heading: [String] = [], rightAligned: Set<Int> = []) {
    let split = heading.map { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    let height = split.map(\.count).max() ?? 0
    self.heading = (0..<height).map { line in split.map { line < $0.count ? $0[line] : "" } }
    self.rightAligned = rightAligned
  }

  package mutating func add(_ cells: [String]) {
    rows.append(.cells(cells))
  }

  /// A rule across all columns, with a word in it.
  package mutating func addRule(_ label: String) {
    rows.append(.rule(label))
  }

  package var lines: [String] {
    let cells = rows.compactMap { row -> [String]? in
      if case .cells(let cells) = row { cells } else { nil }
    }
    let all = heading + cells
    let widths = (0..<(all.map(\.count).max() ?? 0)).map { column in
      all.map { column < $0.count ? DisplayText.width($0[column]) : 0 }.max() ?? 0
    }
    let total = widths.reduce(0, +) + 2 * max(0, widths.count - 1)
    var lines = heading.map { render($0, widths) }
    if !heading.isEmpty { lines.append(String(repeating: "-", count: total)) }
    for row in rows {
      switch row {
      case .cells(let cells): lines.append(render(cells, widths))
      case .rule(let label):
        let start = "-- \(label) "
        lines.append(start + String(repeating: "-", count: max(2, total - DisplayText.width(start))))
      }
    }
    return lines
  }

  private func render(_ row: [String], _ widths: [Int]) -> String {
    var line = row.enumerated().map { column, cell in
      DisplayText.padded(cell, to: widths[column], right: rightAligned.contains(column))
    }.joined(separator: "  ")
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }
}
