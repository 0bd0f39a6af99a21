/// What is marked, how heavy it is, and in which steps. Frozen in the `session` record.
///
/// A session holds one rubric a level (`[Level: Rubric]`).
package struct Rubric: Hashable, Sendable {
  package static let maxCriteria = 64
  package static let maxCommentBytes = 16_384
  /// Every total is a whole number of 1 / `unitDenominator`; this bound leaves room for 1,000 sheets of 100
  /// points in 64 bits (`ScoringRule.maxSheets`), and for cross-multiplication in 128.
  package static let maxUnitDenominator: Int64 = 10_000_000_000_000

  /// `[a-z][A-Za-z0-9]{0,31}`
  package let id: String
  /// In the order that breaks equal weights in the tie ladder.
  package let criteria: [Criterion]
  /// Decimals a mark may have: 0, 1 or 2.
  package let markDecimals: Int
  /// Longest comment, in UTF-8 bytes.
  package let commentBytes: Int
  /// A total, judged or computed, is a whole number of 1 / this points.
  package let unitDenominator: Int64

  /// - Throws: `RuleError.badRubric`, `.badIdentifier` or `.badFormula`.
  package init(id: String, criteria: [Criterion], markDecimals: Int = 0, commentBytes: Int = 2_000) throws {
    try Criterion.checkIdentifier(id)
    guard (1...Rubric.maxCriteria).contains(criteria.count), Set(criteria.map(\.id)).count == criteria.count else {
      throw RuleError(
        .badRubric, zh: "评分表\(id)应有1至64个编号各不相同的指标", en: "rubric \(id) must have 1 to 64 criteria with distinct ids")
    }
    let sum = criteria.reduce(0) { $0 + $1.weight }
    guard sum == Criterion.weightSum else {
      throw RuleError(
        .badRubric, zh: "评分表\(id)的权重之和为\(sum)，应为10000（万分之几）",
        en: "rubric \(id): the weights sum to \(sum), they must sum to 10000 (parts of 10000)")
    }
    guard (0...2).contains(markDecimals) else {
      throw RuleError(.badRubric, zh: "评分小数位数应为0、1或2", en: "marks have 0, 1 or 2 decimals")
    }
    guard (0...Rubric.maxCommentBytes).contains(commentBytes) else {
      throw RuleError(
        .badRubric, zh: "评语长度上限应为0至\(Rubric.maxCommentBytes)字节",
        en: "the comment limit must be 0 to \(Rubric.maxCommentBytes) bytes")
    }
    self.id = id
    self.criteria = criteria
    self.markDecimals = markDecimals
    self.commentBytes = commentBytes
    unitDenominator = try Rubric.commonDenominator(criteria, markDecimals: markDecimals, id: id)
  }

  /// The least number of which every criterion's contribution to a total is a whole number of parts.
  private static func commonDenominator(_ criteria: [Criterion], markDecimals: Int, id: String) throws -> Int64 {
    var common = Int64(Criterion.weightSum) * Fraction.powerOfTen(markDecimals)
    for criterion in criteria {
      let unit: Int64
      switch criterion.kind {
      case .judged: unit = Fraction.powerOfTen(markDecimals)
      case .computed(let formula, _, let rounding):
        switch rounding {
        case .exact: unit = try formula.unitDenominator()
        case .decimals(let decimals): unit = Fraction.powerOfTen(decimals)
        }
      }
      // weight / 10,000 · 100 / maximum · (1 / unit)
      let step = try Fraction(
        Int128(criterion.weight) * 100, over: Int128(Criterion.weightSum) * Int128(criterion.maximum) * Int128(unit))
      guard let next = Fraction.leastCommonMultiple(common, step.denominator), next <= maxUnitDenominator else {
        throw RuleError(
          .badRubric,
          zh: "评分表\(id)的满分与公式组合后分母过大，无法保证精确排序；请让满分、基准值与目标值之差取整，或为公式规定得分的小数位数",
          en: """
            rubric \(id): maxima and formulas together need too fine a unit to rank exactly; choose rounder maxima and \
            differences between base and target, or state decimals for the formulas' points
            """)
      }
      common = next
    }
    return common
  }

  /// Positions in `criteria` of what reviewers mark, in rubric order.
  package var judgedIndices: [Int] { criteria.indices.filter { criteria[$0].isJudged } }
  package var judgedCriteria: [Criterion] { criteria.filter(\.isJudged) }
  package var hasJudged: Bool { criteria.contains(where: \.isJudged) }

  /// Whole units of 1 / `unitDenominator` points that one mark unit (10^-`markDecimals`) of a criterion is worth.
  package func unitsPerMarkUnit(_ criterion: Criterion) -> Int64 {
    unitDenominator / Fraction.powerOfTen(markDecimals) / Int64(Criterion.weightSum) * Int64(criterion.weight) * 100
      / Int64(criterion.maximum)
  }

  /// Checks one mark against the rubric.
  /// - Returns: the mark in units of 10^-`markDecimals`.
  /// - Throws: `RuleError.badMark` when it is below 0, above the maximum or too fine.
  package func markUnits(_ mark: MarkDecimal, for criterion: Criterion) throws -> Int32 {
    guard let units = mark.scaled(toDecimals: markDecimals) else {
      throw RuleError(
        .badMark, zh: "指标\(criterion.id)的评分\(mark)小数多于\(markDecimals)位",
        en: "criterion \(criterion.id): mark \(mark) has more than \(markDecimals) decimals")
    }
    guard units >= 0, units <= Int64(criterion.maximum) * Fraction.powerOfTen(markDecimals) else {
      throw RuleError(
        .badMark, zh: "指标\(criterion.id)的评分\(mark)不在0至\(criterion.maximum)之间",
        en: "criterion \(criterion.id): mark \(mark) is not between 0 and \(criterion.maximum)")
    }
    return Int32(units)
  }
}
