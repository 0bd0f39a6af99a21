/// Reads comma-, semicolon- or tab-separated text (RFC 4180, and what spreadsheets write instead).
package enum CSVReader {
  /// - Throws: `unsupported` when the bytes are text in no known encoding.
  package static func read(
    _ bytes: [UInt8], name: String, limits: OfficeLimits = OfficeLimits()
  ) throws(OfficeFileError) -> CellTable {
    guard bytes.count <= limits.textBytes else {
      throw OfficeFileError(.overLimit, "\(bytes.count) bytes of text; \(limits.textBytes) are allowed")
    }
    guard let text = TextEncoding.decode(bytes)?.text else {
      throw OfficeFileError(.unsupported, "the text is neither UTF-8 nor UTF-16 nor GB18030")
    }
    let separator = separator(of: text)
    var rows: [[CellTable.Cell]] = []
    var row: [CellTable.Cell] = []
    var field = ""
    var isQuoted = false
    var rowCount = 0
    func endField() {
      if row.count < limits.tableColumns { row.append(CellTable.Cell(field)) }
      field = ""
    }
    func endRow() {
      endField()
      rowCount += 1
      if rows.count < limits.tableRows { rows.append(row) }
      row = []
    }
    var characters = text.unicodeScalars.makeIterator()
    var pending: Unicode.Scalar?
    while let scalar = pending ?? characters.next() {
      pending = nil
      if isQuoted {
        if scalar != "\"" {
          field.unicodeScalars.append(scalar)
        } else if let after = characters.next() {
          if after == "\"" {
            field.unicodeScalars.append(after)
          } else {
            isQuoted = false
            pending = after
          }
        }
        continue
      }
      switch scalar {
      case "\"" where field.isEmpty: isQuoted = true
      case separator: endField()
      case "\n": endRow()
      case "\r", "\u{FEFF}": break
      default: field.unicodeScalars.append(scalar)
      }
    }
    if !field.isEmpty || !row.isEmpty { endRow() }
    return CellTable(name: name, rows: rows, rowCount: rowCount)
  }

  /// The one of the first lines' separators that occurs most.
  private static func separator(of text: String) -> Unicode.Scalar {
    let head = text.unicodeScalars.prefix(4_096)
    let candidates: [Unicode.Scalar] = [",", "\t", ";"]
    return candidates.max { left, right in head.count { $0 == left } < head.count { $0 == right } } ?? ","
  }
}
