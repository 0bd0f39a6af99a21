/// One committed figure of an application: a field of its form in one year's column. Written `A5-07/2023`.
package struct IndicatorKey: Hashable, Sendable, CustomStringConvertible {
  /// The field's identifier in the programme's form, for example `A5-07`, or of a row within it: printable ASCII
  /// without `/`, 1…32 bytes.
  package let field: String
  package let year: Int

  /// - Throws: `RuleError.badIdentifier`.
  package init(field: String, year: Int) throws {
    guard (1...32).contains(field.utf8.count), field.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x2F }),
      (1900...2999).contains(year)
    else {
      throw RuleError(
        .badIdentifier, zh: "数据项“\(field.prefix(40))/\(year)”有误，应写成 A5-07/2023 的形式",
        en: "bad indicator \"\(field.prefix(40))/\(year)\"; write it like A5-07/2023")
    }
    self.field = field
    self.year = year
  }

  /// - Throws: `RuleError.badIdentifier`.
  package init(parsing text: String) throws {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 4, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let year = Int(parts[1])
    else {
      throw RuleError(
        .badIdentifier, zh: "数据项“\(text.prefix(48))”有误，应写成 A5-07/2023 的形式",
        en: "bad indicator \"\(text.prefix(48))\"; write it like A5-07/2023")
    }
    try self.init(field: String(parts[0]), year: year)
  }

  package var description: String { "\(field)/\(year)" }
}

/// What stands in a field. A blank is not 0, and neither is 无.
package enum IndicatorValue: Hashable, Sendable {
  case number(MarkDecimal)
  case state(IndicatorState)
}

/// The four ways of having no number.
package enum IndicatorState: String, CaseIterable, Hashable, Sendable {
  /// Nothing was written.
  case blank
  /// 无 or —
  case none
  /// 不适用
  case notApplicable = "not-applicable"
  /// 尚未公布
  case notYetPublished = "not-yet-published"
}

/// What a field without a number does to a computed criterion, stated before the season.
package enum StateEffect: Hashable, Sendable {
  /// The criterion gives these points, whatever its other inputs say.
  case points(MarkDecimal)
  /// The formula goes on as if this number stood there.
  case value(MarkDecimal)
}

/// The effect of each state; every one is stated.
package struct StateEffects: Hashable, Sendable {
  package let blank: StateEffect
  package let none: StateEffect
  package let notApplicable: StateEffect
  package let notYetPublished: StateEffect

  package init(blank: StateEffect, none: StateEffect, notApplicable: StateEffect, notYetPublished: StateEffect) {
    self.blank = blank
    self.none = none
    self.notApplicable = notApplicable
    self.notYetPublished = notYetPublished
  }

  package subscript(_ state: IndicatorState) -> StateEffect {
    switch state {
    case .blank: blank
    case .none: none
    case .notApplicable: notApplicable
    case .notYetPublished: notYetPublished
    }
  }
}

/// Whether the points of a formula are taken exactly or as a pocket calculator and a published table would have them.
package enum PointsRounding: Hashable, Sendable {
  case exact
  /// Rounded half away from zero (四舍五入) to so many places before they are weighted.
  case decimals(Int)
}

/// How a computed criterion turns committed figures into points. It is data, frozen with the rubric, and its
/// denominators are known before any figure is: that keeps the ranking exact (see `Rubric`). Figures are read to
/// `maxDecimals` places, finer ones rounded half away from zero.
package enum Formula: Hashable, Sendable {
  /// Points an item, summed over the fields and cut at a cap: min(cap, Σ points·count), not below 0.
  case perItem(items: [PointsPerItem], cap: MarkDecimal)
  /// The line through (base, points at base) and (target, points at target), held flat beyond both ends
  /// (功效系数法). A base above the target means that less is better.
  case line(IndicatorKey, PointsLine)
  /// Points by competition rank among the session's applications of the level: first − step·(rank − 1), not below 0.
  case rank(IndicatorKey, order: IndicatorOrder, first: MarkDecimal, step: MarkDecimal)
  /// The line of `line`, on this year's change against last year's figure.
  case change(current: IndicatorKey, previous: IndicatorKey, measure: ChangeMeasure, PointsLine)
}

package struct PointsPerItem: Hashable, Sendable {
  package let indicator: IndicatorKey
  package let points: MarkDecimal

  package init(indicator: IndicatorKey, points: MarkDecimal) {
    self.indicator = indicator
    self.points = points
  }
}

package struct PointsLine: Hashable, Sendable {
  package let base: MarkDecimal
  package let target: MarkDecimal
  package let pointsAtBase: MarkDecimal
  package let pointsAtTarget: MarkDecimal

  package init(base: MarkDecimal, target: MarkDecimal, pointsAtBase: MarkDecimal, pointsAtTarget: MarkDecimal) {
    self.base = base
    self.target = target
    self.pointsAtBase = pointsAtBase
    self.pointsAtTarget = pointsAtTarget
  }
}

package enum IndicatorOrder: String, Hashable, Sendable {
  case higherFirst = "higher-first"
  case lowerFirst = "lower-first"
}

package enum ChangeMeasure: Hashable, Sendable {
  /// current − previous, in the field's own unit (percentage points for a share).
  case difference
  /// (current − previous) / |previous|, in per cent, rounded half away from zero to `decimals` places as official
  /// growth figures are; without a previous figure other than 0 the growth is a `notApplicable` input.
  case percent(decimals: Int)
}
