package import Panel

/// Every application's aggregate as an exact fraction with one common unit: `numerator` / (`kept` · unitDenominator).
///
/// Computed points are in the numerator already. `kept` 0 = not ranked.
package struct Aggregates: Sendable {
  package var numerator: [Int64]
  package var kept: [Int32]
  /// Of the rubric.
  package let unitDenominator: Int64

  /// - Parameter computed: units of 1 / unitDenominator by application; empty = none.
  package init(_ matrix: MarkMatrix, totals: [Int64], computed: [Int64], rubric: Rubric, rule: ScoringRule) {
    guard rubric.hasJudged else {
      self.init(
        numerator: computed, kept: [Int32](repeating: 1, count: matrix.applicationCount),
        unitDenominator: rubric.unitDenominator)
      return
    }
    switch rule.basis {
    case .totals:
      self.init(
        sums: TrimmedSums(totals, rowStart: matrix.rowStart, rule: rule), unitDenominator: rubric.unitDenominator)
      add(computed)
    case .perCriterion:
      self.init(perCriterion: matrix, computed: computed, rubric: rubric, rule: rule)
    }
  }

  /// Extremes dropped from each judged criterion's marks, whatever the rule's basis.
  init(perCriterion matrix: MarkMatrix, computed: [Int64], rubric: Rubric, rule: ScoringRule) {
    unitDenominator = rubric.unitDenominator
    numerator = [Int64](repeating: 0, count: matrix.applicationCount)
    kept = [Int32](repeating: 0, count: matrix.applicationCount)
    for (index, criterion) in rubric.judgedCriteria.enumerated() {
      let sums = TrimmedSums(matrix.column(index), rowStart: matrix.rowStart, rule: rule)
      let units = rubric.unitsPerMarkUnit(criterion)
      for application in numerator.indices { numerator[application] &+= units &* sums.sum[application] }
      kept = sums.kept
    }
    add(computed)
  }

  /// Adds computed points, in units of 1 / unitDenominator.
  mutating func add(_ computed: [Int64]) {
    for application in computed.indices { numerator[application] &+= Int64(kept[application]) &* computed[application] }
  }

  init(numerator: [Int64], kept: [Int32], unitDenominator: Int64) {
    self.numerator = numerator
    self.kept = kept
    self.unitDenominator = unitDenominator
  }

  init(sums: TrimmedSums, unitDenominator: Int64) {
    self.init(numerator: sums.sum, kept: sums.kept, unitDenominator: unitDenominator)
  }

  package func isRanked(_ application: Int) -> Bool { kept[application] > 0 }

  /// True when a's aggregate is higher: cross-multiplied, exact.
  package func isHigher(_ a: Int, than b: Int) -> Bool {
    Int128(numerator[a]) * Int128(kept[b]) > Int128(numerator[b]) * Int128(kept[a])
  }

  package func isEqual(_ a: Int, _ b: Int) -> Bool {
    Int128(numerator[a]) * Int128(kept[b]) == Int128(numerator[b]) * Int128(kept[a])
  }

  /// - Returns: nil when not ranked.
  package func fraction(_ application: Int) throws -> Fraction? {
    guard isRanked(application) else { return nil }
    return try Fraction(
      Int128(numerator[application]), over: Int128(kept[application]) * Int128(unitDenominator))
  }

  /// The exact fraction as files hold it; empty when not ranked.
  package func text(_ application: Int) -> String {
    (try? fraction(application))?.description ?? ""
  }
}
