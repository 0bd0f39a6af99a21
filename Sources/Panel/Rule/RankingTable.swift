/// The ranking of one level: a line an application, in order of place, equal places in order of code; what is not
/// ranked comes last.
package struct RankingTable: Hashable, Sendable {
  package let lines: [RankingLine]

  package init(lines: [RankingLine]) {
    self.lines = lines
  }

  /// Groups that the ladder and the decisions left equal, in order of place, each in order of code: a decision must
  /// order them.
  package var openTies: [[String]] {
    var groups: [[String]] = []
    var place = 0
    for line in lines where line.tie.settled == .open {
      if line.place == place {
        groups[groups.count - 1].append(line.application)
      } else {
        groups.append([line.application])
        place = line.place
      }
    }
    return groups
  }
}

/// One application's place and how it came about, exact to the last digit.
package struct RankingLine: Hashable, Sendable {
  /// Pseudonym.
  package let application: String
  /// Competition rank (1, 2, 2, 4) on the exact aggregate; 0 = not ranked.
  package let rank: Int
  /// Rank after the tie ladder and the decisions: equal only inside an open tie; 0 = not ranked.
  package let place: Int
  /// Judged and computed points together, 0…100; nil = below quorum.
  package let aggregate: Fraction?
  /// The aggregate as the table shows it, half-up; empty = not ranked.
  package let shown: String
  /// The judged part: the trimmed mean.
  package let judged: Fraction?
  /// The computed part, by criterion, weighted.
  package let computed: [ComputedPoints]
  /// Counting sheets in order of reviewer code.
  package let sheets: [SheetTotal]
  /// What was dropped: one entry for totals, or one a judged criterion.
  package let trimmed: [TrimmedSheets]
  /// Assigned reviewers whose sheet does not count, in order of code.
  package let absent: [AbsentReviewer]
  package let flags: [RankingFlag]
  package let tie: TieOutcome

  package init(
    application: String, rank: Int, place: Int, aggregate: Fraction?, shown: String, judged: Fraction?,
    computed: [ComputedPoints], sheets: [SheetTotal], trimmed: [TrimmedSheets], absent: [AbsentReviewer],
    flags: [RankingFlag], tie: TieOutcome
  ) {
    self.application = application
    self.rank = rank
    self.place = place
    self.aggregate = aggregate
    self.shown = shown
    self.judged = judged
    self.computed = computed
    self.sheets = sheets
    self.trimmed = trimmed
    self.absent = absent
    self.flags = flags
    self.tie = tie
  }
}

package struct ComputedPoints: Hashable, Sendable {
  package let criterion: String
  /// Of the criterion's own maximum.
  package let points: Fraction
  /// What it adds to the aggregate.
  package let contribution: Fraction

  package init(criterion: String, points: Fraction, contribution: Fraction) {
    self.criterion = criterion
    self.points = points
    self.contribution = contribution
  }
}

package struct SheetTotal: Hashable, Sendable {
  package let reviewer: String
  package let total: Fraction

  package init(reviewer: String, total: Fraction) {
    self.reviewer = reviewer
    self.total = total
  }
}

package struct TrimmedSheets: Hashable, Sendable {
  /// Empty for totals.
  package let criterion: String
  package let low: [String]
  package let high: [String]

  package init(criterion: String, low: [String], high: [String]) {
    self.criterion = criterion
    self.low = low
    self.high = high
  }
}

package struct AbsentReviewer: Hashable, Sendable {
  package enum Reason: String, Hashable, Sendable {
    case recused
    case missing
    /// The sheet lacks a mark.
    case incomplete
    case void
  }

  package let reviewer: String
  package let reason: Reason

  package init(reviewer: String, reason: Reason) {
    self.reviewer = reviewer
    self.reason = reason
  }
}

package enum RankingFlag: String, Hashable, Sendable {
  /// 未去极值（评委不足）
  case notTrimmed = "not-trimmed"
  /// 有效评分份数不足，不予排名
  case belowQuorum = "below-quorum"
}

/// How an equal aggregate was settled.
package struct TieOutcome: Hashable, Sendable {
  package enum Settled: Hashable, Sendable {
    /// Nobody has the same aggregate.
    case notTied
    /// By this criterion of the ladder (its id).
    case criterion(String)
    case headToHead
    case decision
    /// Still equal to somebody: a decision is needed.
    case open
  }

  /// How many applications have this aggregate, this one included; 1 = not tied, 0 = not ranked.
  package let equal: Int
  package let settled: Settled

  package init(equal: Int, settled: Settled) {
    self.equal = equal
    self.settled = settled
  }
}

/// The recorded order of a group that the ladder left equal.
package struct TieDecision: Hashable, Sendable {
  /// All codes of the group, the higher place first.
  package let order: [String]

  package init(order: [String]) {
    self.order = order
  }
}
