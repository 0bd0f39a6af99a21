/// Why a text is not canonical JSON, and where.
package struct CanonicalJSONError: Error, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    case tooLong
    case tooDeep
    case truncated
    case unexpectedByte
    case badKey
    case keyOrder
    case badInteger
    case badEscape
    case badUTF8
    case invisibleSign
    case trailingBytes
    case wrongType
    case missingField
    case unknownField
    case badValue
  }

  package let code: Code
  /// Offset of the byte in the text, or -1 where the fault lies in the meaning of a field.
  package let offset: Int
  /// The field, as a path such as `session.levels`, where it is known.
  package let field: String

  package init(_ code: Code, offset: Int = -1, field: String = "") {
    self.code = code
    self.offset = offset
    self.field = field
  }

  package var description: String {
    let place = [offset >= 0 ? "byte \(offset)" : nil, field.isEmpty ? nil : "field \(field)"].compactMap { $0 }
    return "not canonical JSON (\(code.rawValue)\(place.isEmpty ? "" : " at " + place.joined(separator: ", ")))"
  }
}

extension JSONValue {
  /// Reads the one text of a value and nothing else: what this accepts, `canonicalBytes` writes back byte for byte.
  ///
  /// - Throws: `CanonicalJSONError` with the offset of the first byte at fault.
  package init(canonical bytes: [UInt8], limits: JSONLimits = .record) throws(CanonicalJSONError) {
    guard bytes.count <= limits.maximumBytes else { throw CanonicalJSONError(.tooLong, offset: limits.maximumBytes) }
    var reader = CanonicalReader(bytes: bytes, maximumDepth: limits.maximumDepth)
    self = try reader.value(depth: 0)
    guard reader.position == bytes.count else { throw CanonicalJSONError(.trailingBytes, offset: reader.position) }
  }
}

private struct CanonicalReader {
  let bytes: [UInt8]
  let maximumDepth: Int
  var position = 0

  init(bytes: [UInt8], maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  func peek() throws(CanonicalJSONError) -> UInt8 {
    guard position < bytes.count else { throw CanonicalJSONError(.truncated, offset: position) }
    return bytes[position]
  }

  mutating func expect(_ byte: UInt8) throws(CanonicalJSONError) {
    guard try peek() == byte else { throw CanonicalJSONError(.unexpectedByte, offset: position) }
    position += 1
  }

  mutating func expect(word: StaticString) throws(CanonicalJSONError) {
    for byte in String(describing: word).utf8 { try expect(byte) }
  }

  mutating func value(depth: Int) throws(CanonicalJSONError) -> JSONValue {
    switch try peek() {
    case 0x7B: return try object(depth: depth + 1)
    case 0x5B: return try array(depth: depth + 1)
    case 0x22: return .string(try string())
    case 0x2D, 0x30...0x39: return .integer(try integer())
    case 0x74:
      try expect(word: "true")
      return .boolean(true)
    case 0x66:
      try expect(word: "false")
      return .boolean(false)
    default: throw CanonicalJSONError(.unexpectedByte, offset: position)
    }
  }

  mutating func object(depth: Int) throws(CanonicalJSONError) -> JSONValue {
    guard depth <= maximumDepth else { throw CanonicalJSONError(.tooDeep, offset: position) }
    try expect(0x7B)
    var members: [JSONMember] = []
    var last: ArraySlice<UInt8> = []
    if try peek() == 0x7D {
      position += 1
      return .object([])
    }
    while true {
      let start = position
      try expect(0x22)
      let keyStart = position
      while try peek() != 0x22 { position += 1 }
      let key = bytes[keyStart..<position]
      guard JSONValue.isKey(key) else { throw CanonicalJSONError(.badKey, offset: keyStart) }
      guard members.isEmpty || last.lexicographicallyPrecedes(key) else {
        throw CanonicalJSONError(.keyOrder, offset: start)
      }
      last = key
      position += 1
      try expect(0x3A)
      members.append(JSONMember(String(decoding: key, as: UTF8.self), try value(depth: depth)))
      if try peek() == 0x7D { break }
      try expect(0x2C)
    }
    position += 1
    return .object(members)
  }

  mutating func array(depth: Int) throws(CanonicalJSONError) -> JSONValue {
    guard depth <= maximumDepth else { throw CanonicalJSONError(.tooDeep, offset: position) }
    try expect(0x5B)
    var elements: [JSONValue] = []
    if try peek() == 0x5D {
      position += 1
      return .array([])
    }
    while true {
      elements.append(try value(depth: depth))
      if try peek() == 0x5D { break }
      try expect(0x2C)
    }
    position += 1
    return .array(elements)
  }

  mutating func integer() throws(CanonicalJSONError) -> Int64 {
    let start = position
    let negative = try peek() == 0x2D
    if negative { position += 1 }
    var magnitude: Int64 = 0
    let digits = position
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
      magnitude = magnitude * 10 + Int64(bytes[position] - 0x30)
      guard magnitude <= JSONValue.largestInteger else { throw CanonicalJSONError(.badInteger, offset: start) }
      position += 1
    }
    let count = position - digits
    guard count > 0, count == 1 || bytes[digits] != 0x30, !(negative && magnitude == 0) else {
      throw CanonicalJSONError(.badInteger, offset: start)
    }
    return negative ? -magnitude : magnitude
  }

  mutating func string() throws(CanonicalJSONError) -> String {
    try expect(0x22)
    let start = position
    var unescaped: [UInt8] = []
    var plain = start
    while true {
      let byte = try peek()
      if byte == 0x22 { break }
      guard byte >= 0x20 else { throw CanonicalJSONError(.unexpectedByte, offset: position) }
      if byte == 0x5C {
        unescaped.append(contentsOf: bytes[plain..<position])
        unescaped.append(try escape())
        plain = position
      } else {
        position += 1
      }
    }
    unescaped.append(contentsOf: bytes[plain..<position])
    position += 1
    guard let text = String(validating: unescaped, as: UTF8.self) else {
      throw CanonicalJSONError(.badUTF8, offset: start)
    }
    guard !JSONValue.hasInvisible(text) else {
      throw CanonicalJSONError(.invisibleSign, offset: start)
    }
    return text
  }

  /// Only the escapes that the writer writes: RFC 8785 §3.2.2.2.
  mutating func escape() throws(CanonicalJSONError) -> UInt8 {
    let start = position
    position += 1
    let sign = try peek()
    position += 1
    switch sign {
    case 0x22, 0x5C: return sign
    case 0x62: return 0x08
    case 0x74: return 0x09
    case 0x6E: return 0x0A
    case 0x66: return 0x0C
    case 0x72: return 0x0D
    case 0x75:
      guard position + 4 <= bytes.count else { throw CanonicalJSONError(.truncated, offset: bytes.count) }
      let digits = bytes[position..<position + 4]
      position += 4
      var value: UInt32 = 0
      for digit in digits {
        switch digit {
        case 0x30...0x39: value = value << 4 | UInt32(digit - 0x30)
        case 0x61...0x66: value = value << 4 | UInt32(digit - 0x61 + 10)
        default: throw CanonicalJSONError(.badEscape, offset: start)
        }
      }
      switch value {
      case 0x08, 0x09, 0x0A, 0x0C, 0x0D, 0x20...: throw CanonicalJSONError(.badEscape, offset: start)
      default: return UInt8(value)
      }
    default: throw CanonicalJSONError(.badEscape, offset: start)
    }
  }
}
