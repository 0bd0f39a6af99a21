package import ByteCoding
package import CanonicalJSON
import OpenSSL
package import Panel
package import TransparencyLog

/// Who the owner of this home is in one session: code, keys, and what the server is known by.
///
/// Secrets are in the document, so it is only ever written into a sealed home.
package struct Membership: CanonicalCodable {
  package static let name = "membership"

  package var code: Code
  package var role: Role
  /// S.
  package var session: Digest
  /// host:port
  package var server: String
  /// SHA-256 of the one-time code: which invitation was used.
  package var invitation: Digest
  /// Seed of the Ed25519 key that signs records.
  package var signingSeed: [UInt8]
  /// PKCS #8 of the TLS key.
  package var tlsKey: [UInt8]
  /// DER, own first, then the session's authority; empty until the server has answered.
  package var certificates: [[UInt8]]
  /// Envelope of the `enrolment` record: a retry sends the same bytes.
  package var enrolment: [UInt8]
  /// The 32 bytes that a supervisor reveals for the draw; zero for others.
  package var nonce: Digest

  package init(
    code: Code, role: Role, session: Digest, server: String, invitation: Digest, signingSeed: [UInt8],
    tlsKey: [UInt8], certificates: [[UInt8]], enrolment: [UInt8], nonce: Digest
  ) {
    self.code = code
    self.role = role
    self.session = session
    self.server = server
    self.invitation = invitation
    self.signingSeed = signingSeed
    self.tlsKey = tlsKey
    self.certificates = certificates
    self.enrolment = enrolment
    self.nonce = nonce
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "membership")
    code = try reader.code("code")
    role = try reader.word("role")
    session = try reader.digest("session")
    server = try reader.string("server")
    invitation = try reader.digest("invitation")
    signingSeed = try reader.bytes("signingSeed")
    tlsKey = try reader.bytes("tlsKey")
    let fault = reader.fault(.badValue, "certificates")
    certificates = try reader.array("certificates") { value throws(CanonicalJSONError) in
      guard case .string(let text) = value, let der = Base64.decode(text) else { throw fault }
      return der
    }
    enrolment = try reader.bytes("enrolment")
    nonce = try reader.digest("nonce")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "code": .string(code.text), "role": .word(role), "session": .digest(session), "server": .string(server),
      "invitation": .digest(invitation), "signingSeed": .bytes(signingSeed), "tlsKey": .bytes(tlsKey),
      "certificates": .array(certificates.map { JSONValue.bytes($0) }), "enrolment": .bytes(enrolment),
      "nonce": .digest(nonce),
    ]
  }

  package var isComplete: Bool { certificates.count >= 2 }
}

extension Membership {
  package var signingKey: SigningKey {
    get throws { .ed25519(try Ed25519PrivateKey(rawSeed: SecureBytes(signingSeed))) }
  }

  /// - Throws: `ClientError.home` when nobody has joined from this home yet.
  package static func load(_ store: some HomeStore) throws -> Membership {
    guard let membership: Membership = try store.document(Membership.name), membership.isComplete else {
      throw ClientError(
        .home, zh: "这个文件夹尚未登记；请先运行 join <邀请函> --session <会次编码>",
        en: "nobody has joined from this home folder yet; run join INVITATION --session CODE first")
    }
    return membership
  }
}

/// A signing key as people read it to one another: the first 80 bits of its SHA-256, four groups of four signs.
package enum KeyFingerprint {
  package static func text(_ key: [UInt8]) -> String { text(digest: SHA256.hash(key)) }
  package static func text(digest: Digest) -> String { Crockford32.grouped(digest.bytes.prefix(10)) }
}
