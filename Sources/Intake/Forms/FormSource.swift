import OfficeFiles

/// A recommendation form as tables and lines, whatever file it came in.
struct FormSource {
  let path: String
  let tables: [CellTable]
  /// Paragraphs outside tables.
  let lines: [String]
  /// Names in the file beside its content.
  let names: [String]
  /// Rows of the longest table, whether kept or not.
  let longestTable: Int

  init(path: String, document: WordDocument, limits: OfficeLimits) {
    self.path = path
    tables = document.tables.enumerated().map { $1.matrix(name: "表\($0 + 1)", limits: limits) }
    lines = document.body.compactMap { block in
      if case .paragraph(let paragraph) = block { paragraph.numberedText } else { nil }
    }
    names = document.names
    longestTable = document.longestTable
  }

  init(path: String, workbook: Workbook) {
    self.path = path
    tables = workbook.sheets.filter { !$0.isHidden }
    lines = []
    names = workbook.names
    longestTable = tables.map(\.rowCount).max() ?? 0
  }

  init(path: String, table: CellTable) {
    self.path = path
    tables = [table]
    lines = []
    names = []
    longestTable = table.rowCount
  }

  /// Everything it says, for finding out what it is.
  var text: String {
    (lines + tables.flatMap { table in table.rows.map { row in row.map(\.text).joined(separator: "\t") } })
      .joined(separator: "\n")
  }
}
