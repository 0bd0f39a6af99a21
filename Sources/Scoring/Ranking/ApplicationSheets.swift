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

extension ApplicationSheets {
  /// The applications of one level out of what the unsealing brought to light.
  ///
  /// - Parameters:
  ///   - applications: every application of the level, also one nobody marked.
  ///   - figures: committed figures by application, where the rubric computes.
  /// - Throws: `RuleError.badNumber` on a mark that no sheet of this rubric can hold.
  package static func collect(
    _ panel: OpenedPanel, applications: [Code], rubric: Rubric,
    figures: [Code: [IndicatorKey: IndicatorValue]] = [:]
  ) throws -> [ApplicationSheets] {
    let sheets = Dictionary(grouping: panel.sheets, by: \.application)
    let absent = Dictionary(grouping: panel.absent, by: \.application)
    return try applications.map { application in
      ApplicationSheets(
        application: application.text,
        sheets: try (sheets[application] ?? []).map { opened in
          var marks: [String: MarkDecimal] = [:]
          for mark in opened.sheet.marks {
            marks[mark.criterion] = try MarkDecimal(units: mark.mark, decimals: rubric.markDecimals)
          }
          return ReviewerSheet(reviewer: opened.reviewer.text, marks: marks)
        },
        absent: (absent[application] ?? []).map { line in
          let reason: AbsentReviewer.Reason
          switch line.state {
          case .sheet: reason = .void
          case .recused: reason = .recused
          case .none: reason = .missing
          }
          return AbsentReviewer(reviewer: line.reviewer.text, reason: reason)
        }, figures: figures[application] ?? [:])
    }
  }
}

/// Order of codes: by bytes, as everywhere in the protocol.
package func codePrecedes(_ left: String, _ right: String) -> Bool {
  left.utf8.lexicographicallyPrecedes(right.utf8)
}
