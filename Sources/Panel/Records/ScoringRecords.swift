package import ByteCoding
package import CanonicalJSON

/// A reviewer who will not score one application. Free text is sealed, never in clear.
package struct Recusal: RecordPayload, Equatable {
  package static let kind = RecordKind.recusal

  package var session: Digest
  package var by: [Code]
  /// Position in the reviewer's chain, from 1.
  package var seq: Int64
  /// Record digest of the chain's previous record; zero for the first.
  package var prev: Digest
  package var application: Code
  package var kind: RecusalKind
  /// Sealed to the confidential keyset; empty when nothing was said.
  package var note: [UInt8]

  package init(
    session: Digest, by: [Code], seq: Int64, prev: Digest, application: Code, kind: RecusalKind, note: [UInt8]
  ) {
    self.session = session
    self.by = by
    self.seq = seq
    self.prev = prev
    self.application = application
    self.kind = kind
    self.note = note
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "recusal")
    session = try reader.digest("session")
    by = try reader.codes("by")
    seq = try reader.natural("seq")
    prev = try reader.digest("prev")
    application = try reader.code("application")
    kind = try reader.word("kind")
    note = try reader.bytes("note")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "seq": .integer(seq),
      "prev": .digest(prev),
      "application": .string(application.text),
      "kind": .word(kind),
      "note": .bytes(note),
    ]
  }
}

/// One score sheet, sealed to the marks keyset. Everything but `enc` and `ct` is the header that the seal is bound to.
package struct SealedSheet: RecordPayload, Equatable {
  package static let kind = RecordKind.sheet

  package var session: Digest
  package var by: [Code]
  /// Record digest of the keyset sealed to.
  package var keyset: Digest
  package var round: Int64
  package var rubric: Code
  package var application: Code
  /// SHA-256 of the bundle that the reviewer read.
  package var bundle: Digest
  /// SHA-256 of the reviewer's signing key.
  package var key: Digest
  /// Position in the reviewer's chain, from 1.
  package var seq: Int64
  /// Record digest of the chain's previous record; zero for the first.
  package var prev: Digest
  /// The last checkpoint that this client verified.
  package var seen: Seen
  /// Name and version of the program.
  package var client: String
  /// HPKE encapsulated key, 65 bytes.
  package var enc: [UInt8]
  /// HPKE ciphertext.
  package var ct: [UInt8]

  package init(
    session: Digest, by: [Code], keyset: Digest, round: Int64, rubric: Code, application: Code, bundle: Digest,
    key: Digest, seq: Int64, prev: Digest, seen: Seen, client: String, enc: [UInt8], ct: [UInt8]
  ) {
    self.session = session
    self.by = by
    self.keyset = keyset
    self.round = round
    self.rubric = rubric
    self.application = application
    self.bundle = bundle
    self.key = key
    self.seq = seq
    self.prev = prev
    self.seen = seen
    self.client = client
    self.enc = enc
    self.ct = ct
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "sheet")
    session = try reader.digest("session")
    by = try reader.codes("by")
    keyset = try reader.digest("keyset")
    round = try reader.natural("round")
    rubric = try reader.code("rubric")
    application = try reader.code("application")
    bundle = try reader.digest("bundle")
    key = try reader.digest("key")
    seq = try reader.natural("seq")
    prev = try reader.digest("prev")
    seen = try reader.object("seen")
    client = try reader.string("client")
    enc = try reader.bytes("enc")
    ct = try reader.bytes("ct")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "keyset": .digest(keyset),
      "round": .integer(round),
      "rubric": .string(rubric.text),
      "application": .string(application.text),
      "bundle": .digest(bundle),
      "key": .digest(key),
      "seq": .integer(seq),
      "prev": .digest(prev),
      "seen": seen.json,
      "client": .string(client),
      "enc": .bytes(enc),
      "ct": .bytes(ct),
    ]
  }
}

/// The last link of a reviewer's chain: what counts. A further sheet needs a further final.
package struct Final: RecordPayload, Equatable {
  package static let kind = RecordKind.final

  package var session: Digest
  package var by: [Code]
  package var seq: Int64
  package var prev: Digest
  /// One for each assigned application, by code.
  package var counts: [FinalCount]
  package var seen: Seen

  package init(session: Digest, by: [Code], seq: Int64, prev: Digest, counts: [FinalCount], seen: Seen) {
    self.session = session
    self.by = by
    self.seq = seq
    self.prev = prev
    self.counts = counts
    self.seen = seen
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "final")
    session = try reader.digest("session")
    by = try reader.codes("by")
    seq = try reader.natural("seq")
    prev = try reader.digest("prev")
    counts = try reader.objects("counts")
    seen = try reader.object("seen")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "seq": .integer(seq),
      "prev": .digest(prev),
      "counts": .objects(counts),
      "seen": seen.json,
    ]
  }
}

/// What counts for one application.
package struct FinalCount: CanonicalCodable, Equatable {
  package var application: Code
  package var state: SheetState
  /// Record digest of the sheet; zero when recused or none.
  package var sheet: Digest

  package init(application: Code, state: SheetState, sheet: Digest) {
    self.application = application
    self.state = state
    self.sheet = sheet
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "finalCount")
    application = try reader.code("application")
    state = try reader.word("state")
    sheet = try reader.digest("sheet")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "application": .string(application.text),
      "state": .word(state),
      "sheet": .digest(sheet),
    ]
  }
}

/// A checkpoint that was verified.
package struct Seen: CanonicalCodable, Equatable {
  package var size: Int64
  package var root: Digest

  package init(size: Int64, root: Digest) {
    self.size = size
    self.root = root
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "seen")
    size = try reader.natural("size")
    root = try reader.digest("root")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "size": .integer(size),
      "root": .digest(root),
    ]
  }
}

/// An envelope that the coordinator did not answer, handed to a supervisor.
package struct Deposit: RecordPayload, Equatable {
  package static let kind = RecordKind.deposit

  package var session: Digest
  package var by: [Code]
  /// SHA-256 of the envelope, kept as a blob.
  package var blob: Digest
  /// The supervisor's clock, seconds since 1970-01-01 UTC.
  package var receivedAt: Int64

  package init(session: Digest, by: [Code], blob: Digest, receivedAt: Int64) {
    self.session = session
    self.by = by
    self.blob = blob
    self.receivedAt = receivedAt
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "deposit")
    session = try reader.digest("session")
    by = try reader.codes("by")
    blob = try reader.digest("blob")
    receivedAt = try reader.natural("receivedAt")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "blob": .digest(blob),
      "receivedAt": .integer(receivedAt),
    ]
  }
}

/// Something that must not be forgotten.
package struct Incident: RecordPayload, Equatable {
  package static let kind = RecordKind.incident

  package var session: Digest
  package var by: [Code]
  package var kind: IncidentKind
  /// Whom it concerns, or `none`.
  package var subject: Code
  /// SHA-256 of blobs.
  package var evidence: [Digest]

  package init(session: Digest, by: [Code], kind: IncidentKind, subject: Code, evidence: [Digest]) {
    self.session = session
    self.by = by
    self.kind = kind
    self.subject = subject
    self.evidence = evidence
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "incident")
    session = try reader.digest("session")
    by = try reader.codes("by")
    kind = try reader.word("kind")
    subject = try reader.code("subject")
    evidence = try reader.digests("evidence")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "kind": .word(kind),
      "subject": .string(subject.text),
      "evidence": .digests(evidence),
    ]
  }
}

/// No sheet after this one. Names every chain's head and every sheet that counts.
package struct ScoringClosed: RecordPayload, Equatable {
  package static let kind = RecordKind.scoringClosed

  package var session: Digest
  package var by: [Code]
  /// One line a reviewer, by code.
  package var heads: ListReference
  /// One line an assigned pair, by application, then reviewer.
  package var counted: ListReference

  package init(session: Digest, by: [Code], heads: ListReference, counted: ListReference) {
    self.session = session
    self.by = by
    self.heads = heads
    self.counted = counted
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "scoring-closed")
    session = try reader.digest("session")
    by = try reader.codes("by")
    heads = try reader.object("heads")
    counted = try reader.object("counted")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "heads": heads.json,
      "counted": counted.json,
    ]
  }
}

/// The end of one reviewer's chain.
package struct HeadLine: ListLine, Equatable {
  package var reviewer: Code
  /// 0 when the reviewer sent nothing.
  package var seq: Int64
  /// Record digest of the chain's last record; zero when there is none.
  package var head: Digest
  /// The last record is a `final`.
  package var final: Bool

  package init(reviewer: Code, seq: Int64, head: Digest, final: Bool) {
    self.reviewer = reviewer
    self.seq = seq
    self.head = head
    self.final = final
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "headLine")
    reviewer = try reader.code("reviewer")
    seq = try reader.natural("seq")
    head = try reader.digest("head")
    final = try reader.boolean("final")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "reviewer": .string(reviewer.text),
      "seq": .integer(seq),
      "head": .digest(head),
      "final": .boolean(final),
    ]
  }
}

/// What counts for one pair of application and reviewer.
package struct CountedLine: ListLine, Equatable {
  package var application: Code
  package var reviewer: Code
  package var state: SheetState
  /// Record digest of the sheet; zero when recused or none.
  package var sheet: Digest

  package init(application: Code, reviewer: Code, state: SheetState, sheet: Digest) {
    self.application = application
    self.reviewer = reviewer
    self.state = state
    self.sheet = sheet
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "countedLine")
    application = try reader.code("application")
    reviewer = try reader.code("reviewer")
    state = try reader.word("state")
    sheet = try reader.digest("sheet")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "application": .string(application.text),
      "reviewer": .string(reviewer.text),
      "state": .word(state),
      "sheet": .digest(sheet),
    ]
  }
}
