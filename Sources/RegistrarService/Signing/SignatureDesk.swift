package import ByteCoding
import OpenSSL
package import Panel
package import Sealing
package import TransparencyLog

/// What the vault is asked to sign, understood and checked before anybody is asked.
package struct SignatureDesk: Sendable {
  package struct Item: Sendable {
    package let digest: Digest
    package let session: Session
    fileprivate let request: SignatureRequest
  }

  /// Records that need this vault's signatures.
  package let items: [Item]
  /// Records in the file that do not name this vault's codes.
  package let othersCount: Int

  /// - Throws: `RegistrarError.refused` when the vault is asked to sign anything but the founding of a session in which
  ///   its own keys stand: all else the vault makes itself.
  package init(_ requests: SignatureRequests, own: PublicFile) throws {
    var items: [Item] = []
    var others = 0
    for request in requests.requests {
      guard let kind = RecordKind(payloadType: request.payloadType) else {
        throw RegistrarError(
          .input, zh: "签名请求中有未知的记录 \(request.payloadType)。", en: "A record of unknown kind: \(request.payloadType).")
      }
      let record = try Record(kind: kind, payload: request.payload)
      guard RegistrarVault.signers.contains(where: record.payload.by.contains) else {
        others += 1
        continue
      }
      guard case .session(let session) = record else {
        throw RegistrarError(
          .refused, zh: "不签 \(kind.rawValue) 记录：这类记录只由保密库自己生成。",
          en: "A \(kind.rawValue) record is not signed on request: the vault makes its own.")
      }
      for key in own.keys where !session.keys.contains(key) {
        throw RegistrarError(
          .refused, zh: "场次设定中的 \(key.code) 公钥不是本保密库的；不予签名。",
          en: "The session's key of \(key.code) is not this vault's; it is not signed.")
      }
      let digest = SHA256.hash(Envelope.pae(payloadType: request.payloadType, payload: request.payload))
      items.append(Item(digest: digest, session: session, request: request))
    }
    self.items = items
    othersCount = others
  }

  /// - Throws: `OpenSSLError`.
  package func sign(_ vault: RegistrarVault, custodian: SigningKey) throws -> Signatures {
    var signatures: [DetachedSignature] = []
    for item in items {
      for (code, key) in zip(RegistrarVault.signers, [vault.key, custodian]) {
        let signature = try Envelope.signature(
          payloadType: item.request.payloadType, payload: item.request.payload, by: key)
        signatures.append(
          DetachedSignature(
            code: code, digest: item.digest, keyid: signature.keyID.text, signature: signature.signature))
      }
    }
    return Signatures(signatures: signatures)
  }
}
