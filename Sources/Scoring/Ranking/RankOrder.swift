/// Applications by aggregate, the highest first, with competition ranks.
package struct RankOrder: Sendable {
  /// Ranked applications; equal aggregates in order of application.
  package let order: [Int32]
  /// By application: 1, 2, 2, 4; 0 = not ranked.
  package let rank: [Int32]

  package init(_ aggregates: Aggregates) {
    var rank = [Int32](repeating: 0, count: aggregates.kept.count)
    if let keys = RankOrder.keys(aggregates) {
      order = RankOrder.sorted(keys, aggregates)
      var current: Int32 = 0
      var last: Int64 = 0
      for position in order.indices {
        let application = Int(order[position])
        if position == 0 || keys[application] != last { current = Int32(position + 1) }
        last = keys[application]
        rank[application] = current
      }
    } else {
      order = RankOrder.comparedOrder(aggregates)
      var current: Int32 = 0
      for position in order.indices {
        let application = Int(order[position])
        if position == 0 || !aggregates.isEqual(Int(order[position - 1]), application) { current = Int32(position + 1) }
        rank[application] = current
      }
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

  /// Below this many a comparison sort is faster than clearing the counters of a radix sort.
  private static let smallCount = 1_024

  /// Descending by key; equal keys in order of application.
  private static func sorted(_ keys: [Int64], _ aggregates: Aggregates) -> [Int32] {
    var order: [Int32] = []
    order.reserveCapacity(keys.count)
    var low = Int64.max
    var high = Int64.min
    for application in keys.indices where aggregates.isRanked(application) {
      order.append(Int32(application))
      low = min(low, keys[application])
      high = max(high, keys[application])
    }
    guard order.count > 1 else { return order }
    if order.count < smallCount {
      order.sort { left, right in
        let (one, other) = (keys[Int(left)], keys[Int(right)])
        return one == other ? left < right : one > other
      }
      return order
    }
    // How far a key is below the highest, in the upper half of a word whose lower half is the application: the passes
    // read in sequence. A span beyond 32 bits takes the comparison sort; national panels need about 22.
    let span = UInt64(bitPattern: high &- low)
    guard span <= UInt64(UInt32.max) else {
      order.sort { left, right in
        let (one, other) = (keys[Int(left)], keys[Int(right)])
        return one == other ? left < right : one > other
      }
      return order
    }
    var words = order.map { UInt64(bitPattern: high &- keys[Int($0)]) << 32 | UInt64(UInt32(bitPattern: $0)) }
    radixSort(&words, bits: 32 - UInt32(truncatingIfNeeded: span).leadingZeroBitCount)
    for position in words.indices { order[position] = Int32(truncatingIfNeeded: words[position]) }
    return order
  }

  /// By the lowest `bits` of the upper halves, least significant digit first, 11 bits a pass; stable.
  private static func radixSort(_ words: inout [UInt64], bits: Int) {
    let digit = 11
    let mask = UInt64(1 << digit - 1)
    var sorted = [UInt64](repeating: 0, count: words.count)
    var offsets = [Int](repeating: 0, count: 1 << digit)
    for shift in stride(from: UInt64(32), to: UInt64(32 + bits), by: digit) {
      for index in offsets.indices { offsets[index] = 0 }
      for word in words { offsets[Int((word >> shift) & mask)] &+= 1 }
      var next = 0
      for index in offsets.indices {
        let count = offsets[index]
        offsets[index] = next
        next &+= count
      }
      for word in words {
        let index = Int((word >> shift) & mask)
        sorted[offsets[index]] = word
        offsets[index] &+= 1
      }
      swap(&words, &sorted)
    }
  }

  private static func leastCommonMultiple(_ left: Int64, _ right: Int64) -> Int64? {
    var (a, b) = (left, right)
    while b != 0 { (a, b) = (b, a % b) }
    let (value, overflow) = (left / a).multipliedReportingOverflow(by: right)
    return overflow ? nil : value
  }
}
