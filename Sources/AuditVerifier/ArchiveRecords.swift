import Archive
import ByteCoding
package import Sealing
import TransparencyLog

/// The records of an archive one by one, for reading. Nothing is verified but that each can be read.
package enum ArchiveRecords {
  /// - Parameter body: takes the place in the log and the record.
  /// - Throws: `AuditError` saying which file or record cannot be read, and what `body` throws.
  package static func forEach(
    file path: String, _ body: (_ index: UInt64, _ signed: SignedRecord) throws -> Void
  ) throws {
    let evidence: ArchiveEvidence
    do {
      evidence = try ArchiveEvidence(FileSource(path: path))
    } catch {
      throw AuditError(error)
    }
    var number: UInt64 = 0
    while let tile = Tile(.entries, number: number, size: evidence.size) {
      var index = number * UInt64(Tile.fullWidth)
      let entries: [[UInt8]]
      do {
        entries = try EntryBundle.decode(try evidence.read(tile), count: tile.width)
      } catch {
        throw AuditError(error)
      }
      for entry in entries {
        let signed: SignedRecord
        do {
          signed = try SignedRecord(entry: entry)
        } catch {
          throw AuditError(error, record: index)
        }
        try body(index, signed)
        index += 1
      }
      number += 1
    }
  }
}

/// Why something given to the auditor cannot be read, in both languages.
package struct AuditError: Error, Sendable {
  package let zh: String
  package let en: String

  init(_ error: any Error, record: UInt64? = nil) {
    let words = Words(error)
    zh = record.map { "第 \($0) 号记录：\(words.zh)" } ?? words.zh
    en = record.map { "record \($0): \(words.en)" } ?? words.en
  }
}
