package import ByteCoding
package import CanonicalJSON
import Panel

/// Signed records that cross from the vault: hand-over or reveal. Their blobs stand beside it.
package struct RecordsFile: CrossingFile, Equatable {
  package static let kind = "records"

  package var purpose: RecordsPurpose
  package var session: Digest
  /// Envelopes in the order of the log.
  package var records: [[UInt8]]

  package init(purpose: RecordsPurpose, session: Digest, records: [[UInt8]]) {
    self.purpose = purpose
    self.session = session
    self.records = records
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "records")
    try Self.expectKind(&reader)
    purpose = try reader.word("purpose")
    session = try reader.digest("session")
    records = try reader.byteStrings("records")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "kind": .string(Self.kind),
      "purpose": .word(purpose),
      "session": .digest(session),
      "records": .array(records.map { JSONValue.bytes($0) }),
    ]
  }
}
