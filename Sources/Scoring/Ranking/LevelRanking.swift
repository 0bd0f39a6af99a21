package import Panel

/// The ranking of one level from what was unsealed: the one computation that coordinator and auditor share.
package enum LevelRanking {
  /// - Parameters:
  ///   - applications: live applications of the level.
  ///   - figures: committed figures by application, for computed criteria.
  ///   - decisions: orders of equals that were decided, in the order of the log.
  /// - Throws: `RuleError` when a mark or figure does not fit the rubric.
  package static func rank(
    _ terms: LevelTerms, rule: ScoringRule, applications: some Sequence<Code>, panel: OpenedPanel,
    figures: [Code: [IndicatorKey: IndicatorValue]], decisions: [Decision]
  ) throws -> RankingTable {
    var sheets: [Code: [ReviewerSheet]] = [:]
    for opened in panel.sheets {
      var marks: [String: MarkDecimal] = [:]
      for mark in opened.sheet.marks {
        marks[mark.criterion] = try MarkDecimal(units: mark.mark, decimals: terms.rubric.markDecimals)
      }
      sheets[opened.application, default: []].append(ReviewerSheet(reviewer: opened.reviewer.text, marks: marks))
    }
    let void = Set(panel.voids.map { SessionState.Pair(application: $0.application, reviewer: $0.reviewer) })
    var absent: [Code: [AbsentReviewer]] = [:]
    for line in panel.absent {
      let pair = SessionState.Pair(application: line.application, reviewer: line.reviewer)
      let reason: AbsentReviewer.Reason =
        switch line.state {
        case .recused: .recused
        case .sheet: void.contains(pair) ? .void : .missing
        case .none: .missing
        }
      absent[line.application, default: []].append(AbsentReviewer(reviewer: line.reviewer.text, reason: reason))
    }
    let level = applications.sorted().map { code in
      ApplicationSheets(
        application: code.text, sheets: sheets[code] ?? [], absent: absent[code] ?? [], figures: figures[code] ?? [:])
    }
    return try Ranker.rank(
      level, rubric: terms.rubric, rule: rule,
      decisions: decisions.map { TieDecision(order: $0.applications.map(\.text)) })
  }
}
