package import ByteCoding
package import CanonicalJSON

/// Entry 0: everything that is frozen before anything else. Its record digest is the session digest S, from which
/// every key descends. Signed by the coordinator, the log, the registrar, the custodian, all supervisors and witnesses.
package struct Session: RecordPayload, Equatable {
  package static let kind = RecordKind.session

  package var by: [Code]
  /// Name of the log: `<host>/<year>/<track>`, with `/rehearsal` at the end for a practice session.
  package var origin: String
  /// 演练: can never verify as a session.
  package var rehearsal: Bool
  package var programme: ProgrammeReference
  package var track: Code
  package var year: Int64
  /// SHA-256 of the season's options, which its sessions share.
  package var season: Digest
  package var levels: [LevelTerms]
  package var rule: ScoringRule
  package var keys: [SessionKey]
  /// Shares that open a keyset.
  package var threshold: Int64
  /// Cosignatures that a weighty record needs: ⌊(n + t − 1) / 2⌋ + 1.
  package var quorum: Int64
  /// Signature suites of every record, in order.
  package var suites: [PublicKey.Algorithm]
  /// Bytes of a sheet's plaintext, padding included.
  package var sheetBytes: Int64
  /// Seconds since 1970-01-01 UTC.
  package var closeNotBefore: Int64
  package var closeNotAfter: Int64
  package var requires: [RequiredEvidence]
  package var exclusions: ExclusionMode
  package var exclusionScope: ExclusionScope
  package var policy: AnonymizationPolicy
  /// Reviewers that each application gets; 0 means all who are not excluded.
  package var reviewsPerApplication: Int64
  /// Earlier sessions of the same programme, track and year, with what became of them.
  package var predecessors: [Predecessor]

  package var session: Digest { .zero }

  package init(
    by: [Code], origin: String, rehearsal: Bool, programme: ProgrammeReference, track: Code, year: Int64,
    season: Digest, levels: [LevelTerms], rule: ScoringRule, keys: [SessionKey], threshold: Int64, quorum: Int64,
    suites: [PublicKey.Algorithm], sheetBytes: Int64, closeNotBefore: Int64, closeNotAfter: Int64,
    requires: [RequiredEvidence], exclusions: ExclusionMode, exclusionScope: ExclusionScope,
    policy: AnonymizationPolicy, reviewsPerApplication: Int64, predecessors: [Predecessor]
  ) {
    self.by = by
    self.origin = origin
    self.rehearsal = rehearsal
    self.programme = programme
    self.track = track
    self.year = year
    self.season = season
    self.levels = levels
    self.rule = rule
    self.keys = keys
    self.threshold = threshold
    self.quorum = quorum
    self.suites = suites
    self.sheetBytes = sheetBytes
    self.closeNotBefore = closeNotBefore
    self.closeNotAfter = closeNotAfter
    self.requires = requires
    self.exclusions = exclusions
    self.exclusionScope = exclusionScope
    self.policy = policy
    self.reviewsPerApplication = reviewsPerApplication
    self.predecessors = predecessors
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "session")
    by = try reader.codes("by")
    origin = try reader.string("origin")
    rehearsal = try reader.boolean("rehearsal")
    programme = try reader.object("programme")
    track = try reader.code("track")
    year = try reader.natural("year")
    season = try reader.digest("season")
    levels = try reader.objects("levels")
    rule = try reader.object("rule")
    keys = try reader.objects("keys")
    threshold = try reader.natural("threshold")
    quorum = try reader.natural("quorum")
    suites = try reader.words("suites")
    sheetBytes = try reader.natural("sheetBytes")
    closeNotBefore = try reader.natural("closeNotBefore")
    closeNotAfter = try reader.natural("closeNotAfter")
    requires = try reader.words("requires")
    exclusions = try reader.word("exclusions")
    exclusionScope = try reader.word("exclusionScope")
    policy = try reader.word("policy")
    reviewsPerApplication = try reader.natural("reviewsPerApplication")
    predecessors = try reader.objects("predecessors")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "origin": .string(origin), "rehearsal": .boolean(rehearsal), "programme": programme.json,
      "track": .string(track.text), "year": .integer(year), "season": .digest(season), "levels": .objects(levels),
      "rule": rule.json, "keys": .objects(keys), "threshold": .integer(threshold), "quorum": .integer(quorum),
      "suites": .array(suites.map(JSONValue.word)), "sheetBytes": .integer(sheetBytes),
      "closeNotBefore": .integer(closeNotBefore), "closeNotAfter": .integer(closeNotAfter),
      "requires": .array(requires.map(JSONValue.word)), "exclusions": .word(exclusions),
      "exclusionScope": .word(exclusionScope), "policy": .word(policy),
      "reviewsPerApplication": .integer(reviewsPerApplication), "predecessors": .objects(predecessors),
    ]
  }
}

/// The programme that a session carries out.
package struct ProgrammeReference: CanonicalCodable, Equatable {
  package var id: Code
  package var edition: String
  /// SHA-256 of the programme's canonical text.
  package var digest: Digest

  package init(id: Code, edition: String, digest: Digest) {
    self.id = id
    self.edition = edition
    self.digest = digest
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "programme")
    id = try reader.code("id")
    edition = try reader.string("edition")
    digest = try reader.digest("digest")
    try reader.finish()
  }

  package var json: JSONValue {
    ["id": .string(id.text), "edition": .string(edition), "digest": .digest(digest)]
  }
}

/// One level that is ranked by itself.
package struct LevelTerms: CanonicalCodable, Equatable {
  package var id: Code
  /// Places to be given.
  package var seats: Int64
  package var rubric: Rubric

  package init(id: Code, seats: Int64, rubric: Rubric) {
    self.id = id
    self.seats = seats
    self.rubric = rubric
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "level")
    id = try reader.code("id")
    seats = try reader.natural("seats")
    rubric = try reader.object("rubric")
    try reader.finish()
  }

  package var json: JSONValue { ["id": .string(id.text), "seats": .integer(seats), "rubric": rubric.json] }
}

/// A key that stands in entry 0. One key, one role.
package struct SessionKey: CanonicalCodable, Equatable {
  package var code: Code
  package var role: Role
  package var key: PublicKey

  package init(code: Code, role: Role, key: PublicKey) {
    self.code = code
    self.role = role
    self.key = key
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "key")
    code = try reader.code("code")
    role = try reader.word("role")
    key = try reader.object("key")
    try reader.finish()
  }

  package var json: JSONValue { ["code": .string(code.text), "role": .word(role), "key": key.json] }
}

/// An earlier session and its end.
package struct Predecessor: CanonicalCodable, Equatable {
  package enum Fate: String, Sendable {
    case sealed
    case abandoned
    case lost
  }

  package var session: Digest
  package var fate: Fate

  package init(session: Digest, fate: Fate) {
    self.session = session
    self.fate = fate
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "predecessor")
    session = try reader.digest("session")
    fate = try reader.word("fate")
    try reader.finish()
  }

  package var json: JSONValue { ["session": .digest(session), "fate": .word(fate)] }
}
