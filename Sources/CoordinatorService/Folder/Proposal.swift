package import ByteCoding
package import CanonicalJSON
import Foundation
import OpenSSL
package import Panel
package import Sealing
package import TransparencyLog

/// A record that several must sign, with the signatures had so far.
package struct SignatureProposal: CanonicalCodable {
  package let payloadType: String
  package let payload: [UInt8]
  /// Signatures by code.
  package private(set) var signatures: [Code: EnvelopeSignature] = [:]

  package init(_ record: Record) {
    payloadType = type(of: record.payload).kind.payloadType
    payload = record.payload.canonicalBytes
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "proposal")
    payload = try reader.bytes("payload")
    payloadType = try reader.string("payloadType")
    let signed = try reader.objects("signatures", as: DetachedSignature.self)
    try reader.finish()
    for signature in signed {
      guard let keyID = KeyID(signature.keyid) else { throw CanonicalJSONError(.badValue, field: "proposal.keyid") }
      signatures[signature.code] = EnvelopeSignature(keyID: keyID, signature: signature.signature)
    }
  }

  package var json: JSONValue {
    let digest = digest
    let signed = signatures.sorted { $0.key < $1.key }.map { code, signature in
      DetachedSignature(
        code: code, digest: digest, keyid: signature.keyID.text, signature: signature.signature)
    }
    return [
      "payload": .bytes(payload), "payloadType": .string(payloadType), "signatures": .objects(signed),
    ]
  }

  package var digest: Digest { SHA256.hash(Envelope.pae(payloadType: payloadType, payload: payload)) }

  package var record: Record {
    get throws {
      guard let kind = RecordKind(payloadType: payloadType) else {
        throw SealingError(.malformed, zh: "未知的记录类型", en: "unknown kind of record")
      }
      return try Record(kind: kind, payload: payload)
    }
  }

  package var request: SignatureRequest { SignatureRequest(payload: payload, payloadType: payloadType) }

  package mutating func sign(_ code: Code, with key: SigningKey) throws {
    signatures[code] = try Envelope.signature(payloadType: payloadType, payload: payload, by: key)
  }

  /// Takes up a signature after verifying it.
  ///
  /// - Throws: `CoordinatorError.refused` for a signer not asked, `SealingError.signature` for a bad signature.
  package mutating func add(_ signature: EnvelopeSignature, signers: [Signer]) throws {
    for signer in signers {
      let key = try signer.key.verificationKey
      guard key.keyID == signature.keyID else { continue }
      guard key.isValid(signature.signature, for: Envelope.pae(payloadType: payloadType, payload: payload)) else {
        throw SealingError(.signature, zh: "\(signer.code) 的签名无效", en: "the signature of \(signer.code) is not valid")
      }
      signatures[signer.code] = signature
      return
    }
    throw CoordinatorError(
      .refused, zh: "密钥 \(signature.keyID) 不在应签名人之列", en: "key \(signature.keyID) is not asked to sign this")
  }

  /// The signers still to come.
  package func missing(of signers: [Signer]) -> [Code] {
    signers.map(\.code).filter { signatures[$0] == nil }
  }

  /// - Returns: nil while a signature is missing.
  package func signed(by signers: [Signer]) throws -> SignedRecord? {
    let ordered = signers.compactMap { signatures[$0.code] }
    guard ordered.count == signers.count else { return nil }
    return try SignedRecord(
      record: record, envelope: Envelope(payloadType: payloadType, payload: payload, signatures: ordered))
  }
}

/// The proposals of a session folder, one file each.
struct ProposalStore: Sendable {
  let folder: CoordinatorFolder

  private func file(_ digest: Digest) -> URL { folder.proposals.appending(path: "\(digest).json") }

  /// In the order in which they were made.
  func all() throws -> [SignatureProposal] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.proposals.path)
      .filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
    let dated = try names.map { name in
      let file = folder.proposals.appending(path: name)
      let proposal = try SignatureProposal(canonicalBytes: folder.read(file), limits: .document)
      return (ProposalStore.rank(proposal), name, proposal)
    }
    return dated.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  /// Entry 0 first, then keysets; the others do not depend on one another.
  private static func rank(_ proposal: SignatureProposal) -> Int {
    switch RecordKind(payloadType: proposal.payloadType) {
    case .session: 0
    case .keyset: 1
    default: 2
    }
  }

  func save(_ proposal: SignatureProposal) throws {
    try folder.write(proposal.canonicalBytes, to: file(proposal.digest))
  }

  func remove(_ proposal: SignatureProposal) throws {
    try FileManager.default.removeItem(at: file(proposal.digest))
  }
}
