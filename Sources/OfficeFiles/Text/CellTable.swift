/// A table as a matrix: what Word documents, workbooks and CSV files have in common.
package struct CellTable: Hashable, Sendable {
  package struct Cell: Hashable, Sendable {
    package let text: String
    /// Rows up and columns left to the cell that covers this place; both 0 for a cell of its own.
    package let rowsUp: Int
    package let columnsLeft: Int
    /// Stored as a number, so that signs around the digits are the format's and not the writer's.
    package let isNumber: Bool
    /// A formula whose result was never stored.
    package let lacksResult: Bool

    package init(_ text: String, isNumber: Bool = false, lacksResult: Bool = false) {
      self.text = text
      self.isNumber = isNumber
      rowsUp = 0
      columnsLeft = 0
      self.lacksResult = lacksResult
    }

    private init(rowsUp: Int, columnsLeft: Int) {
      text = ""
      isNumber = false
      self.rowsUp = rowsUp
      self.columnsLeft = columnsLeft
      lacksResult = false
    }

    /// A place that belongs to a merged cell which begins above or to the left.
    package static func covered(rowsUp: Int, columnsLeft: Int) -> Cell {
      Cell(rowsUp: rowsUp, columnsLeft: columnsLeft)
    }

    package var isCovered: Bool { rowsUp > 0 || columnsLeft > 0 }

    package static let empty = Cell("")
  }

  /// `表2`, or the sheet's name.
  package let name: String
  package let rows: [[Cell]]
  /// Rows the file has, of which `rows` keeps as many as the limits allow.
  package let rowCount: Int
  package let isHidden: Bool

  package init(name: String, rows: [[Cell]], rowCount: Int? = nil, isHidden: Bool = false) {
    self.name = name
    self.rows = rows
    self.rowCount = rowCount ?? rows.count
    self.isHidden = isHidden
  }

  package subscript(_ row: Int, _ column: Int) -> Cell {
    guard rows.indices.contains(row), rows[row].indices.contains(column) else { return .empty }
    return rows[row][column]
  }

  /// The text that shows at a place: a covered place shows the cell that covers it.
  package func shownText(_ row: Int, _ column: Int) -> String {
    let cell = self[row, column]
    return cell.isCovered ? self[row - cell.rowsUp, column - cell.columnsLeft].text : cell.text
  }

  /// `C7`: column letters and the row, from 1.
  package static func reference(row: Int, column: Int) -> String {
    var letters = ""
    var rest = column + 1
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return "\(letters)\(row + 1)"
  }
}
