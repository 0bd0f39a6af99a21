package import Panel

/// The ranking of one level by the frozen rule: a pure function that coordinator and auditor both run.
package enum Ranker {
  /// - Parameters:
  ///   - panel: every application of the level, in any order.
  ///   - decisions: recorded orders of groups that the ladder leaves equal.
  /// - Throws: `RuleError` `.badMatrix`, `.badMark`, or `.decisionWithoutTie` when a decision orders anything but
  ///   exactly one group that the ladder leaves equal.
  package static func rank(
    _ panel: [ApplicationSheets], rubric: Rubric, rule: ScoringRule, decisions: [TieDecision] = []
  ) throws -> RankingTable {
    try RankedPanel(panel, rubric: rubric, rule: rule).table(decisions: decisions)
  }
}

/// A level's sheets with what the rule makes of them, as columns: what the ranking table and the diagnostics read.
package struct RankedPanel: Sendable {
  package let matrix: MarkMatrix
  package let rubric: Rubric
  package let rule: ScoringRule
  /// Of each row, in units of 1 / `rubric.unitDenominator`.
  package let totals: [Int64]
  package let aggregates: Aggregates
  package let ranks: RankOrder
  let computed: ComputedScore

  /// - Throws: `RuleError`.
  package init(_ panel: [ApplicationSheets], rubric: Rubric, rule: ScoringRule) throws {
    let figures = panel.sorted { codePrecedes($0.application, $1.application) }.map(\.figures)
    try self.init(MarkMatrix(panel, rubric: rubric), figures: figures, rubric: rubric, rule: rule)
  }

  /// - Parameter figures: by application of the matrix.
  package init(
    _ matrix: MarkMatrix, figures: [[IndicatorKey: IndicatorValue]], rubric: Rubric, rule: ScoringRule
  ) throws {
    self.matrix = matrix
    self.rubric = rubric
    self.rule = rule
    computed = try ComputedScore(figures, rubric: rubric)
    totals = matrix.totals(rubric)
    aggregates = Aggregates(matrix, totals: totals, computed: computed.units, rubric: rubric, rule: rule)
    ranks = RankOrder(aggregates)
  }

  /// - Throws: `RuleError.decisionWithoutTie`.
  package func table(decisions: [TieDecision] = []) throws -> RankingTable {
    let ladder = TieLadder(
      matrix: matrix, totals: totals, computed: computed, rubric: rubric, rule: rule,
      decisions: try numbered(decisions))
    let places = try Places(ranks, ladder: ladder)
    let shown = try ShownAggregates(aggregates, order: ranks.order, decimals: rule.displayDecimals)
    let lines = LineWriter(
      matrix: matrix, totals: totals, computed: computed, aggregates: aggregates, ranks: ranks, places: places,
      shown: shown, rubric: rubric, rule: rule)
    let unranked = matrix.applications.indices.filter { !aggregates.isRanked($0) }
    return RankingTable(lines: try (places.order + unranked).map { try lines.line($0) })
  }

  private func numbered(_ decisions: [TieDecision]) throws -> [[Int]] {
    guard !decisions.isEmpty else { return [] }
    let number = Dictionary(
      uniqueKeysWithValues: matrix.applications.enumerated().map { ([UInt8]($1.utf8), $0) })
    return try decisions.map { decision in
      try decision.order.map { code in
        guard let index = number[[UInt8](code.utf8)] else {
          throw RuleError(
            .decisionWithoutTie, zh: "决定中的申报\(code.prefix(64))不在本级排名之中",
            en: "the decision names application \(code.prefix(64)), which is not in this ranking")
        }
        return index
      }
    }
  }
}

/// The order after the ladder.
struct Places {
  /// Ranked applications from the first place on; an open tie in order of code.
  let order: [Int]
  /// By application; 0 = not ranked.
  let place: [Int]
  let tie: [TieOutcome]

  init(_ ranks: RankOrder, ladder: TieLadder) throws {
    let count = ranks.rank.count
    var order: [Int] = []
    order.reserveCapacity(count)
    var place = [Int](repeating: 0, count: count)
    var tie = [TieOutcome](repeating: TieOutcome(equal: 0, settled: .notTied), count: count)
    var used: Set<Int> = []
    var start = 0
    while start < ranks.order.count {
      let rank = ranks.rank[Int(ranks.order[start])]
      var end = start + 1
      while end < ranks.order.count, ranks.rank[Int(ranks.order[end])] == rank { end += 1 }
      if end - start == 1 {
        let application = Int(ranks.order[start])
        order.append(application)
        place[application] = start + 1
        tie[application] = TieOutcome(equal: 1, settled: .notTied)
      } else {
        let group = ranks.order[start..<end].map { Int($0) }
        for run in ladder.runs(group, usedDecisions: &used) {
          let first = order.count + 1
          for application in run.applications {
            order.append(application)
            place[application] = first
            tie[application] = TieOutcome(equal: group.count, settled: run.settled)
          }
        }
      }
      start = end
    }
    if let unused = ladder.decisions.indices.first(where: { !used.contains($0) }) {
      let codes = ladder.decisions[unused].map { ladder.matrix.applications[$0] }.joined(separator: ", ")
      throw RuleError(
        .decisionWithoutTie, zh: "决定（\(codes)）不对应任何一组同分申报",
        en: "the decision (\(codes)) does not order a group of equals")
    }
    self.order = order
    self.place = place
    self.tie = tie
  }
}

/// Aggregates as the table shows them: half-up, with further decimals on both lines where two different aggregates
/// would look the same.
struct ShownAggregates {
  static let maxDecimals = 15
  private let decimals: [Int]
  let fractions: [Fraction?]

  init(_ aggregates: Aggregates, order: [Int32], decimals wanted: Int) throws {
    var decimals = [Int](repeating: wanted, count: aggregates.kept.count)
    let fractions = try aggregates.kept.indices.map { try aggregates.fraction($0) }
    // Runs of equal aggregates, each against the next.
    var start = 0
    var previous: Range<Int>?
    while start < order.count {
      var end = start + 1
      while end < order.count, fractions[Int(order[end])] == fractions[Int(order[start])] { end += 1 }
      if let previous, let above = fractions[Int(order[previous.lowerBound])], let below = fractions[Int(order[start])]
      {
        let needed = ShownAggregates.needed(above, below, from: wanted)
        if needed > wanted {
          for position in previous.lowerBound..<end {
            decimals[Int(order[position])] = max(decimals[Int(order[position])], needed)
          }
        }
      }
      previous = start..<end
      start = end
    }
    self.decimals = decimals
    self.fractions = fractions
  }

  func text(_ application: Int) -> String {
    fractions[application]?.text(decimals: decimals[application]) ?? ""
  }

  private static func needed(_ above: Fraction, _ below: Fraction, from wanted: Int) -> Int {
    var decimals = wanted
    while decimals < maxDecimals,
      above.roundedUnits(decimals: decimals) == below.roundedUnits(decimals: decimals)
    {
      decimals += 1
    }
    return decimals
  }
}

/// Makes the table's lines from the columns.
private struct LineWriter {
  let matrix: MarkMatrix
  let totals: [Int64]
  let computed: ComputedScore
  let aggregates: Aggregates
  let ranks: RankOrder
  let places: Places
  let shown: ShownAggregates
  let rubric: Rubric
  let rule: ScoringRule

  func line(_ application: Int) throws -> RankingLine {
    let rows = matrix.rowStart[application]..<matrix.rowStart[application + 1]
    let aggregate = shown.fractions[application]
    let ranked = aggregate != nil
    let added = computed.units.isEmpty ? 0 : computed.units[application]
    let judged = try aggregate.map { try $0 - Fraction(Int128(added), over: Int128(rubric.unitDenominator)) }
    var flags: [RankingFlag] = []
    if rubric.hasJudged {
      if !ranked {
        flags.append(.belowQuorum)
      } else if rows.count < rule.trimFrom, rule.trimLow + rule.trimHigh > 0 {
        flags.append(.notTrimmed)
      }
    }
    return RankingLine(
      application: matrix.applications[application], rank: Int(ranks.rank[application]),
      place: places.place[application], aggregate: aggregate, shown: shown.text(application), judged: judged,
      computed: computed.points[application],
      sheets: try rows.map { row in
        SheetTotal(
          reviewer: reviewer(row), total: try Fraction(Int128(totals[row]), over: Int128(rubric.unitDenominator)))
      }, trimmed: ranked ? trimmed(rows) : [], absent: matrix.absent[application], flags: flags,
      tie: places.tie[application])
  }

  private func trimmed(_ rows: Range<Int>) -> [TrimmedSheets] {
    let (low, high) = rule.trim(of: rows.count)
    guard low + high > 0 else { return [] }
    switch rule.basis {
    case .totals:
      let dropped = TrimmedRows(totals, rows: rows, rule: rule)
      return [
        TrimmedSheets(criterion: "", low: dropped.low.map(reviewer), high: dropped.high.map(reviewer))
      ]
    case .perCriterion:
      return rubric.judgedCriteria.enumerated().map { index, criterion in
        let marks = rows.map { Int64(matrix.marks[$0 * matrix.criterionCount + index]) }
        let dropped = TrimmedRows(marks, rows: 0..<marks.count, rule: rule)
        return TrimmedSheets(
          criterion: criterion.id, low: dropped.low.map { reviewer(rows.lowerBound + $0) },
          high: dropped.high.map { reviewer(rows.lowerBound + $0) })
      }
    }
  }

  private func reviewer(_ row: Int) -> String { matrix.reviewers[Int(matrix.rowReviewer[row])] }
}
