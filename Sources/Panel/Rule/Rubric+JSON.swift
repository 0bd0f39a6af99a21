package import CanonicalJSON

extension Rubric: CanonicalCodable {
  package init(json: JSONValue) throws(CanonicalJSONError) {
    self = try CanonicalJSONError.naming("rubric") { try Rubric(reading: json) }
  }

  /// The same as `init(json:)`, with the full reason.
  /// - Throws: `CanonicalJSONError` for the shape, `RuleError` for the sense.
  package init(reading json: JSONValue) throws {
    var reader = try ObjectReader(json, type: "rubric")
    let criteria = try reader.value("criteria")
    guard case .array(let elements) = criteria else { throw reader.fault(.wrongType, "criteria") }
    guard elements.count <= Rubric.maxCriteria else { throw reader.fault(.badValue, "criteria") }
    try self.init(
      id: reader.string("id"), criteria: elements.map { try Criterion(reading: $0) },
      markDecimals: Int(reader.integer("markDecimals")), commentBytes: Int(reader.integer("commentBytes")))
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "commentBytes": .integer(Int64(commentBytes)),
      "criteria": .objects(criteria),
      "id": .string(id),
      "markDecimals": .integer(Int64(markDecimals)),
    ]
  }
}

extension Criterion: CanonicalCodable {
  package init(json: JSONValue) throws(CanonicalJSONError) {
    self = try CanonicalJSONError.naming("criterion") { try Criterion(reading: json) }
  }

  /// - Throws: `CanonicalJSONError` for the shape, `RuleError` for the sense.
  package init(reading json: JSONValue) throws {
    var reader = try ObjectReader(json, type: "criterion")
    let word = try reader.string("kind")
    let kind: Kind
    if word == "judged" {
      kind = .judged(objective: try reader.boolean("objective"))
    } else {
      kind = .computed(
        try Formula(reading: &reader, kind: word), effects: try StateEffects(reading: reader.value("effects")),
        rounding: try PointsRounding(word: reader.string("rounding")))
    }
    try self.init(
      id: reader.string("id"), title: BilingualText(zh: reader.string("titleZh"), en: reader.string("titleEn")),
      weight: Int(reader.integer("weight")), maximum: Int(reader.integer("maximum")), kind: kind)
    try reader.finish()
  }

  package var json: JSONValue {
    var members = [
      JSONMember("id", .string(id)),
      JSONMember("maximum", .integer(Int64(maximum))),
      JSONMember("titleEn", .string(title.en)),
      JSONMember("titleZh", .string(title.zh)),
      JSONMember("weight", .integer(Int64(weight))),
    ]
    switch kind {
    case .judged(let objective):
      members.append(JSONMember("kind", "judged"))
      members.append(JSONMember("objective", .boolean(objective)))
    case .computed(let formula, let effects, let rounding):
      members.append(contentsOf: formula.members)
      members.append(JSONMember("effects", effects.json))
      members.append(JSONMember("rounding", .string(rounding.word)))
    }
    return .object(members)
  }
}

extension Formula {
  fileprivate init(reading reader: inout ObjectReader, kind: String) throws {
    switch kind {
    case "points-per-item":
      guard case .array(let items) = try reader.value("items") else { throw reader.fault(.wrongType, "items") }
      self = .perItem(
        items: try items.map { item in
          var item = try ObjectReader(item, type: "item")
          let value = PointsPerItem(
            indicator: try IndicatorKey(parsing: item.string("indicator")),
            points: try MarkDecimal(canonical: item.string("points")))
          try item.finish()
          return value
        }, cap: try MarkDecimal(canonical: reader.string("cap")))
    case "line":
      self = .line(try IndicatorKey(parsing: reader.string("indicator")), try PointsLine(reading: &reader))
    case "rank":
      self = .rank(
        try IndicatorKey(parsing: reader.string("indicator")), order: try reader.word("order"),
        first: try MarkDecimal(canonical: reader.string("first")),
        step: try MarkDecimal(canonical: reader.string("step")))
    case "change":
      self = .change(
        current: try IndicatorKey(parsing: reader.string("current")),
        previous: try IndicatorKey(parsing: reader.string("previous")),
        measure: try ChangeMeasure(word: reader.string("measure")), try PointsLine(reading: &reader))
    default:
      throw reader.fault(.badValue, "kind")
    }
  }

  fileprivate var members: [JSONMember] {
    switch self {
    case .perItem(let items, let cap):
      let list = items.map { item -> JSONValue in
        ["indicator": .string(item.indicator.description), "points": .string(item.points.description)]
      }
      return [
        JSONMember("kind", "points-per-item"), JSONMember("items", .array(list)),
        JSONMember("cap", .string(cap.description)),
      ]
    case .line(let key, let line):
      return [JSONMember("kind", "line"), JSONMember("indicator", .string(key.description))] + line.members
    case .rank(let key, let order, let first, let step):
      return [
        JSONMember("kind", "rank"), JSONMember("indicator", .string(key.description)),
        JSONMember("order", .word(order)), JSONMember("first", .string(first.description)),
        JSONMember("step", .string(step.description)),
      ]
    case .change(let current, let previous, let measure, let line):
      return [
        JSONMember("kind", "change"), JSONMember("current", .string(current.description)),
        JSONMember("previous", .string(previous.description)), JSONMember("measure", .string(measure.word)),
      ] + line.members
    }
  }
}

extension PointsLine {
  fileprivate init(reading reader: inout ObjectReader) throws {
    self.init(
      base: try MarkDecimal(canonical: reader.string("base")),
      target: try MarkDecimal(canonical: reader.string("target")),
      pointsAtBase: try MarkDecimal(canonical: reader.string("pointsAtBase")),
      pointsAtTarget: try MarkDecimal(canonical: reader.string("pointsAtTarget")))
  }

  fileprivate var members: [JSONMember] {
    [
      JSONMember("base", .string(base.description)), JSONMember("target", .string(target.description)),
      JSONMember("pointsAtBase", .string(pointsAtBase.description)),
      JSONMember("pointsAtTarget", .string(pointsAtTarget.description)),
    ]
  }
}

extension StateEffects {
  fileprivate init(reading json: JSONValue) throws {
    var reader = try ObjectReader(json, type: "effects")
    self.init(
      blank: try StateEffect(word: reader.string("blank")), none: try StateEffect(word: reader.string("none")),
      notApplicable: try StateEffect(word: reader.string("notApplicable")),
      notYetPublished: try StateEffect(word: reader.string("notYetPublished")))
    try reader.finish()
  }

  fileprivate var json: JSONValue {
    [
      "blank": .string(blank.word), "none": .string(none.word), "notApplicable": .string(notApplicable.word),
      "notYetPublished": .string(notYetPublished.word),
    ]
  }
}

extension StateEffect {
  /// `points N` or `value N`
  package var word: String {
    switch self {
    case .points(let value): "points \(value)"
    case .value(let value): "value \(value)"
    }
  }

  fileprivate init(word: String) throws {
    let parts = word.split(separator: " ", omittingEmptySubsequences: false)
    switch (parts.first, parts.count) {
    case ("points", 2): self = .points(try MarkDecimal(canonical: String(parts[1])))
    case ("value", 2): self = .value(try MarkDecimal(canonical: String(parts[1])))
    default:
      throw RuleError(
        .badFormula, zh: "“\(word.prefix(40))”应写成“points 0”或“value 0”的形式",
        en: "\"\(word.prefix(40))\" must be written like \"points 0\" or \"value 0\"")
    }
  }
}

extension PointsRounding {
  /// `exact`, or the number of decimals.
  package var word: String {
    switch self {
    case .exact: "exact"
    case .decimals(let decimals): "\(decimals)"
    }
  }

  fileprivate init(word: String) throws {
    switch word {
    case "exact": self = .exact
    case "0", "1", "2", "3", "4": self = .decimals(Int(word) ?? 0)
    default:
      throw RuleError(
        .badFormula, zh: "rounding应为exact或0至4", en: "\"rounding\" must be \"exact\" or \"0\" to \"4\"")
    }
  }
}

extension ChangeMeasure {
  /// `difference`, or `percent-` and the number of decimals.
  package var word: String {
    switch self {
    case .difference: "difference"
    case .percent(let decimals): "percent-\(decimals)"
    }
  }

  fileprivate init(word: String) throws {
    switch word {
    case "difference": self = .difference
    case "percent-0", "percent-1", "percent-2", "percent-3", "percent-4":
      self = .percent(decimals: Int(word.suffix(1)) ?? 0)
    default:
      throw RuleError(
        .badFormula, zh: "measure应为difference或percent-0至percent-4",
        en: "\"measure\" must be \"difference\" or \"percent-0\" to \"percent-4\"")
    }
  }
}

extension CanonicalJSONError {
  /// Runs `body`; a reason of the rules becomes a bad value of `field`.
  static func naming<Value>(_ field: String, _ body: () throws -> Value) throws(CanonicalJSONError) -> Value {
    do {
      return try body()
    } catch let error as CanonicalJSONError {
      throw error
    } catch {
      throw CanonicalJSONError(.badValue, field: "\(field): \(error)")
    }
  }
}
