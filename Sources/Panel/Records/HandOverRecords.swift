package import ByteCoding
package import CanonicalJSON

/// What crosses from the vault to the session: signed by the registrar and a second person of the vault.
package struct HandOver: RecordPayload, Equatable {
  package static let kind = RecordKind.handOver

  package var session: Digest
  package var by: [Code]
  /// Root of the intake register when it was frozen.
  package var register: Digest
  /// Entries of the register.
  package var registerSize: Int64
  /// Applications per level, by level.
  package var counts: [LevelCount]
  /// Version of the anonymizer.
  package var anonymizer: String
  package var policy: AnonymizationPolicy
  /// One line an application, by code.
  package var applications: ListReference

  package init(
    session: Digest, by: [Code], register: Digest, registerSize: Int64, counts: [LevelCount], anonymizer: String,
    policy: AnonymizationPolicy, applications: ListReference
  ) {
    self.session = session
    self.by = by
    self.register = register
    self.registerSize = registerSize
    self.counts = counts
    self.anonymizer = anonymizer
    self.policy = policy
    self.applications = applications
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "hand-over")
    session = try reader.digest("session")
    by = try reader.codes("by")
    register = try reader.digest("register")
    registerSize = try reader.natural("registerSize")
    counts = try reader.objects("counts")
    anonymizer = try reader.string("anonymizer")
    policy = try reader.word("policy")
    applications = try reader.object("applications")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "register": .digest(register),
      "registerSize": .integer(registerSize),
      "counts": .objects(counts),
      "anonymizer": .string(anonymizer),
      "policy": .word(policy),
      "applications": applications.json,
    ]
  }
}

/// Applications of one level.
package struct LevelCount: CanonicalCodable, Equatable {
  package var level: Code
  package var count: Int64

  package init(level: Code, count: Int64) {
    self.level = level
    self.count = count
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "levelCount")
    level = try reader.code("level")
    count = try reader.natural("count")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "level": .string(level.text),
      "count": .integer(count),
    ]
  }
}

/// One application as it is handed over.
package struct HandOverLine: ListLine, Equatable {
  /// The pseudonym.
  package var application: Code
  package var level: Code
  /// Commitment to the identity.
  package var identity: Digest
  /// Commitment to the digest of the originals.
  package var originals: Digest
  /// Commitment to the findings of intake.
  package var findings: Digest
  /// Commitment to the indicator values that computed criteria use.
  package var points: Digest
  /// SHA-256 of the finished bundle.
  package var bundle: Digest
  /// Commitment to the redaction report.
  package var redaction: Digest

  package init(
    application: Code, level: Code, identity: Digest, originals: Digest, findings: Digest, points: Digest,
    bundle: Digest, redaction: Digest
  ) {
    self.application = application
    self.level = level
    self.identity = identity
    self.originals = originals
    self.findings = findings
    self.points = points
    self.bundle = bundle
    self.redaction = redaction
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "handOverLine")
    application = try reader.code("application")
    level = try reader.code("level")
    identity = try reader.digest("identity")
    originals = try reader.digest("originals")
    findings = try reader.digest("findings")
    points = try reader.digest("points")
    bundle = try reader.digest("bundle")
    redaction = try reader.digest("redaction")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "application": .string(application.text),
      "level": .string(level.text),
      "identity": .digest(identity),
      "originals": .digest(originals),
      "findings": .digest(findings),
      "points": .digest(points),
      "bundle": .digest(bundle),
      "redaction": .digest(redaction),
    ]
  }
}

/// One application under its pseudonym.
package struct ApplicationEntered: RecordPayload, Equatable {
  package static let kind = RecordKind.application

  package var session: Digest
  package var by: [Code]
  package var application: Code
  package var level: Code
  /// Commitment to the identity.
  package var identity: Digest
  /// Commitment to the digest of the originals.
  package var originals: Digest
  /// Commitment to the indicator values that computed criteria use.
  package var points: Digest

  package init(
    session: Digest, by: [Code], application: Code, level: Code, identity: Digest, originals: Digest, points: Digest
  ) {
    self.session = session
    self.by = by
    self.application = application
    self.level = level
    self.identity = identity
    self.originals = originals
    self.points = points
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "application")
    session = try reader.digest("session")
    by = try reader.codes("by")
    application = try reader.code("application")
    level = try reader.code("level")
    identity = try reader.digest("identity")
    originals = try reader.digest("originals")
    points = try reader.digest("points")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "application": .string(application.text),
      "level": .string(level.text),
      "identity": .digest(identity),
      "originals": .digest(originals),
      "points": .digest(points),
    ]
  }
}

/// What reviewers get to read of one application.
package struct BundlePublished: RecordPayload, Equatable {
  package static let kind = RecordKind.bundle

  package var session: Digest
  package var by: [Code]
  package var application: Code
  /// SHA-256 of the bundle.
  package var bundle: Digest
  /// Bytes of the bundle.
  package var size: Int64
  /// Commitment to the redaction report.
  package var redaction: Digest
  /// Record digest of the bundle it replaces, if any.
  package var replaces: [Digest]

  package init(
    session: Digest, by: [Code], application: Code, bundle: Digest, size: Int64, redaction: Digest, replaces: [Digest]
  ) {
    self.session = session
    self.by = by
    self.application = application
    self.bundle = bundle
    self.size = size
    self.redaction = redaction
    self.replaces = replaces
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "bundle")
    session = try reader.digest("session")
    by = try reader.codes("by")
    application = try reader.code("application")
    bundle = try reader.digest("bundle")
    size = try reader.natural("size")
    redaction = try reader.digest("redaction")
    replaces = try reader.digests("replaces")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "application": .string(application.text),
      "bundle": .digest(bundle),
      "size": .integer(size),
      "redaction": .digest(redaction),
      "replaces": .digests(replaces),
    ]
  }
}

/// Who must not score what.
package struct Exclusions: RecordPayload, Equatable {
  package static let kind = RecordKind.exclusions

  package var session: Digest
  package var by: [Code]
  package var mode: ExclusionMode
  /// By application, then reviewer.
  package var pairs: ListReference

  package init(session: Digest, by: [Code], mode: ExclusionMode, pairs: ListReference) {
    self.session = session
    self.by = by
    self.mode = mode
    self.pairs = pairs
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "exclusions")
    session = try reader.digest("session")
    by = try reader.codes("by")
    mode = try reader.word("mode")
    pairs = try reader.object("pairs")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "mode": .word(mode),
      "pairs": pairs.json,
    ]
  }
}

/// One reviewer who must not score one application.
package struct ExclusionLine: ListLine, Equatable {
  package var application: Code
  package var reviewer: Code
  /// Commitment to the kind of conflict.
  package var kind: Digest

  package init(application: Code, reviewer: Code, kind: Digest) {
    self.application = application
    self.reviewer = reviewer
    self.kind = kind
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "exclusionLine")
    application = try reader.code("application")
    reviewer = try reader.code("reviewer")
    kind = try reader.digest("kind")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "application": .string(application.text),
      "reviewer": .string(reviewer.text),
      "kind": .digest(kind),
    ]
  }
}

/// The openings of all commitments, sealed to the identity keyset, so that a reveal can be forced.
package struct Escrow: RecordPayload, Equatable {
  package static let kind = RecordKind.escrow

  package var session: Digest
  package var by: [Code]
  /// Record digest of the identity keyset.
  package var keyset: Digest
  /// SHA-256 of `enc` (65 bytes) and ciphertext.
  package var blob: Digest
  /// Bytes of the blob.
  package var size: Int64

  package init(session: Digest, by: [Code], keyset: Digest, blob: Digest, size: Int64) {
    self.session = session
    self.by = by
    self.keyset = keyset
    self.blob = blob
    self.size = size
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "escrow")
    session = try reader.digest("session")
    by = try reader.codes("by")
    keyset = try reader.digest("keyset")
    blob = try reader.digest("blob")
    size = try reader.natural("size")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "keyset": .digest(keyset),
      "blob": .digest(blob),
      "size": .integer(size),
    ]
  }
}

/// A doubtful place that the registrar and a second person cleared.
package struct RedactionDecision: RecordPayload, Equatable {
  package static let kind = RecordKind.redactionDecision

  package var session: Digest
  package var by: [Code]
  package var application: Code
  /// Code of the finding.
  package var finding: Code
  /// Commitment to the place.
  package var place: Digest
  /// Commitment to the reason.
  package var reason: Digest

  package init(session: Digest, by: [Code], application: Code, finding: Code, place: Digest, reason: Digest) {
    self.session = session
    self.by = by
    self.application = application
    self.finding = finding
    self.place = place
    self.reason = reason
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "redaction-decision")
    session = try reader.digest("session")
    by = try reader.codes("by")
    application = try reader.code("application")
    finding = try reader.code("finding")
    place = try reader.digest("place")
    reason = try reader.digest("reason")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "application": .string(application.text),
      "finding": .string(finding.text),
      "place": .digest(place),
      "reason": .digest(reason),
    ]
  }
}

/// An application withdrawn by its unit.
package struct Withdrawal: RecordPayload, Equatable {
  package static let kind = RecordKind.withdrawal

  package var session: Digest
  package var by: [Code]
  package var application: Code
  /// Commitment to the digest of the unit's letter.
  package var letter: Digest

  package init(session: Digest, by: [Code], application: Code, letter: Digest) {
    self.session = session
    self.by = by
    self.application = application
    self.letter = letter
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "withdrawal")
    session = try reader.digest("session")
    by = try reader.codes("by")
    application = try reader.code("application")
    letter = try reader.digest("letter")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "application": .string(application.text),
      "letter": .digest(letter),
    ]
  }
}
