package import ByteCoding
import CanonicalJSON
package import Panel

/// The ranking of one level from what was unsealed: the one computation that coordinator and auditor share.
package enum LevelRanking {
  /// - Parameters:
  ///   - panel: everything opened; other levels' sheets are left aside.
  ///   - decisions: orders of equals that were decided, in the order of the log.
  ///   - blob: the blob of that digest; asked for the bundles when the rubric computes from their figures.
  /// - Throws: `RuleError` when a mark or figure does not fit the rubric; `CanonicalJSONError` for a bundle that is
  ///   none; what `blob` throws.
  package static func rank(
    _ terms: LevelTerms, state: SessionState, panel: OpenedPanel, decisions: [Decision],
    blob: (Digest) throws -> [UInt8]
  ) throws -> RankingTable {
    let live = state.applications.filter { $0.value.level == terms.id && !$0.value.withdrawn }
    var figures: [Code: [IndicatorKey: IndicatorValue]] = [:]
    if terms.rubric.criteria.contains(where: { !$0.isJudged }) {
      for (code, application) in live {
        guard let bundle = application.bundle?.record.bundle else { continue }
        figures[code] = try BundleDocument(canonicalBytes: blob(bundle), limits: BundleDocument.limits).figures()
      }
    }
    let sheets = try ApplicationSheets.collect(
      panel.limited(to: terms.id, of: state), applications: live.keys.sorted(), rubric: terms.rubric, figures: figures)
    return try Ranker.rank(
      sheets, rubric: terms.rubric, rule: state.session?.record.rule ?? ScoringRule(),
      decisions: decisions.map { TieDecision(order: $0.applications.map(\.text)) })
  }
}

extension BundleDocument {
  /// The figures of the form, for computed criteria. A band is no figure: a session that computes gives them as they are.
  ///
  /// - Throws: `RuleError`.
  package func figures() throws -> [IndicatorKey: IndicatorValue] {
    var figures: [IndicatorKey: IndicatorValue] = [:]
    for field in form {
      let key = try IndicatorKey(field: field.field, year: field.year)
      switch field.state {
      case .number: figures[key] = .number(try MarkDecimal(parsing: field.value))
      case .blank: figures[key] = .state(.blank)
      case .none: figures[key] = .state(.none)
      case .notApplicable: figures[key] = .state(.notApplicable)
      case .banded, .notANumber:
        throw RuleError(
          .badNumber, zh: "申报件 \(application) 的 \(key) 不是数值，不能用于计算指标",
          en: "\(key) of application \(application) is no number; a computed criterion cannot use it")
      }
    }
    return figures
  }
}
