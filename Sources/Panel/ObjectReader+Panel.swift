package import ByteCoding
package import CanonicalJSON

extension ObjectReader {
  package mutating func code(_ key: String) throws(CanonicalJSONError) -> Code {
    guard let code = Code(try string(key)) else { throw fault(.badValue, key) }
    return code
  }

  package mutating func codes(_ key: String) throws(CanonicalJSONError) -> [Code] {
    let fault = fault(.badValue, key)
    return try array(key) { value throws(CanonicalJSONError) in
      guard case .string(let text) = value, let code = Code(text) else { throw fault }
      return code
    }
  }

  package mutating func strings(_ key: String) throws(CanonicalJSONError) -> [String] {
    let fault = fault(.wrongType, key)
    return try array(key) { value throws(CanonicalJSONError) in
      guard case .string(let text) = value else { throw fault }
      return text
    }
  }

  package mutating func digests(_ key: String) throws(CanonicalJSONError) -> [Digest] {
    let fault = fault(.badValue, key)
    return try array(key) { value throws(CanonicalJSONError) in
      guard case .string(let text) = value, let bytes = Base64.decode(text), let digest = Digest(bytes) else {
        throw fault
      }
      return digest
    }
  }

  /// An integer from 0.
  package mutating func natural(_ key: String) throws(CanonicalJSONError) -> Int64 {
    try integer(key, in: 0...JSONValue.largestInteger)
  }
}

extension JSONValue {
  package static func codes(_ codes: some Sequence<Code>) -> JSONValue { .array(codes.map { .string($0.text) }) }

  package static func digests(_ digests: some Sequence<Digest>) -> JSONValue { .array(digests.map(JSONValue.digest)) }
}

extension ObjectReader {
  /// Words of a closed list, each at most once.
  package mutating func words<Word: RawRepresentable & Hashable>(
    _ key: String, as type: Word.Type = Word.self
  ) throws(CanonicalJSONError) -> [Word] where Word.RawValue == String {
    let fault = fault(.badValue, key)
    let words = try array(key) { value throws(CanonicalJSONError) -> Word in
      guard case .string(let text) = value, let word = Word(rawValue: text) else { throw fault }
      return word
    }
    guard Set(words).count == words.count else { throw fault }
    return words
  }
}
