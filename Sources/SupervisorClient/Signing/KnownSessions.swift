import ByteCoding
package import CanonicalJSON
import Panel
package import SessionClient

/// Sessions that this supervisor has signed: nobody re-runs a panel until the result pleases.
package struct KnownSessions: CanonicalCodable {
  static let documentName = "sessions"

  struct Entry: CanonicalCodable {
    var session: Digest
    var programme: Code
    var track: Code
    var year: Int64

    init(session: Digest, programme: Code, track: Code, year: Int64) {
      self.session = session
      self.programme = programme
      self.track = track
      self.year = year
    }

    init(json: JSONValue) throws(CanonicalJSONError) {
      var reader = try ObjectReader(json, type: "knownSession")
      session = try reader.digest("session")
      programme = try reader.code("programme")
      track = try reader.code("track")
      year = try reader.natural("year")
      try reader.finish()
    }

    var json: JSONValue {
      [
        "session": .digest(session), "programme": .string(programme.text), "track": .string(track.text),
        "year": .integer(year),
      ]
    }
  }

  private(set) var entries: [Entry] = []

  package init() {}

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "knownSessions")
    entries = try reader.objects("entries")
    try reader.finish()
  }

  package var json: JSONValue { ["entries": .objects(entries)] }

  package static func load(_ store: some HomeStore) throws -> KnownSessions {
    try store.document(documentName) ?? KnownSessions()
  }

  func contains(_ session: Digest) -> Bool { entries.contains { $0.session == session } }

  /// - Throws: `ClientError.refused` for a second session of the same programme, track and year that does not name
  ///   every earlier one and its fate.
  func check(_ session: Session, digest: Digest) throws {
    let earlier = entries.filter {
      $0.programme == session.programme.id && $0.track == session.track && $0.year == session.year
        && $0.session != digest
    }
    let named = Set(session.predecessors.map(\.session))
    guard let missing = earlier.first(where: { !named.contains($0.session) }) else { return }
    throw ClientError(
      .refused,
      zh: """
        您已为同一办法、方向、年度签署过另一场次（\(missing.session.description.prefix(16))…），而新的设定没有写明它的下落。\
        不能签名：同一评审不得重来，除非写明前一场次已封卷、中止或毁失
        """,
      en: """
        you have signed another session of the same programme, track and year \
        (\(missing.session.description.prefix(16))…), and this one does not name it and its fate. It may not be signed
        """)
  }

  mutating func add(_ session: Session, digest: Digest) {
    guard !contains(digest) else { return }
    entries.append(
      Entry(session: digest, programme: session.programme.id, track: session.track, year: session.year))
  }
}
