package import ByteCoding
package import CanonicalJSON
package import Panel
package import TransparencyLog

/// The server's signed "no" to a record, so that only silence cannot be proven. It is handed to whoever was refused and
/// stands in no log; a dispute may carry it.
package struct SignedRefusal: CanonicalCodable, Equatable {
  package static let payloadType = "application/vnd.plumbline.refusal.v1+json"

  package var session: Digest
  package var by: [Code]
  /// Record digest of what was refused.
  package var request: Digest
  /// Why, in one word.
  package var reason: String
  /// The log's head when it was refused.
  package var seen: Seen

  package init(session: Digest, by: [Code], request: Digest, reason: String, seen: Seen) {
    self.session = session
    self.by = by
    self.request = request
    self.reason = reason
    self.seen = seen
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "refusal")
    by = try reader.codes("by")
    reason = try reader.string("reason")
    request = try reader.digest("request")
    seen = try reader.object("seen")
    session = try reader.digest("session")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "reason": .string(reason), "request": .digest(request), "seen": seen.json,
      "session": .digest(session),
    ]
  }

  /// - Returns: the DSSE envelope's bytes.
  package func signed(by key: SigningKey) throws -> [UInt8] {
    try Envelope(payloadType: SignedRefusal.payloadType, payload: canonicalBytes, signedBy: [key]).bytes
  }

  /// Reads and verifies a refusal.
  ///
  /// - Parameter key: of the coordinator, from entry 0.
  /// - Throws: `SealingError.malformed` or `.signature`.
  package init(envelope bytes: [UInt8], coordinator key: VerificationKey) throws(SealingError) {
    do {
      let envelope = try Envelope(bytes: bytes)
      guard envelope.payloadType.utf8.elementsEqual(SignedRefusal.payloadType.utf8) else {
        throw SealingError(.malformed, zh: "不是拒绝记录", en: "this is no refusal")
      }
      try envelope.verify(signers: [key])
      try self.init(canonicalBytes: envelope.payload)
    } catch let error as SealingError {
      throw error
    } catch let error as LogError {
      throw SealingError(.signature, zh: error.zh, en: error.en)
    } catch {
      throw SealingError(.malformed, zh: "拒绝记录有误：\(error)", en: "the refusal is malformed: \(error)")
    }
  }
}
