package import ByteCoding
package import CanonicalJSON

/// One supervisor's share, released for one close.
package struct KeyShare: RecordPayload, Equatable {
  package static let kind = RecordKind.keyShare

  package var session: Digest
  package var by: [Code]
  /// Record digest of the keyset.
  package var keyset: Digest
  /// Record digest of the `scoring-closed` it was released for.
  package var closed: Digest
  package var index: Int64
  /// 32 bytes, big-endian.
  package var share: [UInt8]

  package init(session: Digest, by: [Code], keyset: Digest, closed: Digest, index: Int64, share: [UInt8]) {
    self.session = session
    self.by = by
    self.keyset = keyset
    self.closed = closed
    self.index = index
    self.share = share
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "key-share")
    session = try reader.digest("session")
    by = try reader.codes("by")
    keyset = try reader.digest("keyset")
    closed = try reader.digest("closed")
    index = try reader.natural("index")
    share = try reader.bytes("share")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "keyset": .digest(keyset),
      "closed": .digest(closed),
      "index": .integer(index),
      "share": .bytes(share),
    ]
  }
}

/// The private key of one keyset, rebuilt and published.
package struct Unsealing: RecordPayload, Equatable {
  package static let kind = RecordKind.unsealing

  package var session: Digest
  package var by: [Code]
  package var keyset: Digest
  /// 32 bytes, big-endian.
  package var privateKey: [UInt8]

  package init(session: Digest, by: [Code], keyset: Digest, privateKey: [UInt8]) {
    self.session = session
    self.by = by
    self.keyset = keyset
    self.privateKey = privateKey
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "unsealing")
    session = try reader.digest("session")
    by = try reader.codes("by")
    keyset = try reader.digest("keyset")
    privateKey = try reader.bytes("privateKey")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "keyset": .digest(keyset),
      "privateKey": .bytes(privateKey),
    ]
  }
}

/// One level ranked on pseudonyms. Recomputed by the auditor, byte for byte.
package struct Ranking: RecordPayload, Equatable {
  package static let kind = RecordKind.ranking

  package var session: Digest
  package var by: [Code]
  package var level: Code
  /// 1, 2 …: a later one takes up decisions made since.
  package var version: Int64
  /// Record digests of the decisions that it takes up, in the order of the log.
  package var decisions: [Digest]
  /// Groups of equals that wait for a decision.
  package var openTies: Int64
  /// Sheets that did not open or did not parse, by record digest.
  package var voids: ListReference
  /// One line an application, by place; those without a place last.
  package var lines: ListReference

  package init(
    session: Digest, by: [Code], level: Code, version: Int64, decisions: [Digest], openTies: Int64,
    voids: ListReference, lines: ListReference
  ) {
    self.session = session
    self.by = by
    self.level = level
    self.version = version
    self.decisions = decisions
    self.openTies = openTies
    self.voids = voids
    self.lines = lines
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "ranking")
    session = try reader.digest("session")
    by = try reader.codes("by")
    level = try reader.code("level")
    version = try reader.natural("version")
    decisions = try reader.digests("decisions")
    openTies = try reader.natural("openTies")
    voids = try reader.object("voids")
    lines = try reader.object("lines")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "level": .string(level.text),
      "version": .integer(version),
      "decisions": .digests(decisions),
      "openTies": .integer(openTies),
      "voids": voids.json,
      "lines": lines.json,
    ]
  }
}

/// One void sheet.
package struct VoidLine: ListLine, Equatable {
  /// Record digest.
  package var sheet: Digest
  package var reviewer: Code
  package var application: Code
  package var reason: VoidReason

  package init(sheet: Digest, reviewer: Code, application: Code, reason: VoidReason) {
    self.sheet = sheet
    self.reviewer = reviewer
    self.application = application
    self.reason = reason
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "voidLine")
    sheet = try reader.digest("sheet")
    reviewer = try reader.code("reviewer")
    application = try reader.code("application")
    reason = try reader.word("reason")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "sheet": .digest(sheet),
      "reviewer": .string(reviewer.text),
      "application": .string(application.text),
      "reason": .word(reason),
    ]
  }
}
