package import CanonicalJSON
package import Panel

/// What the dealer's ceremony makes public: a `keyset` record without session, round and signers.
package struct KeysetFile: CrossingFile, Equatable {
  package static let kind = "keyset"

  package var purpose: KeyPurpose
  package var mode: KeysetMode
  package var dealer: Dealer
  package var threshold: Int64
  package var commitments: [CurvePoint]
  package var holders: [ShareHolder]

  package init(
    purpose: KeyPurpose, mode: KeysetMode, dealer: Dealer, threshold: Int64, commitments: [CurvePoint],
    holders: [ShareHolder]
  ) {
    self.purpose = purpose
    self.mode = mode
    self.dealer = dealer
    self.threshold = threshold
    self.commitments = commitments
    self.holders = holders
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "keyset")
    try Self.expectKind(&reader)
    purpose = try reader.word("purpose")
    mode = try reader.word("mode")
    dealer = try reader.object("dealer")
    threshold = try reader.natural("threshold")
    commitments = try reader.objects("commitments")
    holders = try reader.objects("holders")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "kind": .string(Self.kind),
      "purpose": .word(purpose),
      "mode": .word(mode),
      "dealer": dealer.json,
      "threshold": .integer(threshold),
      "commitments": .objects(commitments),
      "holders": .objects(holders),
    ]
  }
}
