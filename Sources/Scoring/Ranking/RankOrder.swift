/// Applications by aggregate, the highest first, with competition ranks.
package struct RankOrder: Sendable {
  /// Ranked applications; equal aggregates in order of application.
  package let order: [Int32]
  /// By application: 1, 2, 2, 4; 0 = not ranked.
  package let rank: [Int32]

  package init(_ aggregates: Aggregates) {
    let keys = RankOrder.keys(aggregates)
    order = keys.map { RankOrder.radixOrder($0, aggregates) } ?? RankOrder.comparedOrder(aggregates)
    var rank = [Int32](repeating: 0, count: aggregates.kept.count)
    var current: Int32 = 0
    for position in order.indices {
      let application = Int(order[position])
      if position == 0 || !aggregates.isEqual(Int(order[position - 1]), application) { current = Int32(position + 1) }
      rank[application] = current
    }
    self.rank = rank
  }

  /// Whole numbers in the order of the fractions: numerators over a common denominator, where that fits 64 bits.
  private static func keys(_ aggregates: Aggregates) -> [Int64]? {
    var common: Int64 = 1
    var seen: Int32 = 1
    for kept in aggregates.kept where kept != seen && kept > 0 {
      seen = kept
      guard let next = leastCommonMultiple(common, Int64(kept)) else { return nil }
      common = next
    }
    if common == 1 || aggregates.kept.allSatisfy({ Int64($0) == common || $0 == 0 }) { return aggregates.numerator }
    var keys = aggregates.numerator
    for application in keys.indices where aggregates.kept[application] > 0 {
      let (key, overflow) = keys[application].multipliedReportingOverflow(
        by: common / Int64(aggregates.kept[application]))
      if overflow { return nil }
      keys[application] = key
    }
    return keys
  }

  private static func comparedOrder(_ aggregates: Aggregates) -> [Int32] {
    var order: [Int32] = []
    for application in aggregates.kept.indices where aggregates.isRanked(application) {
      order.append(Int32(application))
    }
    order.sort { left, right in
      if aggregates.isHigher(Int(left), than: Int(right)) { return true }
      if aggregates.isHigher(Int(right), than: Int(left)) { return false }
      return left < right
    }
    return order
  }

  /// Least significant digit first, 11 bits a pass, descending; stable, so equal keys stay in order of application.
  private static func radixOrder(_ keys: [Int64], _ aggregates: Aggregates) -> [Int32] {
    var low = Int64.max
    var high = Int64.min
    var current: [Int32] = []
    current.reserveCapacity(keys.count)
    for application in keys.indices where aggregates.isRanked(application) {
      current.append(Int32(application))
      low = min(low, keys[application])
      high = max(high, keys[application])
    }
    guard current.count > 1 else { return current }
    let bits = 11
    let mask = UInt64(1 << bits - 1)
    let span = UInt64(bitPattern: high &- low)
    var sorted = [Int32](repeating: 0, count: current.count)
    var shift = 0
    while shift < 64, span >> UInt64(shift) > 0 {
      var offsets = [Int](repeating: 0, count: 1 << bits)
      for application in current {
        offsets[Int((UInt64(bitPattern: high &- keys[Int(application)]) >> UInt64(shift)) & mask)] += 1
      }
      var next = 0
      for digit in offsets.indices {
        let count = offsets[digit]
        offsets[digit] = next
        next += count
      }
      for application in current {
        let digit = Int((UInt64(bitPattern: high &- keys[Int(application)]) >> UInt64(shift)) & mask)
        sorted[offsets[digit]] = application
        offsets[digit] += 1
      }
      swap(&current, &sorted)
      shift += bits
    }
    return current
  }

  private static func leastCommonMultiple(_ left: Int64, _ right: Int64) -> Int64? {
    var (a, b) = (left, right)
    while b != 0 { (a, b) = (b, a % b) }
    let (value, overflow) = (left / a).multipliedReportingOverflow(by: right)
    return overflow ? nil : value
  }
}
