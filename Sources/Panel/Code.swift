/// An identifier: of a person, an application, a level, a criterion. Matches `[A-Za-z0-9._-]{1,64}`; compared as bytes.
package struct Code: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  /// - Returns: nil for a text that is no identifier.
  package init?(_ text: some StringProtocol) {
    guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(Code.isSign) else { return nil }
    self.text = String(text)
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2D, 0x2E, 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }

  package var description: String { text }
}

extension Code: Comparable {
  package static func < (left: Code, right: Code) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}

extension Code: ExpressibleByStringLiteral {
  package init(stringLiteral value: StaticString) {
    guard let code = Code(String(describing: value)) else { preconditionFailure("\(value) is no identifier") }
    self = code
  }
}
