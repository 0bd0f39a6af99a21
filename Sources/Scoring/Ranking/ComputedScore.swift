import Panel

/// Points of the computed criteria for every application of a level.
struct ComputedScore: Sendable {
  /// By application, then by computed criterion in rubric order.
  let points: [[ComputedPoints]]
  /// By application, in units of 1 / unitDenominator; empty when nothing is computed.
  let units: [Int64]

  /// - Parameter figures: by application, in the matrix's order.
  /// - Throws: `RuleError.overflow` when a figure is absurdly large.
  init(_ figures: [[IndicatorKey: IndicatorValue]], rubric: Rubric) throws {
    var points = [[ComputedPoints]](repeating: [], count: figures.count)
    var units: [Int64] = []
    for criterion in rubric.criteria {
      guard case .computed(let formula, let effects, let rounding) = criterion.kind else { continue }
      if units.isEmpty { units = [Int64](repeating: 0, count: figures.count) }
      let raw = try FormulaRun(formula: formula, effects: effects).points(figures)
      for (application, value) in raw.enumerated() {
        let bounded = min(max(value, .zero), Fraction(Int64(criterion.maximum)))
        let final = try ComputedScore.rounded(bounded, rounding)
        let share = try Fraction(
          Int128(criterion.weight) * 100, over: Int128(Criterion.weightSum) * Int128(criterion.maximum))
        let contribution = try final * share
        let whole = try contribution * Fraction(rubric.unitDenominator)
        precondition(whole.denominator == 1, "the rubric's unit denominator is wrong")
        units[application] += whole.numerator
        points[application].append(
          ComputedPoints(criterion: criterion.id, points: final, contribution: contribution))
      }
    }
    self.points = points
    self.units = units
  }

  private static func rounded(_ value: Fraction, _ rounding: PointsRounding) throws -> Fraction {
    switch rounding {
    case .exact: value
    case .decimals(let decimals):
      try Fraction(value.roundedUnits(decimals: decimals), over: Int128(Fraction.powerOfTen(decimals)))
    }
  }
}

/// A formula on its way over all applications of a level.
private struct FormulaRun {
  let formula: Formula
  let effects: StateEffects

  private enum Input {
    case number(Fraction)
    case points(Fraction)
  }

  func points(_ figures: [[IndicatorKey: IndicatorValue]]) throws -> [Fraction] {
    switch formula {
    case .perItem(let items, let cap):
      return try figures.map { try perItem(items, cap: cap, $0) }
    case .line(let key, let line):
      return try figures.map { figures in
        switch try input(figures[key]) {
        case .points(let points): points
        case .number(let value): try line.points(at: value)
        }
      }
    case .rank(let key, let order, let first, let step):
      return try rank(figures.map { try input($0[key]) }, order: order, first: first, step: step)
    case .change(let current, let previous, let measure, let line):
      return try figures.map { figures in
        switch (try input(figures[current]), try input(figures[previous])) {
        case (.points(let points), _), (_, .points(let points)): points
        case (.number(let now), .number(let before)): try change(now, before, measure, line)
        }
      }
    }
  }

  private func input(_ value: IndicatorValue?) throws -> Input {
    switch value ?? .state(.blank) {
    case .number(let number): .number(try read(number))
    case .state(let state): try effect(state)
    }
  }

  private func effect(_ state: IndicatorState) throws -> Input {
    switch effects[state] {
    case .points(let points): .points(points.fraction)
    case .value(let value): .number(try read(value))
    }
  }

  /// Figures count to `Formula.maxDecimals` places.
  private func read(_ number: MarkDecimal) throws -> Fraction {
    guard number.decimals > Formula.maxDecimals else { return number.fraction }
    return try Fraction(
      number.fraction.roundedUnits(decimals: Formula.maxDecimals),
      over: Int128(Fraction.powerOfTen(Formula.maxDecimals))
    )
  }

  private func perItem(
    _ items: [PointsPerItem], cap: MarkDecimal, _ figures: [IndicatorKey: IndicatorValue]
  ) throws -> Fraction {
    var sum = Fraction.zero
    for item in items {
      switch try input(figures[item.indicator]) {
      case .points(let points): return points
      case .number(let count): sum = try sum + count * item.points.fraction
      }
    }
    return min(max(sum, .zero), cap.fraction)
  }

  private func change(
    _ now: Fraction, _ before: Fraction, _ measure: ChangeMeasure, _ line: PointsLine
  ) throws -> Fraction {
    switch measure {
    case .difference:
      return try line.points(at: now - before)
    case .percent(let decimals):
      guard before != .zero else {
        switch try effect(.notApplicable) {
        case .points(let points): return points
        case .number(let growth): return try line.points(at: growth)
        }
      }
      let size = before < .zero ? try Fraction.zero - before : before
      let growth = try (now - before) / size * Fraction(100)
      return try line.points(
        at: Fraction(growth.roundedUnits(decimals: decimals), over: Int128(Fraction.powerOfTen(decimals))))
    }
  }

  private func rank(
    _ inputs: [Input], order: IndicatorOrder, first: MarkDecimal, step: MarkDecimal
  ) throws -> [Fraction] {
    let numbers = inputs.compactMap { input in
      if case .number(let value) = input { value } else { nil }
    }.sorted { order == .higherFirst ? $0 > $1 : $0 < $1 }
    return try inputs.map { input in
      switch input {
      case .points(let points):
        return points
      case .number(let value):
        let ahead = FormulaRun.firstIndex(of: value, in: numbers, order: order)
        return max(.zero, try first.fraction - step.fraction * Fraction(Int64(ahead)))
      }
    }
  }

  /// Binary search: how many stand strictly before `value`.
  private static func firstIndex(of value: Fraction, in sorted: [Fraction], order: IndicatorOrder) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if order == .higherFirst ? sorted[middle] > value : sorted[middle] < value {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}

extension PointsLine {
  /// Flat beyond base and target.
  fileprivate func points(at value: Fraction) throws -> Fraction {
    let (from, to) = (base.fraction, target.fraction)
    if from < to ? value <= from : value >= from { return pointsAtBase.fraction }
    if from < to ? value >= to : value <= to { return pointsAtTarget.fraction }
    let slope = try (pointsAtTarget.fraction - pointsAtBase.fraction) / (to - from)
    return try pointsAtBase.fraction + slope * (value - from)
  }
}
