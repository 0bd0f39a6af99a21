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
    unitDenominator = rubric.unitDenominator
    let count = matrix.applicationCount
    if !rubric.hasJudged {
      numerator = computed
      kept = [Int32](repeating: 1, count: count)
      return
    }
    switch rule.basis {
    case .totals:
      let sums = TrimmedSums(totals, rowStart: matrix.rowStart, rule: rule)
      numerator = sums.sum
      kept = sums.kept
    case .perCriterion:
      numerator = [Int64](repeating: 0, count: count)
      kept = [Int32](repeating: 0, count: count)
      for (index, criterion) in rubric.judgedCriteria.enumerated() {
        let sums = TrimmedSums(matrix.column(index), rowStart: matrix.rowStart, rule: rule)
        let units = rubric.unitsPerMarkUnit(criterion)
        for application in 0..<count { numerator[application] &+= units &* sums.sum[application] }
        kept = sums.kept
      }
    }
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
}
