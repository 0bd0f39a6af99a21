package import ByteCoding

/// A closed type: it has exactly its fields, each always present, so that re-encoding what was decoded gives the same
/// bytes. Where something may be lacking, the field is an empty array or an empty string.
package protocol CanonicalCodable: Sendable {
  /// - Throws: `CanonicalJSONError` naming the field.
  init(json: JSONValue) throws(CanonicalJSONError)
  var json: JSONValue { get }
}

extension CanonicalCodable {
  package init(canonicalBytes bytes: [UInt8], limits: JSONLimits = .record) throws(CanonicalJSONError) {
    try self.init(json: JSONValue(canonical: bytes, limits: limits))
    guard canonicalBytes == bytes else { throw CanonicalJSONError(.badValue, field: "\(Self.self)") }
  }

  package var canonicalBytes: [UInt8] { json.canonicalBytes }
}

/// Takes the fields of an object one by one; whatever is left over at `finish` is an error.
package struct ObjectReader {
  private let type: String
  private let members: [JSONMember]
  private var next = 0

  package init(_ value: JSONValue, type: String) throws(CanonicalJSONError) {
    guard case .object(let members) = value else { throw CanonicalJSONError(.wrongType, field: type) }
    self.type = type
    self.members = members
  }

  /// The value of `key`. Keys may be taken in any order.
  package mutating func value(_ key: String) throws(CanonicalJSONError) -> JSONValue {
    guard let member = members.first(where: { $0.key.utf8.elementsEqual(key.utf8) }) else {
      throw CanonicalJSONError(.missingField, field: "\(type).\(key)")
    }
    next += 1
    return member.value
  }

  /// - Throws: when the object holds a field that was not taken.
  package func finish() throws(CanonicalJSONError) {
    guard next == members.count else { throw CanonicalJSONError(.unknownField, field: type) }
  }

  package func fault(_ code: CanonicalJSONError.Code, _ key: String) -> CanonicalJSONError {
    CanonicalJSONError(code, field: "\(type).\(key)")
  }

  package mutating func string(_ key: String) throws(CanonicalJSONError) -> String {
    guard case .string(let text) = try value(key) else { throw fault(.wrongType, key) }
    return text
  }

  package mutating func integer(
    _ key: String, in range: ClosedRange<Int64> = -JSONValue.largestInteger...JSONValue.largestInteger
  ) throws(CanonicalJSONError) -> Int64 {
    guard case .integer(let number) = try value(key) else { throw fault(.wrongType, key) }
    guard range.contains(number) else { throw fault(.badValue, key) }
    return number
  }

  package mutating func boolean(_ key: String) throws(CanonicalJSONError) -> Bool {
    guard case .boolean(let truth) = try value(key) else { throw fault(.wrongType, key) }
    return truth
  }

  /// Padded standard base64.
  package mutating func bytes(_ key: String) throws(CanonicalJSONError) -> [UInt8] {
    guard let bytes = Base64.decode(try string(key)) else { throw fault(.badValue, key) }
    return bytes
  }

  /// 32 bytes as padded standard base64.
  package mutating func digest(_ key: String) throws(CanonicalJSONError) -> Digest {
    guard let digest = Digest(try bytes(key)) else { throw fault(.badValue, key) }
    return digest
  }

  package mutating func array<Element>(
    _ key: String, _ element: (JSONValue) throws(CanonicalJSONError) -> Element
  ) throws(CanonicalJSONError) -> [Element] {
    guard case .array(let values) = try value(key) else { throw fault(.wrongType, key) }
    var elements: [Element] = []
    elements.reserveCapacity(values.count)
    for value in values { elements.append(try element(value)) }
    return elements
  }

  package mutating func object<Value: CanonicalCodable>(
    _ key: String, as type: Value.Type = Value.self
  ) throws(CanonicalJSONError) -> Value {
    try Value(json: value(key))
  }

  package mutating func objects<Value: CanonicalCodable>(
    _ key: String, as type: Value.Type = Value.self
  ) throws(CanonicalJSONError) -> [Value] {
    try array(key) { value throws(CanonicalJSONError) in try Value(json: value) }
  }

  /// A word of a closed list.
  package mutating func word<Word: RawRepresentable>(
    _ key: String, as type: Word.Type = Word.self
  ) throws(CanonicalJSONError) -> Word where Word.RawValue == String {
    guard let word = Word(rawValue: try string(key)) else { throw fault(.badValue, key) }
    return word
  }
}

extension JSONValue {
  /// Binary as padded standard base64.
  package static func bytes(_ bytes: some Collection<UInt8>) -> JSONValue { .string(Base64.encode(bytes)) }

  package static func digest(_ digest: Digest) -> JSONValue { .string(Base64.encode(digest.bytes)) }

  package static func objects(_ values: some Sequence<some CanonicalCodable>) -> JSONValue {
    .array(values.map(\.json))
  }

  package static func word(_ word: some RawRepresentable<String>) -> JSONValue { .string(word.rawValue) }
}
