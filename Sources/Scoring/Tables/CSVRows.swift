/// Rows of a comma-separated table (RFC 4180) in UTF-8, with or without a byte order mark; lines end with LF or CRLF.
struct CSVRows {
  /// Bytes of one field.
  static let maxFieldBytes = 4_096
  static let maxBytes = 1 << 30

  struct Row {
    /// Of its first sign, from 1.
    let line: Int
    let fields: [String]
  }

  private let bytes: [UInt8]
  private var position: Int
  private var line = 1

  /// - Throws: `TableError` when the text is too long.
  init(_ bytes: [UInt8]) throws(TableError) {
    guard bytes.count <= CSVRows.maxBytes else {
      throw CSVRows.fault(1, zh: "文件超过1 GiB", en: "the file is longer than 1 GiB")
    }
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// - Returns: nil at the end; empty lines are passed over.
  mutating func next() throws(TableError) -> Row? {
    while position < bytes.count {
      let start = line
      var fields: [String] = []
      var sign: UInt8
      repeat {
        let field = try field()
        guard let text = String(validating: field, as: UTF8.self) else {
          throw CSVRows.fault(
            start, zh: "不是UTF-8文字；在Excel中请另存为“CSV UTF-8”", en: "not UTF-8; in Excel save as \"CSV UTF-8\"")
        }
        fields.append(text)
        sign = position < bytes.count ? bytes[position] : 0x0A
        position += 1
      } while sign == 0x2C
      if sign == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
      line += 1
      if fields != [""] { return Row(line: start, fields: fields) }
    }
    return nil
  }

  /// Leaves the position on the sign that ends the field.
  private mutating func field() throws(TableError) -> [UInt8] {
    if position < bytes.count, bytes[position] == 0x22 { return try quotedField() }
    let start = position
    while position < bytes.count, ![0x2C, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    guard position - start <= CSVRows.maxFieldBytes else { throw tooLong() }
    return Array(bytes[start..<position])
  }

  private mutating func quotedField() throws(TableError) -> [UInt8] {
    let start = line
    var content: [UInt8] = []
    position += 1
    while true {
      guard position < bytes.count else {
        throw CSVRows.fault(start, zh: "引号没有结束", en: "a quotation mark is not closed")
      }
      let byte = bytes[position]
      position += 1
      if byte == 0x22 {
        guard position < bytes.count, bytes[position] == 0x22 else { break }
        position += 1
      }
      if byte == 0x0A { line += 1 }
      content.append(byte)
      guard content.count <= CSVRows.maxFieldBytes else { throw tooLong() }
    }
    guard position == bytes.count || [0x2C, 0x0A, 0x0D].contains(bytes[position]) else {
      throw CSVRows.fault(line, zh: "引号之后应为逗号或行末", en: "a closing quotation mark is followed by text")
    }
    return content
  }

  private func tooLong() -> TableError {
    CSVRows.fault(
      line, zh: "单元格超过\(CSVRows.maxFieldBytes)字节", en: "a cell is longer than \(CSVRows.maxFieldBytes) bytes")
  }

  static func fault(_ line: Int, zh: String, en: String) -> TableError {
    TableError(faults: [TableError.Fault(line: line, zh: zh, en: en)])
  }
}
