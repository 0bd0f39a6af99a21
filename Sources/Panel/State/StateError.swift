/// Why a record cannot be admitted, in both languages: what, and what to do instead.
package struct StateError: Error, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The record does not belong to this phase.
    case wrongPhase = "wrong-phase"
    /// `by` is not what the table of signers asks.
    case wrongSigners = "wrong-signers"
    /// It names another session, keyset, bundle … than the live one.
    case wrongReference = "wrong-reference"
    /// Something that must come first is not in the log yet.
    case missing
    /// It is there already and stands once.
    case duplicate
    /// A value against the session's terms.
    case badValue = "bad-value"
    /// `seq` or `prev` does not continue the reviewer's chain.
    case brokenChain = "broken-chain"
    /// The reviewer may not score this application.
    case notAssigned = "not-assigned"
    /// A list's blob is absent or differs from its reference.
    case badList = "bad-list"
  }

  package let code: Code
  package let zh: String
  package let en: String

  package init(_ code: Code, zh: String, en: String) {
    self.code = code
    self.zh = zh
    self.en = en
  }

  package static func == (left: StateError, right: StateError) -> Bool { left.code == right.code }

  package var description: String { "\(zh) / \(en)" }
}
