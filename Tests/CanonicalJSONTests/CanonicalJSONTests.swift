import Testing

@testable import CanonicalJSON

@Suite struct CanonicalReaderTests {
  @Test(arguments: [
    #"{}"#, #"[]"#, #"{"a":1,"b":[true,false,-9007199254740991],"bA":"\u0000\u001f\b\t\n\f\r\"\\/é"}"#, #""""#, "0",
    #"{"a":{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}}}"#, #""𝄞 汉字""#,
  ])
  func whatItAcceptsIsWrittenBackByteForByte(text: String) throws {
    let value = try JSONValue(canonical: Array(text.utf8))
    #expect(value.canonicalBytes == Array(text.utf8))
  }

  @Test(arguments: [
    (#"{"a":1,"a":2}"#, CanonicalJSONError.Code.keyOrder, 7), (#"{"b":1,"a":2}"#, .keyOrder, 7),
    (#"{"A":1}"#, .badKey, 2), (#"{"":1}"#, .badKey, 2), (#"{"é":1}"#, .badKey, 2), ("1.0", .trailingBytes, 1),
    ("1e0", .trailingBytes, 1), ("-0", .badInteger, 0), ("01", .badInteger, 0), ("9007199254740992", .badInteger, 0),
    ("99999999999999999999999", .badInteger, 0), ("-", .badInteger, 0), ("null", .unexpectedByte, 0),
    ("\u{FEFF}{}", .unexpectedByte, 0), (" {}", .unexpectedByte, 0), ("{} ", .trailingBytes, 2),
    ("{}\n", .trailingBytes, 2), (#""\/""#, .badEscape, 1), (#""\u0041""#, .badEscape, 1),
    (#""\u000A""#, .badEscape, 1), (#""\u000a""#, .badEscape, 1), (#""\ud800""#, .badEscape, 1),
    ("\"\n\"", .unexpectedByte, 1), (#"[1,]"#, .unexpectedByte, 3), (#"{"a":1,}"#, .unexpectedByte, 7),
    (#"{"a" :1}"#, .unexpectedByte, 4), ("[", .truncated, 1), (#""abc"#, .truncated, 4), (#""\u00"#, .truncated, 5),
    ("\"\u{200B}\"", .invisibleSign, 1), ("\"a\u{202E}\"", .invisibleSign, 1), ("tru", .truncated, 3),
    (#"{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}}}}"#, .tooDeep, 40), ("", .truncated, 0),
  ])
  func refusesWithTheOffset(text: String, code: CanonicalJSONError.Code, offset: Int) {
    #expect(throws: CanonicalJSONError(code, offset: offset)) { try JSONValue(canonical: Array(text.utf8)) }
  }

  @Test(arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] as [[UInt8]])
  func refusesMalformedUTF8(bytes: [UInt8]) {
    #expect(throws: CanonicalJSONError(.badUTF8, offset: 1)) { try JSONValue(canonical: bytes) }
  }

  @Test func refusesMoreBytesThanAllowedBeforeReading() {
    let bytes = [UInt8](repeating: 0x5B, count: 65_536)
    #expect(throws: CanonicalJSONError(.tooLong, offset: 65_535)) { try JSONValue(canonical: bytes) }
  }

  /// Every prefix and every flipped bit is refused, or is the text of another value; never a crash.
  @Test func drippedAndFlipped() throws {
    let text = Array(#"{"a":[1,-20,"x\n"],"b":{"c":true}}"#.utf8)
    for count in 0..<text.count {
      #expect(throws: CanonicalJSONError.self) { try JSONValue(canonical: Array(text[..<count])) }
    }
    for index in text.indices {
      for bit in 0..<8 {
        var flipped = text
        flipped[index] ^= 1 << bit
        if let value = try? JSONValue(canonical: flipped) { #expect(value.canonicalBytes == flipped) }
      }
    }
  }
}

@Suite struct CanonicalWriterTests {
  @Test func sortsKeysAsBytes() {
    let value: JSONValue = ["b": 1, "aB": 2, "a": [true, "x"], "ab": ["k": -5]]
    #expect(String(decoding: value.canonicalBytes, as: UTF8.self) == #"{"a":[true,"x"],"aB":2,"ab":{"k":-5},"b":1}"#)
  }

  @Test func equalityIsOfBytesNotOfCharacters() {
    #expect(JSONValue.string("\u{E9}") != JSONValue.string("e\u{301}"))
  }

  @Test func visibleTakesInvisibleSignsOut() {
    #expect(JSONValue.visible("济\u{200B}南\u{FEFF}") == .string("济南"))
  }
}

private struct Sample: CanonicalCodable, Equatable {
  var name: String
  var count: Int64
  init(name: String, count: Int64) { (self.name, self.count) = (name, count) }
  init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "sample")
    name = try reader.string("name")
    count = try reader.integer("count", in: 0...9)
    try reader.finish()
  }
  var json: JSONValue { ["name": .string(name), "count": .integer(count)] }
}

@Suite struct CanonicalCodableTests {
  @Test func roundTrip() throws {
    let sample = Sample(name: "准绳", count: 3)
    #expect(try Sample(canonicalBytes: sample.canonicalBytes) == sample)
  }

  @Test(arguments: [
    (#"{"count":1}"#, CanonicalJSONError.Code.missingField, "sample.name"),
    (#"{"count":1,"name":"a","x":1}"#, .unknownField, "sample"),
    (#"{"count":"1","name":"a"}"#, .wrongType, "sample.count"),
    (#"{"count":10,"name":"a"}"#, .badValue, "sample.count"), ("[]", .wrongType, "sample"),
  ])
  func namesTheFieldAtFault(text: String, code: CanonicalJSONError.Code, field: String) {
    #expect(throws: CanonicalJSONError(code, field: field)) { try Sample(canonicalBytes: Array(text.utf8)) }
  }
}
