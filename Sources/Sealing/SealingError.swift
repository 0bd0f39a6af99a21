/// What is wrong with a sealed or signed thing, in both languages.
package struct SealingError: Error, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    case malformed
    case signature
    /// A commitment, nonce, share or key does not fit what was announced.
    case mismatch
    case tooLong = "too-long"
    case missing
  }

  package let code: Code
  package let zh: String
  package let en: String

  package init(_ code: Code, zh: String, en: String) {
    self.code = code
    self.zh = zh
    self.en = en
  }

  package static func == (left: SealingError, right: SealingError) -> Bool { left.code == right.code }

  package var description: String { "\(zh) / \(en)" }
}
