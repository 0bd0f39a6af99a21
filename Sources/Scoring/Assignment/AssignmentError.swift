/// Why no assignment exists, or what was wrong with the question.
package struct AssignmentError: Error, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    case badInput
    /// Too few reviewers may mark some applications.
    case infeasible
    /// Every application can have its reviews, but not with loads that differ by at most one.
    case unbalanced
  }

  package let code: Code
  /// `infeasible`: applications that together need more reviews than `reviewers`, the only ones who may mark them, can
  /// give with even loads and one review each (Hall's condition). `unbalanced`: reviewers whose applications cannot be given to anybody else, or who
  /// cannot take more, with the applications that bind them.
  package let applications: [String]
  package let reviewers: [String]
  package let zh: String
  package let en: String

  package init(_ code: Code, applications: [String] = [], reviewers: [String] = [], zh: String, en: String) {
    self.code = code
    self.applications = applications
    self.reviewers = reviewers
    self.zh = zh
    self.en = en
  }

  package var description: String { "\(zh) / \(en)" }

  package static func == (left: AssignmentError, right: AssignmentError) -> Bool { left.code == right.code }
}
