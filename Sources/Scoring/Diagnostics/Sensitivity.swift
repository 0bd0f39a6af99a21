import Panel

/// What the ranking would be under other rules than the frozen one. It changes nothing.
package struct SensitivityRow: Sendable {
  package enum Method: Hashable, Sendable {
    /// Totals, averaged another way.
    case totals(PanelMean)
    /// Extremes dropped from each criterion's marks, one at each end.
    case perCriterion
  }

  package let method: Method
  /// By application of the matrix; not ranked where the method gives no value.
  package let aggregates: Aggregates
  /// Competition ranks by application; 0 = none.
  package let ranks: [Int32]
  /// Applications among the first k, or level with the k-th, in order of code.
  package let inTop: [Int]
  /// Of `inTop`, those the frozen rule does not have there; and the other way round.
  package let entered: [Int]
  package let left: [Int]
}

extension RankedPanel {
  /// No trimming, 1+1, 2+2, median, Winsor 1+1, interquartile mean, and 1+1 by criterion.
  package static let sensitivityMethods: [SensitivityRow.Method] = [
    .totals(.mean), .totals(.drop(1)), .totals(.drop(2)), .totals(.median), .totals(.winsor(1)),
    .totals(.interquartile), .perCriterion,
  ]

  /// - Parameter top: places at stake.
  package func sensitivity(
    top: Int, methods: [SensitivityRow.Method] = RankedPanel.sensitivityMethods
  ) throws -> [SensitivityRow] {
    let base = Set(RankedPanel.inTop(ranks, top))
    let sorted = sortedTotals
    return try methods.map { method in
      let other = try aggregates(by: method, sorted: sorted)
      let ranks = RankOrder(other)
      let inTop = RankedPanel.inTop(ranks, top)
      return SensitivityRow(
        method: method, aggregates: other, ranks: ranks.rank,
        inTop: inTop, entered: inTop.filter { !base.contains($0) }, left: base.subtracting(inTop).sorted())
    }
  }

  private func aggregates(by method: SensitivityRow.Method, sorted: [Int64]) throws -> Aggregates {
    guard rubric.hasJudged else { return aggregates }
    switch method {
    case .totals(let mean):
      return Aggregates(mean, of: self, sorted: sorted)
    case .perCriterion:
      let other = try ScoringRule(trimFrom: min(rule.trimFrom, 3), quorum: max(rule.quorum, 3))
      return Aggregates(perCriterion: matrix, computed: computed.units, rubric: rubric, rule: other)
    }
  }

  /// Applications of competition rank 1…top, in order of code.
  package static func inTop(_ ranks: RankOrder, _ top: Int) -> [Int] {
    ranks.rank.indices.filter { ranks.rank[$0] > 0 && Int(ranks.rank[$0]) <= top }
  }
}
