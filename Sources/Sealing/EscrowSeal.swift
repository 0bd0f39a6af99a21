package import ByteCoding
package import CanonicalJSON
package import OpenSSL
package import Panel

/// One commitment opened.
package struct Opening: CanonicalCodable, Equatable {
  package var application: Code
  /// A `Commitment.Kind`.
  package var kind: Commitment.Kind
  package var salt: Digest
  package var value: [UInt8]

  package init(application: Code, kind: Commitment.Kind, salt: Digest, value: [UInt8]) {
    self.application = application
    self.kind = kind
    self.salt = salt
    self.value = value
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "opening")
    application = try reader.code("application")
    kind = try reader.word("kind")
    salt = try reader.digest("salt")
    value = try reader.bytes("value")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "application": .string(application.text), "kind": .word(kind), "salt": .digest(salt), "value": .bytes(value),
    ]
  }

  package func commitment(session: Digest) -> Digest {
    Commitment.make(kind, session: session, salt: salt, value: value)
  }
}

/// What the escrow holds: the openings of all commitments of a hand-over, by application, then kind.
package struct EscrowContent: CanonicalCodable, Equatable {
  package var session: Digest
  package var openings: [Opening]

  package init(session: Digest, openings: [Opening]) {
    self.session = session
    self.openings = openings
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "escrow")
    session = try reader.digest("session")
    openings = try reader.objects("openings")
    try reader.finish()
  }

  package var json: JSONValue { ["session": .digest(session), "openings": .objects(openings)] }
}

/// HPKE (RFC 9180 base mode, the suite of `SheetSeal`) over the escrow, to the opening key of the identity keyset.
///
/// info = `plumbline/1 escrow` ‖ 0x00 ‖ S ‖ keyset record digest; aad is empty. The blob is `enc` (65 bytes) ‖
/// ciphertext.
package enum EscrowSeal {
  private static func info(session: Digest, keyset: Digest) -> [UInt8] {
    Label.escrow + [0] + session.bytes + keyset.bytes
  }

  /// - Parameters:
  ///   - keyset: record digest of the identity keyset.
  ///   - openingKey: its first commitment.
  package static func seal(_ content: EscrowContent, keyset: Digest, openingKey: P256Point) throws -> [UInt8] {
    var plaintext = content.canonicalBytes
    defer { wipe(&plaintext) }
    let message = try HPKE.seal(
      plaintext, to: openingKey, info: info(session: content.session, keyset: keyset), additionalData: [])
    return message.enc + message.ciphertext
  }

  /// - Throws: `SealingError.malformed` for a blob that is too short or holds something else; `OpenSSLError`.
  package static func open(
    _ blob: [UInt8], session: Digest, keyset: Digest, privateKey: P256Scalar
  ) throws -> EscrowContent {
    guard blob.count > P256Point.byteCount else { throw damage }
    let message = HPKE.SealedMessage(
      enc: Array(blob[..<P256Point.byteCount]), ciphertext: Array(blob[P256Point.byteCount...]))
    let plaintext = try HPKE.open(
      message, with: privateKey, info: info(session: session, keyset: keyset), additionalData: [])
    guard let content = try? EscrowContent(canonicalBytes: plaintext, limits: .document), content.session == session
    else { throw damage }
    return content
  }

  private static var damage: SealingError {
    SealingError(.malformed, zh: "身份托管内容有误", en: "the escrow does not hold the openings of this session")
  }
}
