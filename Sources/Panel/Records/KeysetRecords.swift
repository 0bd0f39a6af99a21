package import ByteCoding
package import CanonicalJSON

/// The opening key of one purpose and round: signed by every supervisor after each has checked its own share. Opening key = first commitment.
package struct Keyset: RecordPayload, Equatable {
  package static let kind = RecordKind.keyset

  package var session: Digest
  package var by: [Code]
  /// What is sealed to it.
  package var purpose: KeyPurpose
  /// 1, 2 …
  package var round: Int64
  /// How the key was made.
  package var mode: KeysetMode
  /// Who made it and where; empty texts for a key that nobody dealt.
  package var dealer: Dealer
  /// Shares that rebuild the key.
  package var threshold: Int64
  /// Feldman commitments, exactly `threshold` points; the first is the opening key.
  package var commitments: [CurvePoint]
  /// One a supervisor, by index.
  package var holders: [ShareHolder]

  package init(
    session: Digest, by: [Code], purpose: KeyPurpose, round: Int64, mode: KeysetMode, dealer: Dealer, threshold: Int64,
    commitments: [CurvePoint], holders: [ShareHolder]
  ) {
    self.session = session
    self.by = by
    self.purpose = purpose
    self.round = round
    self.mode = mode
    self.dealer = dealer
    self.threshold = threshold
    self.commitments = commitments
    self.holders = holders
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "keyset")
    session = try reader.digest("session")
    by = try reader.codes("by")
    purpose = try reader.word("purpose")
    round = try reader.natural("round")
    mode = try reader.word("mode")
    dealer = try reader.object("dealer")
    threshold = try reader.natural("threshold")
    commitments = try reader.objects("commitments")
    holders = try reader.objects("holders")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "purpose": .word(purpose),
      "round": .integer(round),
      "mode": .word(mode),
      "dealer": dealer.json,
      "threshold": .integer(threshold),
      "commitments": .objects(commitments),
      "holders": .objects(holders),
    ]
  }
}

/// Person and place of the dealer's ceremony.
package struct Dealer: CanonicalCodable, Equatable {
  package var name: String
  package var place: String

  package init(name: String, place: String) {
    self.name = name
    self.place = place
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "dealer")
    name = try reader.string("name")
    place = try reader.string("place")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "name": .string(name),
      "place": .string(place),
    ]
  }
}

/// Who holds a share.
package struct ShareHolder: CanonicalCodable, Equatable {
  /// The supervisor.
  package var code: Code
  /// 1 … n: the x of the share.
  package var index: Int64
  /// Share times generator, so that a wrong share is named.
  package var point: CurvePoint

  package init(code: Code, index: Int64, point: CurvePoint) {
    self.code = code
    self.index = index
    self.point = point
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "shareHolder")
    code = try reader.code("code")
    index = try reader.natural("index")
    point = try reader.object("point")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "code": .string(code.text),
      "index": .integer(index),
      "point": point.json,
    ]
  }
}
