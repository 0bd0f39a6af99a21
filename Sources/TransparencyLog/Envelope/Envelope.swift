package import ByteCoding
import CanonicalJSON
package import OpenSSL

package struct EnvelopeSignature: Hashable, Sendable {
  package let keyID: KeyID
  package let signature: [UInt8]

  package init(keyID: KeyID, signature: [UInt8]) {
    self.keyID = keyID
    self.signature = signature
  }
}

/// A DSSE envelope (secure-systems-lab/dsse, protocol v1) in canonical JSON:
/// `{"payload":…,"payloadType":…,"signatures":[{"keyid":…,"sig":…}…]}`.
///
/// There is exactly one text of an envelope: decoding accepts only what encoding writes. Signatures cover the PAE of
/// type and payload, not one another; `verify` therefore takes the exact list of signers.
package struct Envelope: Equatable, Sendable {
  /// Coordinator, log, registrar, supervisors and witnesses, each in two algorithms, fit easily.
  package static let maximumSignatures = 64
  /// Bytes of the whole envelope: what an entry bundle can hold.
  package static let maximumBytes = 65_535
  package static let maximumTypeBytes = 128

  package let payloadType: String
  package let payload: [UInt8]
  package let signatures: [EnvelopeSignature]
  /// SHA-256 of the PAE: what records call one another by, and what makes a repeated submission the same one. Does
  /// not depend on the signatures.
  package let recordDigest: Digest
  /// The canonical bytes: what is logged.
  package let bytes: [UInt8]

  /// - Throws: `LogError` `envelope` if the type is not 1–128 visible ASCII signs without `"` and `\`, there is no signature or too many,
  ///   a signature is empty, or the whole exceeds 65,535 bytes.
  package init(payloadType: String, payload: [UInt8], signatures: [EnvelopeSignature]) throws(LogError) {
    guard (1...Envelope.maximumTypeBytes).contains(payloadType.utf8.count),
      payloadType.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C })
    else {
      throw LogError(
        .envelope, zh: "payloadType 必须是 1–128 个可见 ASCII 字符，不含引号和反斜杠。",
        en: "payloadType must be 1 to 128 visible ASCII signs without quotes and backslashes.")
    }
    guard (1...Envelope.maximumSignatures).contains(signatures.count),
      !signatures.contains(where: { $0.signature.isEmpty })
    else {
      throw LogError(
        .envelope, zh: "信封必须有 1–\(Envelope.maximumSignatures) 个非空签名。",
        en: "An envelope carries 1 to \(Envelope.maximumSignatures) signatures, none of them empty.")
    }
    self.payloadType = payloadType
    self.payload = payload
    self.signatures = signatures
    recordDigest = SHA256.hash(Envelope.pae(payloadType: payloadType, payload: payload))
    bytes = Envelope.encode(payloadType, payload, signatures)
    guard bytes.count <= Envelope.maximumBytes else {
      throw LogError(
        .envelope, zh: "信封有 \(bytes.count) 字节，超过日志条目上限 \(Envelope.maximumBytes)；大的内容请只放摘要。",
        en: "The envelope has \(bytes.count) bytes, more than the \(Envelope.maximumBytes) of a log entry; "
          + "put large content in by digest.")
    }
  }

  /// Signs with each key, in the order given.
  package init(payloadType: String, payload: [UInt8], signedBy keys: [SigningKey]) throws {
    try self.init(
      payloadType: payloadType, payload: payload,
      signatures: keys.map { try Envelope.signature(payloadType: payloadType, payload: payload, by: $0) })
  }

  /// One signer's part, for envelopes whose signers sit in different places.
  package static func signature(
    payloadType: String, payload: [UInt8], by key: SigningKey
  ) throws(OpenSSLError) -> EnvelopeSignature {
    EnvelopeSignature(
      keyID: key.verificationKey.keyID, signature: try key.sign(pae(payloadType: payloadType, payload: payload)))
  }

  /// Reads the bytes as they were received.
  ///
  /// - Throws: `LogError` `envelope` unless encoding the result gives `bytes` again.
  package init(bytes: [UInt8]) throws(LogError) {
    let parsed: Parsed
    do {
      parsed = try Parsed(bytes)
    } catch {
      throw LogError(.envelope, zh: "信封不是规范 JSON：\(error)", en: "The envelope is not canonical: \(error)")
    }
    try self.init(payloadType: parsed.payloadType, payload: parsed.payload, signatures: parsed.signatures)
    guard self.bytes == bytes else {
      throw LogError(.envelope, zh: "信封重新编码后字节不同。", en: "The envelope does not encode to the same bytes again.")
    }
  }

  /// Canonical JSON of one fixed shape, whose texts need no escapes: written directly, since every submission passes
  /// here. Reading goes through `CanonicalJSON`, so a slip here would show at once.
  private static func encode(
    _ payloadType: String, _ payload: [UInt8], _ signatures: [EnvelopeSignature]
  ) -> [UInt8] {
    var bytes = [UInt8](#"{"payload":""#.utf8)
    bytes += Base64.encodeBytes(payload)
    bytes += #"","payloadType":"\#(payloadType)","signatures":["#.utf8
    for (place, signature) in signatures.enumerated() {
      bytes += #"\#(place == 0 ? "" : ","){"keyid":"\#(signature.keyID.text)","sig":""#.utf8
      bytes += Base64.encodeBytes(signature.signature)
      bytes += #""}"#.utf8
    }
    bytes += "]}".utf8
    return bytes
  }

  /// Pre-authentication encoding: `DSSEv1 SP length(type) SP type SP length(payload) SP payload`.
  package static func pae(payloadType: String, payload: [UInt8]) -> [UInt8] {
    var bytes = [UInt8]("DSSEv1 \(payloadType.utf8.count) \(payloadType) \(payload.count) ".utf8)
    bytes.append(contentsOf: payload)
    return bytes
  }

  package var pae: [UInt8] { Envelope.pae(payloadType: payloadType, payload: payload) }

  /// Demands exactly the signatures of `signers`, in that order, no more and no fewer, every one of them valid.
  ///
  /// - Throws: `LogError` `signers` or `signature`.
  package func verify(signers: [VerificationKey]) throws(LogError) {
    guard !signers.isEmpty, signatures.map(\.keyID) == signers.map(\.keyID) else {
      throw LogError(
        .signers,
        zh: "签名者应依次为 \(signers.map(\.keyID.text))，实为 \(signatures.map(\.keyID.text))。",
        en: "The signers must be \(signers.map(\.keyID.text)) in this order; they are \(signatures.map(\.keyID.text)).")
    }
    let message = pae
    for (signature, signer) in zip(signatures, signers) {
      guard signer.isValid(signature.signature, for: message) else {
        throw LogError(
          .signature, zh: "密钥 \(signer.keyID) 的签名无效。", en: "The signature by key \(signer.keyID) is not valid.")
      }
    }
  }
}

private struct Parsed {
  let payloadType: String
  let payload: [UInt8]
  let signatures: [EnvelopeSignature]

  init(_ bytes: [UInt8]) throws(CanonicalJSONError) {
    let limits = JSONLimits(maximumBytes: Envelope.maximumBytes, maximumDepth: 3)
    var reader = try ObjectReader(JSONValue(canonical: bytes, limits: limits), type: "envelope")
    payload = try reader.bytes("payload")
    payloadType = try reader.string("payloadType")
    signatures = try reader.array("signatures") { value throws(CanonicalJSONError) in
      var reader = try ObjectReader(value, type: "signature")
      guard let keyID = KeyID(try reader.string("keyid")) else { throw reader.fault(.badValue, "keyid") }
      let signature = try reader.bytes("sig")
      try reader.finish()
      return EnvelopeSignature(keyID: keyID, signature: signature)
    }
    try reader.finish()
  }
}
