package import ByteCoding
package import CanonicalJSON

/// One supervisor's nonce, revealed after its input stands in the log.
package struct Beacon: RecordPayload, Equatable {
  package static let kind = RecordKind.beacon

  package var session: Digest
  package var by: [Code]
  package var purpose: BeaconPurpose
  /// Record digest that the draw depends on.
  package var input: Digest
  /// The 32 bytes.
  package var nonce: Digest

  package init(session: Digest, by: [Code], purpose: BeaconPurpose, input: Digest, nonce: Digest) {
    self.session = session
    self.by = by
    self.purpose = purpose
    self.input = input
    self.nonce = nonce
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "beacon")
    session = try reader.digest("session")
    by = try reader.codes("by")
    purpose = try reader.word("purpose")
    input = try reader.digest("input")
    nonce = try reader.digest("nonce")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "purpose": .word(purpose),
      "input": .digest(input),
      "nonce": .digest(nonce),
    ]
  }
}

/// Who scores what, in which order it is shown. Recomputed by the auditor.
package struct Assignment: RecordPayload, Equatable {
  package static let kind = RecordKind.assignment

  package var session: Digest
  package var by: [Code]
  /// From the beacons.
  package var seed: Digest
  /// One line a reviewer, by code.
  package var pairs: ListReference

  package init(session: Digest, by: [Code], seed: Digest, pairs: ListReference) {
    self.session = session
    self.by = by
    self.seed = seed
    self.pairs = pairs
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "assignment")
    session = try reader.digest("session")
    by = try reader.codes("by")
    seed = try reader.digest("seed")
    pairs = try reader.object("pairs")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "seed": .digest(seed),
      "pairs": pairs.json,
    ]
  }
}

/// One reviewer's applications.
package struct AssignmentLine: ListLine, Equatable {
  package var reviewer: Code
  /// In the order of presentation.
  package var applications: [Code]

  package init(reviewer: Code, applications: [Code]) {
    self.reviewer = reviewer
    self.applications = applications
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "assignmentLine")
    reviewer = try reader.code("reviewer")
    applications = try reader.codes("applications")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "reviewer": .string(reviewer.text),
      "applications": .codes(applications),
    ]
  }
}

/// From here on sheets are admitted and the rule stands.
package struct ScoringStarted: RecordPayload, Equatable {
  package static let kind = RecordKind.scoringStarted

  package var session: Digest
  package var by: [Code]
  /// Record digest of the marks keyset.
  package var keyset: Digest
  /// Record digest of the roster.
  package var roster: Digest
  /// Record digest of the hand-over.
  package var handOver: Digest
  /// Record digest of the assignment.
  package var assignment: Digest

  package init(session: Digest, by: [Code], keyset: Digest, roster: Digest, handOver: Digest, assignment: Digest) {
    self.session = session
    self.by = by
    self.keyset = keyset
    self.roster = roster
    self.handOver = handOver
    self.assignment = assignment
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "scoring-started")
    session = try reader.digest("session")
    by = try reader.codes("by")
    keyset = try reader.digest("keyset")
    roster = try reader.digest("roster")
    handOver = try reader.digest("handOver")
    assignment = try reader.digest("assignment")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "keyset": .digest(keyset),
      "roster": .digest(roster),
      "handOver": .digest(handOver),
      "assignment": .digest(assignment),
    ]
  }
}

/// Fields of the session changed before scoring; never rule, rubric, ladder, thresholds, suites or quorum.
package struct Amendment: RecordPayload, Equatable {
  package static let kind = RecordKind.amendment

  package var session: Digest
  package var by: [Code]
  /// Seconds since 1970-01-01 UTC.
  package var closeNotBefore: Int64
  /// Seconds since 1970-01-01 UTC.
  package var closeNotAfter: Int64

  package init(session: Digest, by: [Code], closeNotBefore: Int64, closeNotAfter: Int64) {
    self.session = session
    self.by = by
    self.closeNotBefore = closeNotBefore
    self.closeNotAfter = closeNotAfter
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "amendment")
    session = try reader.digest("session")
    by = try reader.codes("by")
    closeNotBefore = try reader.natural("closeNotBefore")
    closeNotAfter = try reader.natural("closeNotAfter")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "closeNotBefore": .integer(closeNotBefore),
      "closeNotAfter": .integer(closeNotAfter),
    ]
  }
}

/// The close moved while scoring, before the old time.
package struct CloseExtension: RecordPayload, Equatable {
  package static let kind = RecordKind.closeExtension

  package var session: Digest
  package var by: [Code]
  /// Seconds since 1970-01-01 UTC.
  package var closeNotBefore: Int64
  /// Seconds since 1970-01-01 UTC.
  package var closeNotAfter: Int64

  package init(session: Digest, by: [Code], closeNotBefore: Int64, closeNotAfter: Int64) {
    self.session = session
    self.by = by
    self.closeNotBefore = closeNotBefore
    self.closeNotAfter = closeNotAfter
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "extension")
    session = try reader.digest("session")
    by = try reader.codes("by")
    closeNotBefore = try reader.natural("closeNotBefore")
    closeNotAfter = try reader.natural("closeNotAfter")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "closeNotBefore": .integer(closeNotBefore),
      "closeNotAfter": .integer(closeNotAfter),
    ]
  }
}
