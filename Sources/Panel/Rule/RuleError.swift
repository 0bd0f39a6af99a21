/// Why a rubric, a rule, a decision or a number was refused.
///
/// Compared by code only; the messages say what, where and what to do, in both languages.
package struct RuleError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    case badNumber
    case badIdentifier
    case badRubric
    case badFormula
    case badRule
    case badMark
    case badMatrix
    case decisionWithoutTie
    case overflow
  }

  package let code: Code
  package let zh: String
  package let en: String

  package init(_ code: Code, zh: String, en: String) {
    self.code = code
    self.zh = zh
    self.en = en
  }

  package var description: String { "\(zh) / \(en)" }

  package static func == (left: RuleError, right: RuleError) -> Bool { left.code == right.code }
}
