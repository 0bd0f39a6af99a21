package import CanonicalJSON

extension ScoringRule: CanonicalCodable {
  package init(json: JSONValue) throws(CanonicalJSONError) {
    self = try CanonicalJSONError.naming("rule") { try ScoringRule(reading: json) }
  }

  /// The same as `init(json:)`, with the full reason.
  /// - Throws: `CanonicalJSONError` for the shape, `RuleError` for the sense.
  package init(reading json: JSONValue) throws {
    var reader = try ObjectReader(json, type: "rule")
    let ladder = try reader.array("ladder") { step throws(CanonicalJSONError) in
      guard case .string(let word) = step, let step = LadderStep(rawValue: word) else {
        throw CanonicalJSONError(.badValue, field: "rule.ladder")
      }
      return step
    }
    try self.init(
      version: Int(reader.integer("version")), trimLow: Int(reader.integer("trimLow")),
      trimHigh: Int(reader.integer("trimHigh")), trimFrom: Int(reader.integer("trimFrom")),
      quorum: Int(reader.integer("quorum")), basis: reader.word("basis"), ladder: ladder,
      onVoid: reader.word("onVoid"), shortfall: reader.word("shortfall"),
      displayDecimals: Int(reader.integer("displayDecimals")))
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "basis": .word(basis),
      "displayDecimals": .integer(Int64(displayDecimals)),
      "ladder": .array(ladder.map { .word($0) }),
      "onVoid": .word(onVoid),
      "quorum": .integer(Int64(quorum)),
      "shortfall": .word(shortfall),
      "trimFrom": .integer(Int64(trimFrom)),
      "trimHigh": .integer(Int64(trimHigh)),
      "trimLow": .integer(Int64(trimLow)),
      "version": .integer(Int64(version)),
    ]
  }
}
