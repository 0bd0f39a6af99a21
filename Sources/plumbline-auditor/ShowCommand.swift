import ArgumentParser
import AuditVerifier
import CanonicalJSON
import Panel
import Sealing

struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "把档案中的记录显示为 JSON。/ Shows the records of an archive as JSON.",
    discussion: """
      只是读出，不作校验：结论请看 verify。
      It only reads; whether to believe it is for verify to say.

      例 / Examples:
        plumbline-auditor show archive.tar --kind ranking
        plumbline-auditor show archive.tar --by R2A7 --application K7M2 --json

      退出码 / Exit codes: 0 完成 / done, 2 无法读取 / unreadable, 64 用法错误 / wrong usage
      """)

  @Argument(help: "档案文件。/ The archive.", completion: .file(extensions: ["tar"]))
  var archive: String

  @Option(name: .customLong("kind"), help: "只看一种记录，如 sheet、ranking。/ One kind of record, such as sheet, ranking.")
  var kind: String?

  @Option(name: .customLong("by"), help: "只看某人签名的。/ Signed by this code.")
  var by: String?

  @Option(name: .customLong("application"), help: "只看涉及某申报件的。/ About this application.")
  var application: String?

  @Option(name: .customLong("record"), help: "只看某一号。/ One record by its number.")
  var record: UInt64?

  @Flag(name: .customLong("json"), help: "每行一条，规范 JSON，不省略。/ One record a line, canonical JSON, nothing cut.")
  var json = false

  func validate() throws {
    if let kind, RecordKind(rawValue: kind) == nil {
      let known = RecordKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("没有这种记录 / no such kind: \(kind)\n\(known)")
    }
  }

  func run() async throws {
    do {
      try ArchiveRecords.forEach(file: archive) { index, signed in
        guard isWanted(index, signed.record) else { return }
        let value = ShowCommand.value(index, signed)
        if json {
          print(String(decoding: value.canonicalBytes, as: UTF8.self))
        } else {
          print(ReadableJSON.text(value))
        }
      }
    } catch let error as AuditError {
      throw StandardError.exit(2, error.zh, error.en)
    }
  }

  private func isWanted(_ index: UInt64, _ record: Record) -> Bool {
    let payload = record.payload
    if let wanted = self.record, wanted != index { return false }
    if let kind, type(of: payload).kind.rawValue != kind { return false }
    if let by, !payload.by.contains(where: { $0.text == by }) { return false }
    if let application, !ShowCommand.mentions(payload.json, application) { return false }
    return true
  }

  private static func value(_ index: UInt64, _ signed: SignedRecord) -> JSONValue {
    [
      "digest": .digest(signed.digest), "index": .integer(Int64(clamping: index)),
      "kind": .string(type(of: signed.record.payload).kind.rawValue), "payload": signed.record.payload.json,
    ]
  }

  /// True when the value names the application anywhere.
  private static func mentions(_ value: JSONValue, _ application: String) -> Bool {
    switch value {
    case .object(let members): members.contains { mentions($0.value, application) }
    case .array(let elements): elements.contains { mentions($0, application) }
    case .string(let text): text.utf8.elementsEqual(application.utf8)
    case .integer, .boolean: false
    }
  }
}
