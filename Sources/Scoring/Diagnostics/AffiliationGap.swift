package import Panel

/// Does a reviewer mark applications of its own side higher than the other reviewers do?
package struct AffiliationGap: Sendable {
  /// Most subsets that are enumerated.
  package static let maxSubsets = 1_000_000

  /// Mean of (own total − mean of the others' totals) over related applications, less the same over the others.
  package let gap: Fraction
  /// Chance of a gap at least so large if the related ones were any so many of the reviewer's applications, over all
  /// subsets; nil when these are more than `maxSubsets`.
  package let exactProbability: Fraction?

  /// - Parameters:
  ///   - differences: own total − mean of the others, by application the reviewer marked.
  ///   - related: positions in `differences`.
  /// - Returns: nil unless some are related and some are not.
  /// - Throws: `RuleError.overflow`.
  package init?(differences: [Fraction], related: Set<Int>) throws {
    let chosen = related.count
    guard chosen > 0, chosen < differences.count, related.allSatisfy(differences.indices.contains) else { return nil }
    var common: Int64 = 1
    for difference in differences {
      guard let next = Fraction.leastCommonMultiple(common, difference.denominator) else {
        throw RuleError(.overflow, zh: "数值过大", en: "number too large")
      }
      common = next
    }
    let values = differences.map { Int128($0.numerator) * Int128(common / $0.denominator) }
    let observed = related.reduce(Int128(0)) { $0 + values[$1] }
    let rest = values.reduce(0, +) - observed
    gap = try Fraction(
      observed * Int128(values.count - chosen) - rest * Int128(chosen),
      over: Int128(common) * Int128(chosen) * Int128(values.count - chosen))
    guard let subsets = AffiliationGap.subsets(of: values.count, choosing: chosen) else {
      exactProbability = nil
      return
    }
    // With the number of related fixed, a larger gap is a larger sum.
    let atLeast = AffiliationGap.count(values, choosing: chosen, atLeast: observed)
    exactProbability = try Fraction(Int128(atLeast), over: Int128(subsets))
  }

  private static func subsets(of count: Int, choosing chosen: Int) -> Int? {
    var result = 1
    for step in 0..<min(chosen, count - chosen) {
      result = result * (count - step) / (step + 1)
      if result > maxSubsets { return nil }
    }
    return result
  }

  private static func count(_ values: [Int128], choosing chosen: Int, atLeast bound: Int128) -> Int {
    func walk(_ next: Int, _ left: Int, _ sum: Int128) -> Int {
      if left == 0 { return sum >= bound ? 1 : 0 }
      var found = 0
      for index in next...(values.count - left) { found += walk(index + 1, left - 1, sum + values[index]) }
      return found
    }
    return walk(0, chosen, 0)
  }

  /// Holm's adjustment for testing several reviewers at once.
  package static func holm(_ probabilities: [Fraction]) throws -> [Fraction] {
    let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
    var adjusted = probabilities
    var highest = Fraction.zero
    for (step, index) in order.enumerated() {
      highest = max(highest, min(.one, try probabilities[index] * Fraction(Int64(probabilities.count - step))))
      adjusted[index] = highest
    }
    return adjusted
  }
}

extension RankedPanel {
  /// - Parameters:
  ///   - reviewer: number in the matrix.
  ///   - related: applications of its side, numbers in the matrix.
  /// - Returns: nil when the reviewer marked no related or no other application beside somebody else.
  package func affiliationGap(reviewer: Int, related: Set<Int>) throws -> AffiliationGap? {
    var differences: [Fraction] = []
    var chosen: Set<Int> = []
    for application in matrix.applications.indices {
      let rows = matrix.rowStart[application]..<matrix.rowStart[application + 1]
      guard rows.count > 1, let own = rows.first(where: { Int(matrix.rowReviewer[$0]) == reviewer }) else { continue }
      let sum = rows.reduce(Int128(0)) { $0 + Int128(totals[$1]) }
      if related.contains(application) { chosen.insert(differences.count) }
      let others = Int128(rows.count - 1)
      differences.append(
        try Fraction(
          Int128(totals[own]) * others - (sum - Int128(totals[own])), over: others * Int128(rubric.unitDenominator)))
    }
    return try AffiliationGap(differences: differences, related: chosen)
  }
}
