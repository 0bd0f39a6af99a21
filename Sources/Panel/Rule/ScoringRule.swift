/// How sheets become a ranking: the office's choice, frozen in the `session` record before the first sheet opens.
///
/// The default is 去一高一低 on reviewers' totals from five sheets on, a plain mean of three or four, and no rank below
/// three.
package struct ScoringRule: Hashable, Sendable {
  /// What the extremes are dropped from.
  package enum Basis: String, Hashable, Sendable {
    /// Whole sheets, by their totals.
    case totals
    /// Each judged criterion's marks for themselves; the sum is taken afterwards.
    case perCriterion = "per-criterion"
  }

  /// One rung of the ladder for equal aggregates.
  package enum LadderStep: String, Hashable, Sendable {
    /// The aggregate of the heaviest criterion by the same rule, then of the next heaviest, and so on.
    case heaviestCriterion = "heaviest-criterion"
    /// More of the common reviewers gave it the higher total.
    case headToHead = "head-to-head"
    /// A signed decision of the committee, or a public draw entered as one.
    case decision
  }

  /// What an admitted sheet that does not open is replaced by.
  package enum OnVoid: String, Hashable, Sendable {
    /// The same reviewer's last valid earlier sheet on the application; absent without one.
    case previousValidThenAbsent = "previous-valid-then-absent"
    case absent
  }

  /// What is done with `quorum` ≤ n < `trimFrom` sheets.
  package enum Shortfall: String, Hashable, Sendable {
    /// The mean of all, flagged.
    case mean
  }

  package static let currentVersion = 1
  /// Reviewers one application may have; bounds every sum.
  package static let maxSheets = 1_000

  package let version: Int
  package let trimLow: Int
  package let trimHigh: Int
  package let trimFrom: Int
  package let quorum: Int
  package let basis: Basis
  package let ladder: [LadderStep]
  package let onVoid: OnVoid
  package let shortfall: Shortfall
  package let displayDecimals: Int

  /// - Throws: `RuleError.badRule`.
  package init(
    version: Int = ScoringRule.currentVersion, trimLow: Int = 1, trimHigh: Int = 1, trimFrom: Int = 5, quorum: Int = 3,
    basis: Basis = .totals, ladder: [LadderStep] = [.heaviestCriterion, .headToHead, .decision],
    onVoid: OnVoid = .previousValidThenAbsent, shortfall: Shortfall = .mean, displayDecimals: Int = 2
  ) throws {
    guard version == ScoringRule.currentVersion else {
      throw RuleError(.badRule, zh: "不支持的规则版本\(version)", en: "unsupported rule version \(version)")
    }
    guard (0...100).contains(trimLow), (0...100).contains(trimHigh) else {
      throw RuleError(.badRule, zh: "去掉的最高、最低分个数应为0至100", en: "0 to 100 extremes can be dropped at each end")
    }
    guard (1...ScoringRule.maxSheets).contains(quorum), (1...ScoringRule.maxSheets).contains(trimFrom),
      trimFrom > trimLow + trimHigh
    else {
      throw RuleError(
        .badRule, zh: "开始去极值的评委人数必须大于去掉的份数之和，最低人数至少为1",
        en: "trim_from must exceed the number of dropped sheets, and quorum must be at least 1")
    }
    guard ladder.last == .decision, Set(ladder).count == ladder.count else {
      throw RuleError(
        .badRule, zh: "同分排序的最后一步必须是“决定”，且各步不得重复",
        en: "the tie ladder must end with \"decision\" and name no step twice")
    }
    guard (0...6).contains(displayDecimals) else {
      throw RuleError(.badRule, zh: "显示小数应为0至6位", en: "display has 0 to 6 decimals")
    }
    self.version = version
    self.trimLow = trimLow
    self.trimHigh = trimHigh
    self.trimFrom = trimFrom
    self.quorum = quorum
    self.basis = basis
    self.ladder = ladder
    self.onVoid = onVoid
    self.shortfall = shortfall
    self.displayDecimals = displayDecimals
  }

  /// Sheets dropped at the low and the high end among `count`.
  package func trim(of count: Int) -> (low: Int, high: Int) {
    count >= trimFrom ? (trimLow, trimHigh) : (0, 0)
  }
}
