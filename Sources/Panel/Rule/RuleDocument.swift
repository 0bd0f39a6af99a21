package import CanonicalJSON

/// The rule file of `plumbline-auditor rank`: everything that turns one level's marks into a ranking.
package struct RuleDocument: CanonicalCodable, Equatable {
  package static let format = "plumbline-rule-1"
  package static let maxSeats = 1_000_000
  package static let limits = JSONLimits(maximumBytes: 1 << 20)

  package let rule: ScoringRule
  package let rubric: Rubric
  /// Places at stake: where the cut is drawn. 0 = none.
  package let seats: Int

  /// - Throws: `RuleError.badRule`.
  package init(rule: ScoringRule, rubric: Rubric, seats: Int) throws {
    guard (0...RuleDocument.maxSeats).contains(seats) else {
      throw RuleError(.badRule, zh: "名额应为0至100万", en: "\"seats\" must be 0 to 1000000")
    }
    self.rule = rule
    self.rubric = rubric
    self.seats = seats
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    self = try CanonicalJSONError.naming("ruleDocument") { try RuleDocument(reading: json) }
  }

  /// The same as `init(json:)`, with the full reason.
  /// - Throws: `CanonicalJSONError` for the shape, `RuleError` for the sense.
  package init(reading json: JSONValue) throws {
    var reader = try ObjectReader(json, type: "ruleDocument")
    guard try reader.string("format") == RuleDocument.format else { throw reader.fault(.badValue, "format") }
    try self.init(
      rule: ScoringRule(reading: reader.value("rule")), rubric: Rubric(reading: reader.value("rubric")),
      seats: Int(reader.integer("seats", in: 0...JSONValue.largestInteger)))
    try reader.finish()
  }

  /// Reads a file as a person may have written it: any order of keys, white space between signs. Everything else is as
  /// strict as canonical JSON.
  /// - Throws: `CanonicalJSONError`, `RuleError`.
  package init(fileBytes bytes: [UInt8]) throws {
    guard bytes.count <= RuleDocument.limits.maximumBytes else {
      throw CanonicalJSONError(.tooLong, offset: RuleDocument.limits.maximumBytes)
    }
    let canonical = try HandwrittenJSON.canonicalBytes(bytes)
    try self.init(reading: JSONValue(canonical: canonical, limits: RuleDocument.limits))
  }

  package var json: JSONValue {
    [
      "format": .string(RuleDocument.format), "rubric": rubric.json, "rule": rule.json,
      "seats": .integer(Int64(seats)),
    ]
  }
}

/// Puts JSON that a person wrote into canonical order without white space. It judges nothing that the canonical reader
/// judges afterwards, but a key that stands twice.
enum HandwrittenJSON {
  static func canonicalBytes(_ bytes: [UInt8]) throws(CanonicalJSONError) -> [UInt8] {
    var reader = Reader(bytes: bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.position == bytes.count else { throw CanonicalJSONError(.trailingBytes, offset: reader.position) }
    return value
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    mutating func skipSpace() {
      while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    }

    private mutating func next() throws(CanonicalJSONError) -> UInt8 {
      skipSpace()
      guard position < bytes.count else { throw CanonicalJSONError(.truncated, offset: position) }
      return bytes[position]
    }

    mutating func value(depth: Int) throws(CanonicalJSONError) -> [UInt8] {
      guard depth <= RuleDocument.limits.maximumDepth else { throw CanonicalJSONError(.tooDeep, offset: position) }
      switch try next() {
      case 0x7B: return try object(depth: depth)
      case 0x5B: return try array(depth: depth)
      case 0x22: return try string()
      default: return try word()
      }
    }

    private mutating func object(depth: Int) throws(CanonicalJSONError) -> [UInt8] {
      position += 1
      var members: [(key: [UInt8], value: [UInt8])] = []
      if try next() == 0x7D {
        position += 1
        return [0x7B, 0x7D]
      }
      while true {
        guard try next() == 0x22 else { throw CanonicalJSONError(.unexpectedByte, offset: position) }
        let start = position
        let key = try string()
        guard try next() == 0x3A else { throw CanonicalJSONError(.unexpectedByte, offset: position) }
        position += 1
        let value = try value(depth: depth + 1)
        guard !members.contains(where: { $0.key == key }) else { throw CanonicalJSONError(.keyOrder, offset: start) }
        members.append((key, value))
        if try !comma(before: 0x7D) { break }
      }
      members.sort { $0.key.lexicographicallyPrecedes($1.key) }
      let body = members.map { $0.key + [0x3A] + $0.value }.joined(separator: [0x2C])
      return [0x7B] + body + [0x7D]
    }

    private mutating func array(depth: Int) throws(CanonicalJSONError) -> [UInt8] {
      position += 1
      var elements: [[UInt8]] = []
      if try next() == 0x5D {
        position += 1
        return [0x5B, 0x5D]
      }
      repeat {
        elements.append(try value(depth: depth + 1))
      } while try comma(before: 0x5D)
      return [0x5B] + elements.joined(separator: [0x2C]) + [0x5D]
    }

    /// - Returns: false at the closing sign.
    private mutating func comma(before end: UInt8) throws(CanonicalJSONError) -> Bool {
      let sign = try next()
      guard sign == 0x2C || sign == end else { throw CanonicalJSONError(.unexpectedByte, offset: position) }
      position += 1
      return sign == 0x2C
    }

    private mutating func string() throws(CanonicalJSONError) -> [UInt8] {
      let start = position
      position += 1
      while position < bytes.count, bytes[position] != 0x22 {
        position += bytes[position] == 0x5C ? 2 : 1
      }
      guard position < bytes.count else { throw CanonicalJSONError(.truncated, offset: start) }
      position += 1
      return Array(bytes[start..<position])
    }

    /// A number or a name: up to the next sign of structure.
    private mutating func word() throws(CanonicalJSONError) -> [UInt8] {
      let start = position
      while position < bytes.count,
        ![0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x3A, 0x5B, 0x5D, 0x7B, 0x7D, 0x22].contains(bytes[position])
      {
        position += 1
      }
      guard position > start else { throw CanonicalJSONError(.unexpectedByte, offset: position) }
      return Array(bytes[start..<position])
    }
  }
}
