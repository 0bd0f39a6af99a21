/// Reads a workbook of any writer: shared and inline texts, stored results of formulas, per-cent and date formats.
package enum WorkbookReader {
  /// - Throws: `OfficeFileError`; the file is refused as a whole.
  package static func read(
    _ bytes: [UInt8], limits: OfficeLimits = OfficeLimits()
  ) throws(OfficeFileError) -> Workbook {
    let package = try OfficePackage(bytes: bytes, limits: limits)
    let main = try package.mainPart(otherwise: "xl/workbook.xml")
    let relationships = try package.relationships(of: main)
    func target(_ kind: String) -> String? { relationships.first { $0.kind == kind && !$0.isExternal }?.target }
    let texts = try target("sharedStrings").map { part throws(OfficeFileError) in try sharedTexts(package, part) } ?? []
    let formats = try target("styles").map { part throws(OfficeFileError) in try cellFormats(package, part) } ?? []
    var sheets: [CellTable] = []
    var names = try DocumentProperties.texts(in: package)
    for sheet in try sheetList(package, main) {
      guard let relationship = relationships.first(where: { $0.id == sheet.relationship && !$0.isExternal }),
        let reader = try package.reader(relationship.target)
      else { continue }
      let parser = SheetParser(reader, limits: limits, texts: texts, formats: formats)
      sheets.append(try parser.table(name: sheet.name, isHidden: sheet.isHidden))
      for comments in try package.relationships(of: relationship.target)
      where comments.kind == "comments" && !comments.isExternal {
        names += try commentAuthors(package, comments.target)
      }
    }
    var seen: Set<String> = []
    return Workbook(
      sheets: sheets, names: names.filter { seen.insert($0).inserted },
      fetchedReferences: try package.fetchedReferences().map(\.target))
  }

  private struct SheetEntry {
    let name: String
    let isHidden: Bool
    let relationship: String
  }

  private static func sheetList(_ package: OfficePackage, _ main: String) throws(OfficeFileError) -> [SheetEntry] {
    guard let reader = try package.reader(main) else { return [] }
    var sheets: [SheetEntry] = []
    while let event = try reader.next() {
      guard case .start = event, reader.name.local == "sheet", reader.name.namespace == .spreadsheet else { continue }
      sheets.append(
        SheetEntry(
          name: reader.attribute("name") ?? "", isHidden: (reader.attribute("state") ?? "visible") != "visible",
          relationship: reader.attribute("id", .relationships) ?? ""))
    }
    return sheets
  }

  private static func sharedTexts(_ package: OfficePackage, _ part: String) throws(OfficeFileError) -> [String] {
    guard let reader = try package.reader(part) else { return [] }
    var texts: [String] = []
    while let event = try reader.next() {
      guard case .start = event, reader.name.local == "si" else { continue }
      texts.append(try richText(reader))
    }
    return texts
  }

  /// The runs of a text joined; phonetic guides left out.
  static func richText(_ reader: XMLPullReader) throws(OfficeFileError) -> String {
    var text = ""
    try reader.forEachChild { () throws(OfficeFileError) in
      switch reader.name.local {
      case "t": text += try reader.elementText()
      case "r":
        try reader.forEachChild { () throws(OfficeFileError) in
          if reader.name.local == "t" { text += try reader.elementText() }
        }
      default: break
      }
    }
    return text
  }

  private static func cellFormats(_ package: OfficePackage, _ part: String) throws(OfficeFileError) -> [CellFormat] {
    guard let reader = try package.reader(part) else { return [] }
    var codes: [Int: String] = [:]
    var formats: [CellFormat] = []
    while let event = try reader.next() {
      guard case .start = event else { continue }
      if reader.name.local == "numFmt", let id = reader.attribute("numFmtId").flatMap({ Int($0) }) {
        codes[id] = reader.attribute("formatCode")
      } else if reader.name.local == "cellXfs" {
        try reader.forEachChild { () throws(OfficeFileError) in
          guard reader.name.local == "xf" else { return }
          let id = reader.attribute("numFmtId").flatMap { Int($0) } ?? 0
          formats.append(codes[id].map { CellFormat(code: $0) } ?? CellFormat(builtIn: id))
        }
      }
    }
    return formats
  }

  private static func commentAuthors(_ package: OfficePackage, _ part: String) throws(OfficeFileError) -> [String] {
    guard let reader = try package.reader(part) else { return [] }
    var authors: [String] = []
    while let event = try reader.next() {
      guard case .start = event, reader.name.local == "author" else { continue }
      authors.append(try reader.elementText())
    }
    return authors
  }
}

/// Reads one sheet into a table.
private final class SheetParser {
  private let reader: XMLPullReader
  private let limits: OfficeLimits
  private let texts: [String]
  private let formats: [CellFormat]
  private var rows: [[CellTable.Cell]] = []
  private var rowCount = 0
  private var textBytes = 0

  init(_ reader: XMLPullReader, limits: OfficeLimits, texts: [String], formats: [CellFormat]) {
    self.reader = reader
    self.limits = limits
    self.texts = texts
    self.formats = formats
  }

  func table(name: String, isHidden: Bool) throws(OfficeFileError) -> CellTable {
    var nextRow = 0
    while let event = try reader.next() {
      guard case .start = event, reader.name.namespace == .spreadsheet else { continue }
      switch reader.name.local {
      case "row":
        let row = reader.attribute("r").flatMap { Int($0) }.map { $0 - 1 } ?? nextRow
        nextRow = row &+ 1
        try readRow(row)
      case "mergeCell": cover(reader.attribute("ref") ?? "")
      default: break
      }
    }
    while let last = rows.last, last.allSatisfy({ $0.text.isEmpty && !$0.isCovered && !$0.lacksResult }) {
      rows.removeLast()
    }
    return CellTable(name: name, rows: rows, rowCount: max(rowCount, rows.count), isHidden: isHidden)
  }

  private func readRow(_ row: Int) throws(OfficeFileError) {
    var nextColumn = 0
    var hasText = false
    try reader.forEachChild { () throws(OfficeFileError) in
      guard reader.name.local == "c" else { return }
      let place = reader.attribute("r").flatMap(CellReference.init)
      let column = place?.column ?? nextColumn
      nextColumn = column &+ 1
      let cell = try self.cell()
      guard !cell.text.isEmpty || cell.lacksResult else { return }
      hasText = true
      set(cell, row: place?.row ?? row, column: column)
    }
    if hasText { rowCount = max(rowCount, row &+ 1) }
  }

  private func set(_ cell: CellTable.Cell, row: Int, column: Int) {
    guard (0..<limits.tableRows).contains(row), (0..<limits.tableColumns).contains(column),
      textBytes + cell.text.utf8.count <= limits.textBytes
    else { return }
    textBytes += cell.text.utf8.count
    while rows.count <= row { rows.append([]) }
    while rows[row].count <= column { rows[row].append(.empty) }
    rows[row][column] = cell
  }

  private func cell() throws(OfficeFileError) -> CellTable.Cell {
    let type = reader.attribute("t") ?? "n"
    let format = reader.attribute("s").flatMap { Int($0) }.flatMap { formats.indices.contains($0) ? formats[$0] : nil }
    var stored: String?
    var inline = ""
    var hasFormula = false
    try reader.forEachChild { () throws(OfficeFileError) in
      switch reader.name.local {
      case "v": stored = try reader.elementText()
      case "f": hasFormula = true
      case "is": inline = try WorkbookReader.richText(reader)
      default: break
      }
    }
    let text: String
    switch type {
    case "s": text = stored.flatMap { Int($0) }.flatMap { texts.indices.contains($0) ? texts[$0] : nil } ?? ""
    case "inlineStr": text = inline
    case "str", "e", "d": text = stored ?? ""
    case "b": text = stored == "1" ? "TRUE" : "FALSE"
    default: text = stored.map { (format ?? CellFormat(builtIn: 0)).shown($0, isTyped: !hasFormula) } ?? ""
    }
    return CellTable.Cell(
      text, isNumber: type == "n" && !text.isEmpty, lacksResult: hasFormula && (stored ?? "").isEmpty)
  }

  private func cover(_ range: String) {
    let ends = range.split(separator: ":").compactMap { CellReference(String($0)) }
    guard ends.count == 2, ends[0].row <= ends[1].row, ends[0].column <= ends[1].column,
      ends[0].row < rows.count
    else { return }
    // Beyond the rows with text there is nothing to cover.
    for row in ends[0].row...min(ends[1].row, rows.count - 1) {
      for column in ends[0].column...min(ends[1].column, limits.tableColumns - 1) {
        guard row > ends[0].row || column > ends[0].column else { continue }
        while rows[row].count <= column { rows[row].append(.empty) }
        rows[row][column] = .covered(rowsUp: row - ends[0].row, columnsLeft: column - ends[0].column)
      }
    }
  }
}

/// `C7` as row 6, column 2.
struct CellReference: Hashable {
  let row: Int
  let column: Int

  init?(_ text: String) {
    var column = 0
    var row = 0
    var digitsSeen = false
    for byte in text.utf8 where byte != UInt8(ascii: "$") {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where !digitsSeen:
        column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digitsSeen = true
        row = row * 10 + Int(byte - UInt8(ascii: "0"))
      default:
        return nil
      }
      guard column <= 16_384, row <= 1_048_576 else { return nil }
    }
    guard column > 0, row > 0 else { return nil }
    self.row = row - 1
    self.column = column - 1
  }
}
