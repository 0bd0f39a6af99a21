/// Why a step of the coordinator was not done: what, and what to do, in both languages.
package struct CoordinatorError: Error, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// A file or argument cannot be used.
    case badInput = "bad-input"
    /// A rule says no.
    case refused
    /// Cosignatures, signatures or shares of others are still to come.
    case waiting
    /// The folder is in use, or is no session folder.
    case folder
  }

  package let code: Code
  package let zh: String
  package let en: String

  package init(_ code: Code, zh: String, en: String) {
    self.code = code
    self.zh = zh
    self.en = en
  }

  package static func == (left: CoordinatorError, right: CoordinatorError) -> Bool { left.code == right.code }

  package var description: String { "\(zh) / \(en)" }
}
