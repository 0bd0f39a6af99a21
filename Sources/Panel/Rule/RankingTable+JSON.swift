package import CanonicalJSON

extension RankingTable {
  /// The ranking as the blob of a list: one application a line.
  package var canonicalLines: [UInt8] { ListBlob.encode(lines) }

  /// Reads what `canonicalLines` writes.
  package init(canonicalLines blob: [UInt8]) throws(CanonicalJSONError) {
    self.init(lines: try ListBlob.decode(blob))
  }
}

extension RankingLine: ListLine {
  package init(json: JSONValue) throws(CanonicalJSONError) {
    self = try CanonicalJSONError.naming("ranking") { try RankingLine(reading: json) }
  }

  private init(reading json: JSONValue) throws {
    var reader = try ObjectReader(json, type: "ranking")
    let aggregate = try reader.string("aggregate")
    let judged = try reader.string("judged")
    self.init(
      application: try reader.string("application"),
      rank: Int(try reader.integer("rank", in: 0...JSONValue.largestInteger)),
      place: Int(try reader.integer("place", in: 0...JSONValue.largestInteger)),
      aggregate: aggregate.isEmpty ? nil : try Fraction(canonical: aggregate), shown: try reader.string("shown"),
      judged: judged.isEmpty ? nil : try Fraction(canonical: judged), computed: try reader.objects("computed"),
      sheets: try reader.objects("sheets"), trimmed: try reader.objects("trimmed"),
      absent: try reader.objects("absent"),
      flags: try reader.array("flags") { value throws(CanonicalJSONError) in
        guard case .string(let word) = value, let flag = RankingFlag(rawValue: word) else {
          throw CanonicalJSONError(.badValue, field: "ranking.flags")
        }
        return flag
      }, tie: try reader.object("tie"))
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "absent": .objects(absent),
      "aggregate": .string(aggregate?.description ?? ""),
      "application": .string(application),
      "computed": .objects(computed),
      "flags": .array(flags.map { .word($0) }),
      "judged": .string(judged?.description ?? ""),
      "place": .integer(Int64(place)),
      "rank": .integer(Int64(rank)),
      "sheets": .objects(sheets),
      "shown": .string(shown),
      "tie": tie.json,
      "trimmed": .objects(trimmed),
    ]
  }
}

extension ComputedPoints: CanonicalCodable {
  package init(json: JSONValue) throws(CanonicalJSONError) {
    self = try CanonicalJSONError.naming("computed") {
      var reader = try ObjectReader(json, type: "computed")
      let value = ComputedPoints(
        criterion: try reader.string("criterion"), points: try Fraction(canonical: reader.string("points")),
        contribution: try Fraction(canonical: reader.string("contribution")))
      try reader.finish()
      return value
    }
  }

  package var json: JSONValue {
    [
      "contribution": .string(contribution.description), "criterion": .string(criterion),
      "points": .string(points.description),
    ]
  }
}

extension SheetTotal: CanonicalCodable {
  package init(json: JSONValue) throws(CanonicalJSONError) {
    self = try CanonicalJSONError.naming("sheets") {
      var reader = try ObjectReader(json, type: "sheets")
      let value = SheetTotal(
        reviewer: try reader.string("reviewer"), total: try Fraction(canonical: reader.string("total")))
      try reader.finish()
      return value
    }
  }

  package var json: JSONValue { ["reviewer": .string(reviewer), "total": .string(total.description)] }
}

extension TrimmedSheets: CanonicalCodable {
  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "trimmed")
    self.init(
      criterion: try reader.string("criterion"), low: try reader.array("low", TrimmedSheets.code),
      high: try reader.array("high", TrimmedSheets.code))
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "criterion": .string(criterion), "high": .array(high.map { .string($0) }),
      "low": .array(low.map { .string($0) }),
    ]
  }

  private static func code(_ json: JSONValue) throws(CanonicalJSONError) -> String {
    guard case .string(let text) = json else { throw CanonicalJSONError(.wrongType, field: "trimmed") }
    return text
  }
}

extension AbsentReviewer: CanonicalCodable {
  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "absent")
    self.init(reviewer: try reader.string("reviewer"), reason: try reader.word("reason"))
    try reader.finish()
  }

  package var json: JSONValue { ["reason": .word(reason), "reviewer": .string(reviewer)] }
}

extension TieOutcome: CanonicalCodable {
  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "tie")
    let word = try reader.string("settled")
    let criterion = try reader.string("criterion")
    let settled: Settled
    switch (word, criterion.isEmpty) {
    case ("not-tied", true): settled = .notTied
    case ("criterion", false): settled = .criterion(criterion)
    case ("head-to-head", true): settled = .headToHead
    case ("decision", true): settled = .decision
    case ("open", true): settled = .open
    default: throw reader.fault(.badValue, "settled")
    }
    self.init(equal: Int(try reader.integer("equal", in: 0...JSONValue.largestInteger)), settled: settled)
    try reader.finish()
  }

  package var json: JSONValue {
    let word: String
    var id = ""
    switch settled {
    case .notTied: word = "not-tied"
    case .criterion(let criterion): (word, id) = ("criterion", criterion)
    case .headToHead: word = "head-to-head"
    case .decision: word = "decision"
    case .open: word = "open"
    }
    return ["criterion": .string(id), "equal": .integer(Int64(equal)), "settled": .string(word)]
  }
}
