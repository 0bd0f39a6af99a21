/// An .xlsx as its cells show.
package struct Workbook: Sendable {
  /// One table a sheet, hidden sheets too; a cell stands at its own row and column from A1 on.
  package let sheets: [CellTable]
  /// Authors of the file and of comments, and values of its properties; each once.
  package let names: [String]
  package let fetchedReferences: [String]
}
