package import ByteCoding
package import CanonicalJSON
package import Panel

/// The committee as the registrar needs it, to compute exclusions.
package struct Committee: CrossingFile, Equatable {
  package static let kind = "committee"

  package var session: Digest
  package var members: [CommitteeMember]

  package init(session: Digest, members: [CommitteeMember]) {
    self.session = session
    self.members = members
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "committee")
    try Self.expectKind(&reader)
    session = try reader.digest("session")
    members = try reader.objects("members")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "kind": .string(Self.kind),
      "session": .digest(session),
      "members": .objects(members),
    ]
  }
}

/// One reviewer.
package struct CommitteeMember: CanonicalCodable, Equatable {
  package var code: Code
  package var name: String
  package var unit: String
  package var title: String
  /// Divisions named in 回避; a city stands for its counties too.
  package var avoid: [String]
  package var reason: String

  package init(code: Code, name: String, unit: String, title: String, avoid: [String], reason: String) {
    self.code = code
    self.name = name
    self.unit = unit
    self.title = title
    self.avoid = avoid
    self.reason = reason
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "committeeMember")
    code = try reader.code("code")
    name = try reader.string("name")
    unit = try reader.string("unit")
    title = try reader.string("title")
    avoid = try reader.strings("avoid")
    reason = try reader.string("reason")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "code": .string(code.text),
      "name": .string(name),
      "unit": .string(unit),
      "title": .string(title),
      "avoid": .array(avoid.map(JSONValue.string)),
      "reason": .string(reason),
    ]
  }
}
