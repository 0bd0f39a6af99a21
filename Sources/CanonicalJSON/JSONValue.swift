/// A value of Plumbline canonical JSON, a subset of RFC 8785: objects, arrays, strings, integers and booleans.
///
/// There is exactly one text for one value (see `canonicalBytes`), so equality is equality of bytes. Swift's own
/// `String ==` is never used: it calls é and e + U+0301 equal.
package indirect enum JSONValue: Sendable {
  case object([JSONMember])
  case array([JSONValue])
  case string(String)
  case integer(Int64)
  case boolean(Bool)
}

/// A key and its value. Keys match `[a-z][A-Za-z0-9]{0,63}`.
package struct JSONMember: Sendable {
  package let key: String
  package let value: JSONValue

  package init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}

extension JSONValue: Equatable {
  package static func == (left: JSONValue, right: JSONValue) -> Bool {
    left.canonicalBytes == right.canonicalBytes
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { JSONMember($0.0, $0.1) })
  }
}

extension JSONValue: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: JSONValue...) {
    self = .array(elements)
  }
}

extension JSONValue: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) {
    self = .string(value)
  }
}

extension JSONValue: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int64) {
    self = .integer(value)
  }
}

extension JSONValue: ExpressibleByBooleanLiteral {
  package init(booleanLiteral value: Bool) {
    self = .boolean(value)
  }
}

/// What a reader of canonical JSON spends at most.
package struct JSONLimits: Sendable {
  /// Bytes of the whole text.
  package var maximumBytes: Int
  /// Objects and arrays inside one another.
  package var maximumDepth: Int

  package init(maximumBytes: Int, maximumDepth: Int = 8) {
    self.maximumBytes = maximumBytes
    self.maximumDepth = maximumDepth
  }

  /// A record of the log, or one line of a list: no more than a log entry holds.
  package static let record = JSONLimits(maximumBytes: 65_535)
  /// A bundle, a file that crosses a role.
  package static let document = JSONLimits(maximumBytes: 64 << 20)
}

extension JSONValue {
  /// The largest integer that every reader of JSON holds exactly: 2^53 − 1.
  package static let largestInteger: Int64 = 9_007_199_254_740_991

  /// True for `[a-z][A-Za-z0-9]{0,63}`.
  package static func isKey(_ bytes: some Collection<UInt8>) -> Bool {
    guard let first = bytes.first, (0x61...0x7A).contains(first), bytes.count <= 64 else { return false }
    return bytes.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: false
      }
    }
  }

  /// Signs that no text of ours may hold, since a person cannot see them: zero-width and bidirectional controls.
  package static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: true
    default: false
    }
  }

  /// All of them begin with 0xE2 or 0xEF in UTF-8, so most text is passed at one look a byte.
  static func hasInvisible(_ text: String) -> Bool {
    text.utf8.contains { $0 == 0xE2 || $0 == 0xEF } && text.unicodeScalars.contains(where: isInvisible)
  }
}
