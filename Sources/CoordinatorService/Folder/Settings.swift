import ByteCoding
import CanonicalJSON
import Panel

/// What the office set when it made the session folder, beside what stands in entry 0.
struct Settings: CanonicalCodable {
  /// Name of the log.
  var origin: String
  /// S, known before anybody has signed.
  var session: Digest
  /// Where the server listens and what others call it: `host:port`.
  var server: String

  init(origin: String, session: Digest, server: String) {
    self.origin = origin
    self.session = session
    self.server = server
  }

  init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "settings")
    origin = try reader.string("origin")
    server = try reader.string("server")
    session = try reader.digest("session")
    try reader.finish()
  }

  var json: JSONValue {
    ["origin": .string(origin), "server": .string(server), "session": .digest(session)]
  }
}

/// One invitation as the server remembers it: the code itself is not kept.
struct InvitationEntry: CanonicalCodable {
  enum State: String, Sendable {
    case open
    case used
    case revoked
  }

  var code: Code
  var role: Role
  /// SHA-256 of the one-time code.
  var secret: Digest
  /// Seconds since 1970-01-01 UTC.
  var expires: Int64
  /// Wrong codes offered so far.
  var failures: Int64
  var state: State

  init(code: Code, role: Role, secret: Digest, expires: Int64) {
    self.code = code
    self.role = role
    self.secret = secret
    self.expires = expires
    failures = 0
    state = .open
  }

  init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "invitation")
    code = try reader.code("code")
    role = try reader.word("role")
    secret = try reader.digest("secret")
    expires = try reader.natural("expires")
    failures = try reader.natural("failures")
    state = try reader.word("state")
    try reader.finish()
  }

  var json: JSONValue {
    [
      "code": .string(code.text), "expires": .integer(expires), "failures": .integer(failures), "role": .word(role),
      "secret": .digest(secret), "state": .word(state),
    ]
  }
}

/// All invitations of a session.
struct InvitationBook: CanonicalCodable {
  /// Wrong codes after which an invitation is dead.
  static let maximumFailures: Int64 = 10

  var entries: [InvitationEntry] = []

  init() {}

  init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "invitations")
    entries = try reader.objects("entries")
    try reader.finish()
  }

  var json: JSONValue { ["entries": .objects(entries)] }
}

/// The salts of the roster's name commitments: opened to the auditor.
struct NameSalts: CanonicalCodable {
  struct Entry: CanonicalCodable {
    var code: Code
    var salt: Digest

    init(code: Code, salt: Digest) {
      self.code = code
      self.salt = salt
    }

    init(json: JSONValue) throws(CanonicalJSONError) {
      var reader = try ObjectReader(json, type: "nameSalt")
      code = try reader.code("code")
      salt = try reader.digest("salt")
      try reader.finish()
    }

    var json: JSONValue { ["code": .string(code.text), "salt": .digest(salt)] }
  }

  var entries: [Entry] = []

  init() {}

  init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "nameSalts")
    entries = try reader.objects("entries")
    try reader.finish()
  }

  var json: JSONValue { ["entries": .objects(entries)] }
}
