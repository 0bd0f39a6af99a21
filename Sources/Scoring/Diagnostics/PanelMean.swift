import Panel

/// A way to make one value of an application's sheets. Diagnostics compare them; the ranking uses the frozen rule.
package enum PanelMean: Hashable, Sendable {
  /// The plain mean.
  case mean
  /// The mean without the k lowest and k highest; needs 2k + 1 sheets.
  case drop(Int)
  /// The k lowest and k highest replaced by their neighbours; needs 2k + 1 sheets.
  case winsor(Int)
  /// Order statistic i (from 0) weighted by the overlap of [i, i+1] with [n/4, 3n/4].
  case interquartile
  case median

  /// The value as numerator / denominator.
  /// - Parameter sorted: ascending.
  /// - Returns: nil with too few values.
  package func value(_ sorted: ArraySlice<Int64>) -> (numerator: Int64, denominator: Int32)? {
    let count = sorted.count
    let first = sorted.startIndex
    guard count > 0 else { return nil }
    func sum(_ range: Range<Int>) -> Int64 {
      var sum: Int64 = 0
      for index in range { sum &+= sorted[first + index] }
      return sum
    }
    switch self {
    case .mean:
      return (sum(0..<count), Int32(count))
    case .drop(let each):
      guard count > 2 * each else { return nil }
      return (sum(each..<(count - each)), Int32(count - 2 * each))
    case .winsor(let each):
      guard count > 2 * each else { return nil }
      let ends = Int64(each) &* (sorted[first + each] &+ sorted[first + count - 1 - each])
      return (ends &+ sum(each..<(count - each)), Int32(count))
    case .interquartile:
      // In quarters of a place: [4i, 4i+4] against [n, 3n]; the overlaps sum to 2n.
      var sum: Int64 = 0
      for index in 0..<count {
        let overlap = min(4 * index + 4, 3 * count) - max(4 * index, count)
        if overlap > 0 { sum &+= Int64(overlap) &* sorted[first + index] }
      }
      return (sum, Int32(2 * count))
    case .median:
      let middle = first + count / 2
      return count.isMultiple(of: 2) ? (sorted[middle - 1] &+ sorted[middle], 2) : (sorted[middle], 1)
    }
  }
}

extension Aggregates {
  /// The panel's aggregates if its totals were averaged this way.
  /// - Parameter sorted: the panel's totals, ascending within each application.
  init(_ mean: PanelMean, of panel: RankedPanel, sorted: [Int64]) {
    let count = panel.matrix.applicationCount
    var numerator = [Int64](repeating: 0, count: count)
    var kept = [Int32](repeating: 0, count: count)
    for application in 0..<count {
      let rows = panel.matrix.rowStart[application]..<panel.matrix.rowStart[application + 1]
      guard rows.count >= panel.rule.quorum, let value = mean.value(sorted[rows]) else { continue }
      numerator[application] = value.numerator
      kept[application] = value.denominator
    }
    self.init(numerator: numerator, kept: kept, unitDenominator: panel.aggregates.unitDenominator)
    add(panel.computed.units)
  }
}

extension RankedPanel {
  /// Totals, ascending within each application: by insertion, the groups are small.
  var sortedTotals: [Int64] {
    var sorted = totals
    for application in matrix.applications.indices {
      let (start, end) = (matrix.rowStart[application], matrix.rowStart[application + 1])
      guard end - start <= 32 else {
        sorted[start..<end].sort()
        continue
      }
      for row in start..<end {
        let value = sorted[row]
        var hole = row
        while hole > start, sorted[hole - 1] > value {
          sorted[hole] = sorted[hole - 1]
          hole -= 1
        }
        sorted[hole] = value
      }
    }
    return sorted
  }
}
