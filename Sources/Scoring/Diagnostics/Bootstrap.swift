import Panel

/// How firmly each application holds its place if the panel had been another draw of such reviewers.
package struct BootstrapResult: Sendable {
  package enum Scheme: String, Sendable {
    /// One resample of reviewers for all applications: complete panels.
    case reviewers
    /// A resample of each application's own sheets: incomplete panels.
    case sheets
  }

  package let scheme: Scheme
  package let replicates: Int
  package let seed: UInt64
  /// By application: the share of replicates in which it is among the first k; those level at the cut share the places
  /// that are left equally.
  package let inclusion: [Double]
  /// By application: the middle 90 % of its competition ranks; 0…0 = never ranked.
  package let rankInterval: [ClosedRange<Int>]
}

extension RankedPanel {
  /// Resamples with replacement and ranks again by the frozen rule, on totals.
  package func bootstrap(top: Int, replicates: Int = 10_000, seed: UInt64) -> BootstrapResult {
    let count = matrix.applicationCount
    let complete = matrix.isComplete
    var random = CounterRandom(seed: seed)
    var inclusion = [Double](repeating: 0, count: count)
    var histogram = [Int32](repeating: 0, count: count * (count + 1))
    var drawn = [Int](repeating: 0, count: matrix.reviewers.count)
    var values = [Int64](repeating: 0, count: matrix.rowReviewer.count)
    for _ in 0..<replicates {
      if complete {
        for index in drawn.indices { drawn[index] = random.below(drawn.count) }
        for application in 0..<count {
          let start = matrix.rowStart[application]
          for index in drawn.indices { values[start + index] = totals[start + drawn[index]] }
        }
      } else {
        for application in 0..<count {
          let rows = matrix.rowStart[application]..<matrix.rowStart[application + 1]
          for row in rows { values[row] = totals[rows.lowerBound + random.below(rows.count)] }
        }
      }
      var aggregates = Aggregates(
        sums: TrimmedSums(values, rowStart: matrix.rowStart, rule: rule), unitDenominator: rubric.unitDenominator)
      aggregates.add(computed.units)
      let ranks = RankOrder(aggregates)
      RankedPanel.share(top, among: ranks, to: &inclusion)
      for application in 0..<count { histogram[application * (count + 1) + Int(ranks.rank[application])] += 1 }
    }
    return BootstrapResult(
      scheme: complete ? .reviewers : .sheets, replicates: replicates, seed: seed,
      inclusion: inclusion.map { $0 / Double(replicates) },
      rankInterval: (0..<count).map { application in
        RankedPanel.interval(histogram[application * (count + 1)..<(application + 1) * (count + 1)])
      })
  }

  /// Adds 1 for each application above the cut, and an equal share of what is left to those at it.
  private static func share(_ top: Int, among ranks: RankOrder, to inclusion: inout [Double]) {
    guard ranks.order.count > top, top > 0 else {
      if top > 0 { for application in ranks.order { inclusion[Int(application)] += 1 } }
      return
    }
    let cut = ranks.rank[Int(ranks.order[top - 1])]
    let above = Int(cut) - 1
    var end = top
    while end < ranks.order.count, ranks.rank[Int(ranks.order[end])] == cut { end += 1 }
    for application in ranks.order[..<above] { inclusion[Int(application)] += 1 }
    let each = Double(top - above) / Double(end - above)
    for application in ranks.order[above..<end] { inclusion[Int(application)] += each }
  }

  /// Ranks between the 5 % and the 95 % point of a histogram whose place 0 counts "not ranked".
  private static func interval(_ histogram: ArraySlice<Int32>) -> ClosedRange<Int> {
    let counts = histogram.dropFirst().map { Int($0) }
    let total = counts.reduce(0, +)
    guard total > 0 else { return 0...0 }
    var low = 0
    var high = 0
    var seen = 0
    for (index, count) in counts.enumerated() where count > 0 {
      seen += count
      if low == 0, 20 * seen >= total { low = index + 1 }
      if high == 0, 20 * seen >= 19 * total { high = index + 1 }
    }
    return low...high
  }
}
