package import OpenSSL
package import Panel
package import TransparencyLog

/// The keys of everybody in a season made for tests.
package struct SeasonKeys: Sendable {
  package static let supervisors: [Code] = ["S1", "S2", "S3"]
  package static let witnesses: [Code] = ["S1-witness", "S2-witness", "S3-witness"]
  package static let reviewers: [Code] = ["R2A7", "R4C9", "R6E2", "R8G3", "RAJ5"]
  package static let threshold = 2
  package static let quorum: Int64 = 3

  package private(set) var keys: [Code: Ed25519PrivateKey] = [:]
  package let marks: P256Scalar
  package let identity: P256Scalar

  package init() throws {
    for code in ["coordinator", "log", "registrar", "custodian"] + Self.supervisors + Self.witnesses + Self.reviewers {
      keys[code] = try .generate()
    }
    marks = try .random()
    identity = try .random()
  }

  package subscript(code: Code) -> Ed25519PrivateKey {
    guard let key = keys[code] else { preconditionFailure("no key of \(code) in this season") }
    return key
  }

  /// Another key in the place of `code`'s.
  package mutating func replace(_ code: Code) throws { keys[code] = try .generate() }

  package func publicKey(_ code: Code) -> PublicKey { PublicKey(algorithm: .ed25519, bytes: self[code].publicKey.raw) }

  package func signing(_ codes: [Code]) -> [SigningKey] { codes.map { .ed25519(self[$0]) } }

  package var sessionKeys: [SessionKey] {
    let single: [(Code, Role)] = [
      ("coordinator", .coordinator), ("log", .log), ("registrar", .registrar), ("custodian", .custodian),
    ]
    return single.map { SessionKey(code: $0, role: $1, key: publicKey($0)) }
      + Self.supervisors.map { SessionKey(code: $0, role: .supervisor, key: publicKey($0)) }
      + Self.witnesses.map { SessionKey(code: $0, role: .witness, key: publicKey($0)) }
  }
}
