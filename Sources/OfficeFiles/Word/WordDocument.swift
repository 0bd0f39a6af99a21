/// A .docx as a reader of the printed page would see it, with everything else kept apart.
package struct WordDocument: Sendable {
  /// Paragraphs and tables of the body in order. Tracked insertions stand, deletions and hidden text do not.
  package let body: [WordBlock]
  /// Text that is in the file and not in the body.
  package let strays: [StrayText]
  /// Authors of the file, of changes and comments, and values of its properties; each once.
  package let names: [String]
  /// Content outside that a program would fetch on opening.
  package let fetchedReferences: [String]
  /// Rows of the longest table, whether kept or not.
  package let longestTable: Int

  init(
    body: [WordBlock], strays: [StrayText], names: [String], fetchedReferences: [String], longestTable: Int
  ) {
    self.body = body
    self.strays = strays
    self.names = names
    self.fetchedReferences = fetchedReferences
    self.longestTable = longestTable
  }

  /// Text that came without structure.
  package init(paragraphs: [String]) {
    self.init(
      body: paragraphs.map { .paragraph(WordParagraph(text: $0, number: "", outlineLevel: nil, pictures: [])) },
      strays: [], names: [], fetchedReferences: [], longestTable: 0)
  }

  /// Every table, those inside cells too, in order.
  package var tables: [WordTable] { WordBlock.tables(in: body) }

  /// The body's paragraphs and cells, one a line.
  package var plainText: String { body.map(\.plainText).joined(separator: "\n") }
}

package enum WordBlock: Hashable, Sendable {
  case paragraph(WordParagraph)
  case table(WordTable)

  package var plainText: String {
    switch self {
    case .paragraph(let paragraph): paragraph.numberedText
    case .table(let table):
      table.rows.map { row in row.cells.map(\.text).joined(separator: "\t") }.joined(separator: "\n")
    }
  }

  static func tables(in blocks: [WordBlock]) -> [WordTable] {
    blocks.flatMap { block -> [WordTable] in
      guard case .table(let table) = block else { return [] }
      return [table] + table.rows.flatMap { $0.cells.flatMap { tables(in: $0.blocks) } }
    }
  }
}

package struct WordParagraph: Hashable, Sendable {
  /// Runs joined, tabs as `\t`, line breaks as `\n`; boxes as ☑ and ☐ whatever drew them.
  package let text: String
  /// The automatic number that Word prints before it: `（一）`; empty when there is none.
  package let number: String
  /// 0 for a first-level heading, nil for body text.
  package let outlineLevel: Int?
  /// Names of the parts of the pictures in it.
  package let pictures: [String]

  package var numberedText: String { number + text }
}

package struct WordTable: Hashable, Sendable {
  package struct Row: Hashable, Sendable {
    package let cells: [Cell]
    /// Grid columns left out before the first cell.
    let columnsBefore: Int
  }

  package struct Cell: Hashable, Sendable {
    package let blocks: [WordBlock]
    package let columnSpan: Int
    /// It belongs to the cell above.
    package let continuesAbove: Bool

    package var text: String { blocks.map(\.plainText).joined(separator: "\n") }
  }

  package let rows: [Row]
  /// Rows the file has; `rows` keeps as many as the limits allow.
  package let rowCount: Int

  /// The table as a matrix on its grid.
  package func matrix(name: String, limits: OfficeLimits) -> CellTable {
    var matrix: [[CellTable.Cell]] = []
    for row in rows {
      var line = [CellTable.Cell](repeating: .empty, count: min(row.columnsBefore, limits.tableColumns))
      for cell in row.cells {
        let column = line.count
        let above = matrix.last.flatMap { $0.indices.contains(column) ? $0[column] : nil }
        let rowsUp = cell.continuesAbove && above != nil ? (above?.rowsUp ?? 0) + 1 : 0
        for offset in 0..<cell.columnSpan where line.count < limits.tableColumns {
          line.append(
            rowsUp > 0 || offset > 0
              ? .covered(rowsUp: rowsUp, columnsLeft: offset) : CellTable.Cell(cell.text))
        }
      }
      matrix.append(line)
    }
    return CellTable(name: name, rows: matrix, rowCount: rowCount)
  }
}

/// Text outside the body, for those who look for names.
package struct StrayText: Hashable, Sendable {
  package enum Place: String, Hashable, Sendable {
    case header
    case footer
    case footnote
    case endnote
    case comment
    case textBox = "text-box"
    case deleted
    case hidden
    case fieldCode = "field-code"
    case alternativeText = "alternative-text"
    case phoneticGuide = "phonetic-guide"
    case foreignContent = "foreign-content"
  }

  package let place: Place
  package let part: String
  package let text: String
}
