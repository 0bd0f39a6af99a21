import Foundation
import SessionClient

/// Marks from a file: CSV with a line a mark, or JSON.
package struct MarksFile: Sendable {
  package struct Line: Equatable, Sendable {
    package var application: String
    package var criterion: String
    package var mark: String
    /// nil: the line says nothing of the comment.
    package var comment: String?
  }

  package static let maximumBytes = 16 << 20

  package let lines: [Line]

  /// - Parameter name: of the file, for messages; `.json` is read as JSON, everything else as CSV.
  /// - Throws: `ClientError.badInput` naming the line.
  package init(_ bytes: [UInt8], name: String) throws {
    guard bytes.count <= MarksFile.maximumBytes else {
      throw ClientError(.badInput, zh: "\(name) 超过 16 MiB", en: "\(name) is larger than 16 MiB")
    }
    lines = name.lowercased().hasSuffix(".json") ? try MarksFile.json(bytes, name) : try MarksFile.csv(bytes, name)
  }

  // MARK: - JSON: {"sheets":[{"application":"K7M2","marks":{"growth":"85"},"comment":"…"}]}

  private struct Sheets: Decodable {
    struct Sheet: Decodable {
      var application: String
      var marks: [String: Mark]
      var comment: String?
    }
    var sheets: [Sheet]
  }

  /// A whole number, or a text: a decimal number as JSON would pass through binary floating point.
  private struct Mark: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self.text = text
      } else {
        text = String(try container.decode(Int.self))
      }
    }
  }

  private static func json(_ bytes: [UInt8], _ name: String) throws -> [Line] {
    do {
      return try JSONDecoder().decode(Sheets.self, from: Data(bytes)).sheets.flatMap { sheet in
        sheet.marks.sorted { $0.key < $1.key }.map { criterion, mark in
          Line(application: sheet.application, criterion: criterion, mark: mark.text, comment: sheet.comment)
        }
      }
    } catch {
      throw ClientError(
        .badInput,
        zh: #"\#(name) 不是评分文件；形如 {"sheets":[{"application":"K7M2","marks":{"growth":85},"comment":"…"}]}，带小数的分数请加引号"#,
        en:
          #"\#(name) is no marks file; write {"sheets":[{"application":"K7M2","marks":{"growth":85},"comment":"…"}]}, decimals in quotes"#
      )
    }
  }

  // MARK: - CSV (RFC 4180): application,criterion,mark[,comment]

  private static func csv(_ bytes: [UInt8], _ name: String) throws -> [Line] {
    var content = bytes[...]
    if content.starts(with: [0xEF, 0xBB, 0xBF]) { content = content.dropFirst(3) }
    guard let text = String(validating: content, as: UTF8.self) else {
      throw ClientError(
        .badInput, zh: "\(name) 不是 UTF-8；请在 WPS 或 Excel 中另存为“CSV UTF-8”",
        en: "\(name) is not UTF-8; save it as “CSV UTF-8”")
    }
    let rows = try rows(text, name)
    guard let header = rows.first, header.count >= 3,
      zip(header, ["application", "criterion", "mark"]).allSatisfy({ $0.utf8.elementsEqual($1.utf8) })
    else {
      throw ClientError(
        .badInput, zh: "\(name) 的第 1 行应为 application,criterion,mark（可加 ,comment）",
        en: "line 1 of \(name) must be application,criterion,mark (and ,comment if wanted)")
    }
    return try rows.enumerated().dropFirst().map { number, row in
      guard (3...4).contains(row.count) else {
        throw ClientError(
          .badInput, zh: "\(name) 第 \(number + 1) 行有 \(row.count) 列，应为 3 或 4 列",
          en: "line \(number + 1) of \(name) has \(row.count) columns; it must have 3 or 4")
      }
      let comment = row.count == 4 && !row[3].isEmpty ? row[3] : nil
      return Line(application: row[0], criterion: row[1], mark: row[2], comment: comment)
    }
  }

  private static func rows(_ text: String, _ name: String) throws -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = String.UnicodeScalarView()
    var isQuoted = false
    var wasQuoted = false

    func endField() {
      row.append(String(field))
      field = String.UnicodeScalarView()
      wasQuoted = false
    }
    func endRow() {
      guard !(row.isEmpty && field.isEmpty && !wasQuoted) else { return }
      endField()
      rows.append(row)
      row = []
    }
    var scalars = text.unicodeScalars.makeIterator()
    var pending = scalars.next()
    while let scalar = pending {
      pending = scalars.next()
      switch (scalar, isQuoted) {
      case ("\"", true) where pending == "\"":
        field.append("\"")
        pending = scalars.next()
      case ("\"", true): isQuoted = false
      case (_, true): field.append(scalar)
      case ("\"", false) where field.isEmpty && !wasQuoted:
        isQuoted = true
        wasQuoted = true
      case (",", false): endField()
      case ("\r", false): continue
      case ("\n", false): endRow()
      case (_, false): field.append(scalar)
      }
    }
    guard !isQuoted else {
      throw ClientError(.badInput, zh: "\(name) 的末尾缺少引号", en: "\(name) ends inside a quoted field")
    }
    endRow()
    return rows
  }
}
