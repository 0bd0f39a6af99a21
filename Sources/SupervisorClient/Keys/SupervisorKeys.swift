package import CanonicalJSON
import OpenSSL
package import Panel
package import Sealing
package import SessionClient
package import TransparencyLog

/// A supervisor's keys: one signs records, one cosigns checkpoints, to one the shares are sealed. Kept in the vault.
package struct SupervisorKeys: CanonicalCodable {
  static let documentName = "keys"

  package let code: Code
  /// Person and office.
  package let name: String
  let signingSeed: [UInt8]
  let witnessSeed: [UInt8]
  /// Private P-256 scalar.
  let recipientScalar: [UInt8]

  private init(code: Code, name: String, signingSeed: [UInt8], witnessSeed: [UInt8], recipientScalar: [UInt8]) {
    self.code = code
    self.name = name
    self.signingSeed = signingSeed
    self.witnessSeed = witnessSeed
    self.recipientScalar = recipientScalar
  }

  /// Makes the keys and keeps them.
  ///
  /// - Throws: `ClientError.refused` when the home has keys already: they may stand in a session.
  package static func make(code: Code, name: String, in store: some HomeStore) throws -> SupervisorKeys {
    guard try store.read(documentName) == nil else {
      throw ClientError(
        .refused, zh: "这个文件夹里已有监督人员的密钥；重新生成会使其失效，请换一个 --home",
        en: "this home has a supervisor's keys already; new ones would make them useless: choose another --home")
    }
    let keys = SupervisorKeys(
      code: code, name: name, signingSeed: try SecureBytes.random(count: Ed25519.seedByteCount).exposedCopy(),
      witnessSeed: try SecureBytes.random(count: Ed25519.seedByteCount).exposedCopy(),
      recipientScalar: try P256Scalar.random().bytes.exposedCopy())
    try store.save(keys, to: documentName)
    return keys
  }

  /// - Throws: `ClientError.home` when there are none.
  package static func load(_ store: some HomeStore) throws -> SupervisorKeys {
    guard let keys: SupervisorKeys = try store.document(documentName) else {
      throw ClientError(
        .home, zh: "这个文件夹里没有监督人员的密钥；请先运行 keys --code S1 --name 姓名",
        en: "this home has no supervisor's keys; run keys --code S1 --name NAME first")
    }
    return keys
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "supervisorKeys")
    code = try reader.code("code")
    name = try reader.string("name")
    signingSeed = try reader.bytes("signingSeed")
    witnessSeed = try reader.bytes("witnessSeed")
    recipientScalar = try reader.bytes("recipientScalar")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "code": .string(code.text), "name": .string(name), "signingSeed": .bytes(signingSeed),
      "witnessSeed": .bytes(witnessSeed), "recipientScalar": .bytes(recipientScalar),
    ]
  }

  /// The code under which the witness key stands in entry 0.
  package var witnessCode: Code { Code("\(code)-witness") ?? code }

  package var signingKey: SigningKey {
    get throws { .ed25519(try Ed25519PrivateKey(rawSeed: SecureBytes(signingSeed))) }
  }

  package var witnessKey: SigningKey {
    get throws { .ed25519(try Ed25519PrivateKey(rawSeed: SecureBytes(witnessSeed))) }
  }

  var recipient: P256Scalar {
    get throws { try P256Scalar(SecureBytes(recipientScalar)) }
  }

  /// Signs checkpoints of this session.
  func witness(of session: Session) throws -> NoteSigner {
    try NoteSigner(
      name: session.witnessName(witnessCode), type: .cosignatureV1,
      privateKey: Ed25519PrivateKey(rawSeed: SecureBytes(witnessSeed)))
  }

  /// What is given out, for entry 0.
  package var publicFile: PublicFile {
    get throws {
      PublicFile(
        keys: [
          SessionKey(code: code, role: .supervisor, key: try signingKey.verificationKey.publicKey),
          SessionKey(code: witnessCode, role: .witness, key: try witnessKey.verificationKey.publicKey),
        ], name: name, recipient: try recipient.publicPoint().bytes)
    }
  }
}

extension SupervisorKeys {
  /// The way into a session under this signing key, which stands in entry 0.
  ///
  /// - Throws: `ClientError.refused` for another supervisor's invitation; as `Joining`.
  package func joining(
    invitation bytes: [UInt8], name: String, typed: String, store: some HomeStore
  ) throws -> Joining {
    let invitation = try Invitation(file: bytes, name: name)
    guard invitation.code == code else {
      throw ClientError(
        .refused, zh: "这是 \(invitation.code) 的邀请函，不是您（\(code)）的",
        en: "this is the invitation of \(invitation.code), not yours (\(code))")
    }
    return try Joining(
      invitation: bytes, name: name, typed: typed, role: .supervisor, signingSeed: signingSeed, store: store)
  }
}
