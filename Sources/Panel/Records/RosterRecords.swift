package import ByteCoding
package import CanonicalJSON

/// The committee: who may score under which key. Cumulative; signed by the coordinator and a quorum of supervisors who confirmed each fingerprint by another way.
package struct Roster: RecordPayload, Equatable {
  package static let kind = RecordKind.roster

  package var session: Digest
  package var by: [Code]
  /// 1, 2 …
  package var version: Int64
  /// One line a member, by code.
  package var members: ListReference

  package init(session: Digest, by: [Code], version: Int64, members: ListReference) {
    self.session = session
    self.by = by
    self.version = version
    self.members = members
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "roster")
    session = try reader.digest("session")
    by = try reader.codes("by")
    version = try reader.natural("version")
    members = try reader.object("members")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "version": .integer(version),
      "members": members.json,
    ]
  }
}

/// One member of the committee.
package struct RosterLine: ListLine, Equatable {
  package var code: Code
  /// Record digest of the enrolment.
  package var enrolment: Digest
  /// SHA-256 of the signing key.
  package var key: Digest
  /// Salted commitment to name, unit and office.
  package var name: Digest

  package init(code: Code, enrolment: Digest, key: Digest, name: Digest) {
    self.code = code
    self.enrolment = enrolment
    self.key = key
    self.name = name
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "rosterLine")
    code = try reader.code("code")
    enrolment = try reader.digest("enrolment")
    key = try reader.digest("key")
    name = try reader.digest("name")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "code": .string(code.text),
      "enrolment": .digest(enrolment),
      "key": .digest(key),
      "name": .digest(name),
    ]
  }
}
