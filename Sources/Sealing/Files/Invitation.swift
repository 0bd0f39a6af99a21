package import ByteCoding
package import CanonicalJSON
package import Panel

/// A way in for one person, once.
package struct Invitation: CrossingFile, Equatable {
  package static let kind = "invitation"

  package var code: Code
  package var role: Role
  /// S, to be compared with the code that the person holds.
  package var session: Digest
  /// host:port
  package var server: String
  /// SHA-256 of the server's certificate (DER).
  package var fingerprint: Digest
  /// 26 Crockford signs.
  package var oneTimeCode: String

  package init(code: Code, role: Role, session: Digest, server: String, fingerprint: Digest, oneTimeCode: String) {
    self.code = code
    self.role = role
    self.session = session
    self.server = server
    self.fingerprint = fingerprint
    self.oneTimeCode = oneTimeCode
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "invitation")
    try Self.expectKind(&reader)
    code = try reader.code("code")
    role = try reader.word("role")
    session = try reader.digest("session")
    server = try reader.string("server")
    fingerprint = try reader.digest("fingerprint")
    oneTimeCode = try reader.string("oneTimeCode")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "kind": .string(Self.kind),
      "code": .string(code.text),
      "role": .word(role),
      "session": .digest(session),
      "server": .string(server),
      "fingerprint": .digest(fingerprint),
      "oneTimeCode": .string(oneTimeCode),
    ]
  }
}
