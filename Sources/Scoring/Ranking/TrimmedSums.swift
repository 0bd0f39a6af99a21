package import Panel

/// The sum of what trimming keeps, and how many that is, by application.
///
/// The mean itself is never formed: `sum[a]` / `kept[a]` is compared as a fraction. `kept` 0 = below quorum.
package struct TrimmedSums: Sendable {
  package var sum: [Int64]
  package var kept: [Int32]

  /// Drops extremes of each application's group of `values`.
  package init(_ values: [Int64], rowStart: [Int], rule: ScoringRule) {
    let count = rowStart.count - 1
    sum = [Int64](repeating: 0, count: count)
    kept = [Int32](repeating: 0, count: count)
    var buffer: [Int64] = []
    for application in 0..<count {
      let (start, end) = (rowStart[application], rowStart[application + 1])
      let size = end - start
      guard size >= rule.quorum else { continue }
      let (low, high) = rule.trim(of: size)
      switch (low, high) {
      case (1, 1):
        var (total, least, most) = (Int64(0), Int64.max, Int64.min)
        for row in start..<end {
          let value = values[row]
          total &+= value
          least = min(least, value)
          most = max(most, value)
        }
        sum[application] = total &- least &- most
      case (0, 0):
        var total: Int64 = 0
        for row in start..<end { total &+= values[row] }
        sum[application] = total
      default:
        buffer.removeAll(keepingCapacity: true)
        buffer.append(contentsOf: values[start..<end])
        buffer.sort()
        var total: Int64 = 0
        for value in buffer[low..<(size - high)] { total &+= value }
        sum[application] = total
      }
      kept[application] = Int32(size - low - high)
    }
  }
}

/// Which rows trimming drops: one copy each of equal extremes, of the smallest reviewer codes; the low end first.
struct TrimmedRows {
  let low: [Int]
  let high: [Int]

  init(_ values: [Int64], rows: Range<Int>, rule: ScoringRule) {
    let (low, high) = rule.trim(of: rows.count)
    guard low + high > 0 else {
      self.low = []
      self.high = []
      return
    }
    // Rows are in order of reviewer code, so a stable order by value puts the smallest code first among equals.
    let ascending = rows.sorted { (values[$0], $0) < (values[$1], $1) }
    let lowest = ascending.prefix(low)
    let descending = ascending.dropFirst(low).sorted { (values[$1], $0) < (values[$0], $1) }
    self.low = lowest.sorted()
    self.high = descending.prefix(high).sorted()
  }
}
