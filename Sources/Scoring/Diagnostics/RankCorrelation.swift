/// Rank correlation of two series of one length.
package enum RankCorrelation {
  /// Ranks from 1, equal values sharing the mean of their ranks.
  package static func midRanks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for position in start..<end { ranks[order[position]] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }

  /// Sizes of the groups of equal values.
  static func tieSizes(_ values: [Double]) -> [Int] {
    let sorted = values.sorted()
    var sizes: [Int] = []
    for (index, value) in sorted.enumerated() {
      if index > 0, sorted[index - 1] == value { sizes[sizes.count - 1] += 1 } else { sizes.append(1) }
    }
    return sizes
  }

  /// Spearman's rho: Pearson's correlation of mid-ranks.
  /// - Returns: nil when one series does not vary.
  package static func spearman(_ left: [Double], _ right: [Double]) -> Double? {
    precondition(left.count == right.count)
    let (a, b) = (midRanks(left), midRanks(right))
    let mean = Double(a.count + 1) / 2
    var (cross, squaresA, squaresB) = (0.0, 0.0, 0.0)
    for index in a.indices {
      cross += (a[index] - mean) * (b[index] - mean)
      squaresA += (a[index] - mean) * (a[index] - mean)
      squaresB += (b[index] - mean) * (b[index] - mean)
    }
    guard squaresA > 0, squaresB > 0 else { return nil }
    return cross / (squaresA * squaresB).squareRoot()
  }

  /// Kendall's tau-b.
  /// - Returns: nil when one series does not vary.
  package static func kendall(_ left: [Double], _ right: [Double]) -> Double? {
    precondition(left.count == right.count)
    var balance = 0
    for i in left.indices {
      for j in left.indices.dropFirst(i + 1) {
        balance += sign(left[i] - left[j]) * sign(right[i] - right[j])
      }
    }
    let pairs = left.count * (left.count - 1) / 2
    let untied = [left, right].map { values in
      pairs - tieSizes(values).reduce(0) { $0 + $1 * ($1 - 1) / 2 }
    }
    guard untied[0] > 0, untied[1] > 0 else { return nil }
    return Double(balance) / (Double(untied[0]) * Double(untied[1])).squareRoot()
  }

  private static func sign(_ value: Double) -> Int { value > 0 ? 1 : value < 0 ? -1 : 0 }
}
