package import Panel

/// What one application brings to its level's ranking.
package struct ApplicationSheets: Sendable {
  /// Pseudonym.
  package let application: String
  /// Valid sheets, at most one a reviewer, in any order. One that lacks a judged criterion does not count.
  package let sheets: [ReviewerSheet]
  /// Reviewers assigned to it who gave no valid sheet.
  package let absent: [AbsentReviewer]
  /// Committed figures for computed criteria; what is not listed is a blank.
  package let figures: [IndicatorKey: IndicatorValue]

  package init(
    application: String, sheets: [ReviewerSheet], absent: [AbsentReviewer] = [],
    figures: [IndicatorKey: IndicatorValue] = [:]
  ) {
    self.application = application
    self.sheets = sheets
    self.absent = absent
    self.figures = figures
  }
}

/// One reviewer's marks for one application.
package struct ReviewerSheet: Sendable {
  package let reviewer: String
  /// By criterion id. An absent mark is not there; it is never 0.
  package let marks: [String: MarkDecimal]

  package init(reviewer: String, marks: [String: MarkDecimal]) {
    self.reviewer = reviewer
    self.marks = marks
  }
}

/// Order of codes: by bytes, as everywhere in the protocol.
package func codePrecedes(_ left: String, _ right: String) -> Bool {
  left.utf8.lexicographicallyPrecedes(right.utf8)
}
