/// Why something was not done: what, where, and what to do, in both languages. Compared by code.
package struct RegistrarError: Error, Sendable {
  package enum Code: String, Sendable {
    /// A file or a value that cannot be used.
    case input
    /// A rule says no.
    case refused
    /// Something must be settled first.
    case unfinished
  }

  package let code: Code
  package let zh: String
  package let en: String

  package init(_ code: Code, zh: String, en: String) {
    self.code = code
    self.zh = zh
    self.en = en
  }
}

extension RegistrarError: Equatable {
  package static func == (left: RegistrarError, right: RegistrarError) -> Bool { left.code == right.code }
}

extension RegistrarError: CustomStringConvertible {
  package var description: String { "\(zh) / \(en)" }
}
