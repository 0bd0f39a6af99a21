/// Sheets that stand far from the others on one application: notes for a person, never a reason to drop a sheet.
package struct SheetOutliers: Sendable {
  package let median: Double
  /// Quartiles by linear interpolation (type 7 of Hyndman and Fan, the default of R and NumPy).
  package let lowerQuartile: Double
  package let upperQuartile: Double
  /// Median absolute deviation from the median, raw.
  package let deviation: Double
  /// Positions of the flagged values, ascending.
  package let tukey: [Int]
  package let tukeyFar: [Int]
  /// Beyond 3 normal-scaled deviations; with deviation 0 every value off the median.
  package let hampel: [Int]
  /// Modified z-score of Iglewicz and Hoaglin beyond 3.5; nil with deviation 0.
  package let iglewiczHoaglin: [Int]?

  /// 1 / Φ⁻¹(3/4): makes the deviation estimate a normal standard deviation.
  package static let normalScale = 1.482602218505602

  /// - Returns: nil without values.
  package init?(_ values: [Double]) {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return nil }
    let middle = SheetOutliers.quantile(sorted, 0.5)
    let low = SheetOutliers.quantile(sorted, 0.25)
    let high = SheetOutliers.quantile(sorted, 0.75)
    let spread = SheetOutliers.quantile(values.map { abs($0 - middle) }.sorted(), 0.5)
    func outside(_ factor: Double) -> [Int] {
      let (from, to) = SheetOutliers.fences(low, high, factor)
      return values.indices.filter { values[$0] < from || values[$0] > to }
    }
    median = middle
    lowerQuartile = low
    upperQuartile = high
    deviation = spread
    tukey = outside(1.5)
    tukeyFar = outside(3)
    hampel = values.indices.filter { abs(values[$0] - middle) > 3 * SheetOutliers.normalScale * spread }
    iglewiczHoaglin =
      spread > 0 ? values.indices.filter { 0.6745 * abs(values[$0] - middle) / spread > 3.5 } : nil
  }

  /// Tukey's fences: `factor` interquartile ranges beyond the quartiles.
  package func fences(_ factor: Double) -> (low: Double, high: Double) {
    SheetOutliers.fences(lowerQuartile, upperQuartile, factor)
  }

  private static func fences(_ low: Double, _ high: Double, _ factor: Double) -> (low: Double, high: Double) {
    (low - factor * (high - low), high + factor * (high - low))
  }

  private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let position = share * Double(sorted.count - 1)
    let index = Int(position)
    guard index + 1 < sorted.count else { return sorted[index] }
    return sorted[index] + (position - Double(index)) * (sorted[index + 1] - sorted[index])
  }
}
