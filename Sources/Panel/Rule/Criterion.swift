import CanonicalJSON

/// A text in both languages of the programme.
package struct BilingualText: Hashable, Sendable {
  package let zh: String
  package let en: String

  package init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }
}

/// One line of the rubric.
///
/// A criterion contributes weight / 10,000 × 100 × points / maximum to an application's total, so totals run from 0 to
/// 100 whatever the maxima are.
package struct Criterion: Hashable, Sendable {
  /// All weights of a rubric sum to this.
  package static let weightSum = 10_000
  package static let maxMaximum = 1_000
  package static let maxTitleBytes = 300

  package enum Kind: Hashable, Sendable {
    /// Reviewers mark it from 0 to the maximum. `objective`: the facts leave no room, so differing marks are a finding.
    case judged(objective: Bool)
    /// A frozen formula over committed figures; the same for every reviewer, added after trimming.
    case computed(Formula, effects: StateEffects, rounding: PointsRounding)
  }

  /// `[a-z][A-Za-z0-9]{0,31}`: it can stand as a key in canonical JSON.
  package let id: String
  package let title: BilingualText
  /// Parts of 10,000.
  package let weight: Int
  /// Highest mark, or highest points of a formula; in points, 1…1,000.
  package let maximum: Int
  package let kind: Kind

  /// - Throws: `RuleError.badIdentifier`, `.badRubric` or `.badFormula`.
  package init(id: String, title: BilingualText, weight: Int, maximum: Int = 100, kind: Kind) throws {
    try Criterion.checkIdentifier(id)
    guard (1...Criterion.weightSum).contains(weight) else {
      throw RuleError(
        .badRubric, zh: "指标\(id)的权重应为1至10000（万分之几）", en: "criterion \(id): the weight must be 1 to 10000 parts of 10000"
      )
    }
    guard (1...Criterion.maxMaximum).contains(maximum) else {
      throw RuleError(.badRubric, zh: "指标\(id)的满分应为1至1000", en: "criterion \(id): the maximum must be 1 to 1000")
    }
    guard title.zh.utf8.count <= Criterion.maxTitleBytes, title.en.utf8.count <= Criterion.maxTitleBytes,
      !(title.zh + title.en).unicodeScalars.contains(where: JSONValue.isInvisible)
    else {
      throw RuleError(
        .badRubric, zh: "指标\(id)的名称过长或含有不可见字符", en: "criterion \(id): the title is too long or holds invisible signs")
    }
    self.id = id
    self.title = title
    self.weight = weight
    self.maximum = maximum
    self.kind = kind
    if case .computed(let formula, let effects, let rounding) = kind {
      if case .decimals(let decimals) = rounding, !(0...Formula.maxDecimals).contains(decimals) {
        throw RuleError(
          .badFormula, zh: "指标\(id)：得分的小数应为0至4位", en: "criterion \(id): points have 0 to 4 decimals")
      }
      try formula.validate(criterion: id, maximum: maximum, effects: effects)
    }
  }

  package var isJudged: Bool {
    if case .judged = kind { true } else { false }
  }

  package var isObjective: Bool {
    if case .judged(let objective) = kind { objective } else { false }
  }

  /// - Throws: `RuleError.badIdentifier` unless the text is `[a-z][A-Za-z0-9]{0,31}`.
  static func checkIdentifier(_ id: String) throws {
    guard id.utf8.count <= 32, JSONValue.isKey(id.utf8) else {
      throw RuleError(
        .badIdentifier, zh: "编号“\(id.prefix(40))”应以小写字母开头，只含字母和数字，至多32个字符",
        en: "id \"\(id.prefix(40))\" must begin with a-z and hold 1 to 32 letters and digits")
    }
  }
}

extension Formula {
  /// Decimals a formula's own numbers and the figures it reads may have.
  package static let maxDecimals = 4
  package static let maxItems = 16

  /// What the points of this formula are fractions of: every result is a whole number of 1 / this.
  /// - Throws: `RuleError.overflow`.
  package func unitDenominator() throws -> Int64 {
    let figure = Fraction.powerOfTen(Formula.maxDecimals)
    switch self {
    case .perItem(let items, _):
      return figure * Fraction.powerOfTen(items.map(\.points.decimals).max() ?? 0)
    case .rank:
      return figure
    case .line(_, let line), .change(_, _, _, let line):
      let span = try line.target.fraction - line.base.fraction
      let perUnit = try (line.pointsAtTarget.fraction - line.pointsAtBase.fraction) / span
      guard let value = Fraction.leastCommonMultiple(perUnit.denominator, figure),
        let product = Fraction.leastCommonMultiple(
          value, try (perUnit * Fraction(1, over: Int128(figure))).denominator)
      else { throw RuleError(.overflow, zh: "公式的分母过大", en: "the formula's denominator is too large") }
      return product
    }
  }

  func validate(criterion: String, maximum: Int, effects: StateEffects) throws {
    func refuse(_ zh: String, _ en: String) -> RuleError {
      RuleError(.badFormula, zh: "指标\(criterion)：\(zh)", en: "criterion \(criterion): \(en)")
    }
    let highest = MarkDecimal(Int32(maximum))
    func points(_ value: MarkDecimal) throws {
      guard value.decimals <= Formula.maxDecimals, value >= .zero, value <= highest else {
        throw refuse("得分应在0至\(maximum)之间，小数至多4位", "points must be 0 to \(maximum) with at most 4 decimals")
      }
    }
    func figure(_ value: MarkDecimal) throws {
      guard value.decimals <= Formula.maxDecimals else { throw refuse("数值的小数至多4位", "at most 4 decimals") }
    }
    func line(_ line: PointsLine) throws {
      try figure(line.base)
      try figure(line.target)
      try points(line.pointsAtBase)
      try points(line.pointsAtTarget)
      guard line.base != line.target else { throw refuse("基准值与目标值相同", "base and target are equal") }
    }
    for state in IndicatorState.allCases {
      switch effects[state] {
      case .points(let value): try points(value)
      case .value(let value): try figure(value)
      }
    }
    switch self {
    case .perItem(let items, let cap):
      guard (1...Formula.maxItems).contains(items.count) else { throw refuse("字段应为1至16个", "1 to 16 fields") }
      for item in items { try points(item.points) }
      try points(cap)
    case .line(_, let points):
      try line(points)
    case .rank(_, _, let first, let step):
      try points(first)
      try points(step)
    case .change(_, _, let measure, let points):
      if case .percent(let decimals) = measure, !(0...Formula.maxDecimals).contains(decimals) {
        throw refuse("增速的小数应为0至4位", "growth has 0 to 4 decimals")
      }
      try line(points)
    }
  }

  /// Every figure the formula reads.
  package var indicators: [IndicatorKey] {
    switch self {
    case .perItem(let items, _): items.map(\.indicator)
    case .line(let key, _): [key]
    case .rank(let key, _, _, _): [key]
    case .change(let current, let previous, _, _): [current, previous]
    }
  }
}
