package import ByteCoding
package import CanonicalJSON

/// A reviewer's claim that a record is missing or wrong.
package struct Dispute: RecordPayload, Equatable {
  package static let kind = RecordKind.dispute

  package var session: Digest
  package var by: [Code]
  package var seq: Int64
  package var prev: Digest
  /// Record digest that it is about.
  package var subject: Digest
  /// SHA-256 of a blob: receipt and statement, sealed.
  package var evidence: Digest

  package init(session: Digest, by: [Code], seq: Int64, prev: Digest, subject: Digest, evidence: Digest) {
    self.session = session
    self.by = by
    self.seq = seq
    self.prev = prev
    self.subject = subject
    self.evidence = evidence
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "dispute")
    session = try reader.digest("session")
    by = try reader.codes("by")
    seq = try reader.natural("seq")
    prev = try reader.digest("prev")
    subject = try reader.digest("subject")
    evidence = try reader.digest("evidence")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "seq": .integer(seq),
      "prev": .digest(prev),
      "subject": .digest(subject),
      "evidence": .digest(evidence),
    ]
  }
}

/// What was decided about a dispute.
package struct Ruling: RecordPayload, Equatable {
  package static let kind = RecordKind.ruling

  package var session: Digest
  package var by: [Code]
  /// Record digest.
  package var dispute: Digest
  package var outcome: RulingOutcome
  /// SHA-256 of a blob.
  package var reason: Digest

  package init(session: Digest, by: [Code], dispute: Digest, outcome: RulingOutcome, reason: Digest) {
    self.session = session
    self.by = by
    self.dispute = dispute
    self.outcome = outcome
    self.reason = reason
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "ruling")
    session = try reader.digest("session")
    by = try reader.codes("by")
    dispute = try reader.digest("dispute")
    outcome = try reader.word("outcome")
    reason = try reader.digest("reason")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "dispute": .digest(dispute),
      "outcome": .word(outcome),
      "reason": .digest(reason),
    ]
  }
}

/// One human decision.
package struct Decision: RecordPayload, Equatable {
  package static let kind = RecordKind.decision

  package var session: Digest
  package var by: [Code]
  /// Of the measures, or `rule`.
  package var article: Code
  package var question: DecisionQuestion
  package var level: Code
  package var options: [String]
  package var choice: String
  package var reason: String
  package var decidedBy: Officer
  package var recordedBy: Officer
  /// Number of the paper, or empty.
  package var document: String
  /// SHA-256 of the paper; zero when there is none.
  package var attachment: Digest
  /// For a tie: all of the group, in the order decided.
  package var applications: [Code]

  package init(
    session: Digest, by: [Code], article: Code, question: DecisionQuestion, level: Code, options: [String],
    choice: String, reason: String, decidedBy: Officer, recordedBy: Officer, document: String, attachment: Digest,
    applications: [Code]
  ) {
    self.session = session
    self.by = by
    self.article = article
    self.question = question
    self.level = level
    self.options = options
    self.choice = choice
    self.reason = reason
    self.decidedBy = decidedBy
    self.recordedBy = recordedBy
    self.document = document
    self.attachment = attachment
    self.applications = applications
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "decision")
    session = try reader.digest("session")
    by = try reader.codes("by")
    article = try reader.code("article")
    question = try reader.word("question")
    level = try reader.code("level")
    options = try reader.strings("options")
    choice = try reader.string("choice")
    reason = try reader.string("reason")
    decidedBy = try reader.object("decidedBy")
    recordedBy = try reader.object("recordedBy")
    document = try reader.string("document")
    attachment = try reader.digest("attachment")
    applications = try reader.codes("applications")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "article": .string(article.text),
      "question": .word(question),
      "level": .string(level.text),
      "options": .array(options.map(JSONValue.string)),
      "choice": .string(choice),
      "reason": .string(reason),
      "decidedBy": decidedBy.json,
      "recordedBy": recordedBy.json,
      "document": .string(document),
      "attachment": .digest(attachment),
      "applications": .codes(applications),
    ]
  }
}

/// A person and an office.
package struct Officer: CanonicalCodable, Equatable {
  package var name: String
  package var office: String

  package init(name: String, office: String) {
    self.name = name
    self.office = office
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "officer")
    name = try reader.string("name")
    office = try reader.string("office")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "name": .string(name),
      "office": .string(office),
    ]
  }
}

/// Who is who, opened against the commitments.
package struct Reveal: RecordPayload, Equatable {
  package static let kind = RecordKind.reveal

  package var session: Digest
  package var by: [Code]
  package var source: RevealSource
  /// One line an application, by code; a public archive may leave lines out.
  package var identities: ListReference

  package init(session: Digest, by: [Code], source: RevealSource, identities: ListReference) {
    self.session = session
    self.by = by
    self.source = source
    self.identities = identities
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "reveal")
    session = try reader.digest("session")
    by = try reader.codes("by")
    source = try reader.word("source")
    identities = try reader.object("identities")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "source": .word(source),
      "identities": identities.json,
    ]
  }
}

/// The opening of one identity commitment.
package struct RevealLine: ListLine, Equatable {
  package var application: Code
  package var identity: Identity
  /// 32 bytes.
  package var salt: Digest

  package init(application: Code, identity: Identity, salt: Digest) {
    self.application = application
    self.identity = identity
    self.salt = salt
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "revealLine")
    application = try reader.code("application")
    identity = try reader.object("identity")
    salt = try reader.digest("salt")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "application": .string(application.text),
      "identity": identity.json,
      "salt": .digest(salt),
    ]
  }
}

/// Codes, never names: what the identity commitment commits to.
package struct Identity: CanonicalCodable, Equatable {
  /// Code of the division or body.
  package var division: String
  package var level: Code
  /// Code of the recommending unit.
  package var unit: String

  package init(division: String, level: Code, unit: String) {
    self.division = division
    self.level = level
    self.unit = unit
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "identity")
    division = try reader.string("division")
    level = try reader.code("level")
    unit = try reader.string("unit")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "division": .string(division),
      "level": .string(level.text),
      "unit": .string(unit),
    ]
  }
}

/// Who is selected at one level. Recomputed by the auditor.
package struct SelectionMade: RecordPayload, Equatable {
  package static let kind = RecordKind.selection

  package var session: Digest
  package var by: [Code]
  package var level: Code
  /// Record digest of the ranking.
  package var ranking: Digest
  /// Record digest of the reveal.
  package var reveal: Digest
  /// Lines of the selection table, one an application.
  package var lines: ListReference

  package init(session: Digest, by: [Code], level: Code, ranking: Digest, reveal: Digest, lines: ListReference) {
    self.session = session
    self.by = by
    self.level = level
    self.ranking = ranking
    self.reveal = reveal
    self.lines = lines
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "selection")
    session = try reader.digest("session")
    by = try reader.codes("by")
    level = try reader.code("level")
    ranking = try reader.digest("ranking")
    reveal = try reader.digest("reveal")
    lines = try reader.object("lines")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "level": .string(level.text),
      "ranking": .digest(ranking),
      "reveal": .digest(reveal),
      "lines": lines.json,
    ]
  }
}

/// The session ends without a result.
package struct Abandoned: RecordPayload, Equatable {
  package static let kind = RecordKind.abandoned

  package var session: Digest
  package var by: [Code]
  package var reason: AbandonReason

  package init(session: Digest, by: [Code], reason: AbandonReason) {
    self.session = session
    self.by = by
    self.reason = reason
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "abandoned")
    session = try reader.digest("session")
    by = try reader.codes("by")
    reason = try reader.word("reason")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "reason": .word(reason),
    ]
  }
}

/// The last entry. Nothing follows.
package struct Seal: RecordPayload, Equatable {
  package static let kind = RecordKind.seal

  package var session: Digest
  package var by: [Code]
  /// Entries before this one.
  package var size: Int64
  /// Root at that size.
  package var root: Digest
  /// SHA-256 of result.json.
  package var result: Digest
  /// SHA-256 of report.html.
  package var report: Digest
  package var absent: [AbsentEvidence]

  package init(
    session: Digest, by: [Code], size: Int64, root: Digest, result: Digest, report: Digest, absent: [AbsentEvidence]
  ) {
    self.session = session
    self.by = by
    self.size = size
    self.root = root
    self.result = result
    self.report = report
    self.absent = absent
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "seal")
    session = try reader.digest("session")
    by = try reader.codes("by")
    size = try reader.natural("size")
    root = try reader.digest("root")
    result = try reader.digest("result")
    report = try reader.digest("report")
    absent = try reader.objects("absent")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "size": .integer(size),
      "root": .digest(root),
      "result": .digest(result),
      "report": .digest(report),
      "absent": .objects(absent),
    ]
  }
}

/// What is not there, and why.
package struct AbsentEvidence: CanonicalCodable, Equatable {
  package var what: Code
  package var why: String

  package init(what: Code, why: String) {
    self.what = what
    self.why = why
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "absentEvidence")
    what = try reader.code("what")
    why = try reader.string("why")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "what": .string(what.text),
      "why": .string(why),
    ]
  }
}
