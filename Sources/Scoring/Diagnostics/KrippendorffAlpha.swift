/// Krippendorff's alpha: agreement beyond chance where sheets may be missing.
package enum KrippendorffAlpha {
  package enum Level: String, CaseIterable, Sendable {
    case nominal, ordinal, interval, ratio
  }

  /// - Parameter units: the marks that each application has; fewer than two are not pairable and do not count.
  /// - Returns: nil without two different pairable values.
  package static func alpha(_ units: [[Double]], level: Level) -> Double? {
    let pairable = units.filter { $0.count > 1 }
    if level == .interval {
      let starts = pairable.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
      return interval(Array(pairable.joined()), rowStart: starts)
    }
    let values = Set(pairable.joined()).sorted()
    guard values.count > 1 else { return nil }
    let number = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
    var coincidences = [[Double]](repeating: [Double](repeating: 0, count: values.count), count: values.count)
    for unit in pairable {
      var counts: [Int: Double] = [:]
      for value in unit { if let index = number[value] { counts[index, default: 0] += 1 } }
      for (one, count) in counts {
        for (other, second) in counts {
          coincidences[one][other] += count * (one == other ? second - 1 : second) / Double(unit.count - 1)
        }
      }
    }
    let marginals = coincidences.map { $0.reduce(0, +) }
    let total = marginals.reduce(0, +)
    var (observed, expected) = (0.0, 0.0)
    for one in values.indices {
      for other in values.indices.dropFirst(one + 1) {
        let distance = distance(one, other, values, marginals, level)
        observed += coincidences[one][other] * distance
        expected += marginals[one] * marginals[other] * distance
      }
    }
    return expected > 0 ? 1 - (total - 1) * observed / expected : nil
  }

  private static func distance(
    _ one: Int, _ other: Int, _ values: [Double], _ marginals: [Double], _ level: Level
  ) -> Double {
    let root: Double
    switch level {
    case .nominal: root = 1
    case .ordinal: root = marginals[one...other].reduce(0, +) - (marginals[one] + marginals[other]) / 2
    case .interval: root = values[one] - values[other]
    case .ratio:
      let sum = values[one] + values[other]
      root = sum == 0 ? 0 : (values[one] - values[other]) / sum
    }
    return root * root
  }

  /// Interval level, where squared differences have a closed form: no table of coincidences, two passes.
  ///
  /// - Parameter rowStart: values of application a are `rowStart[a]..<rowStart[a + 1]`.
  /// - Returns: nil without two different pairable values.
  package static func interval(_ values: [Double], rowStart: [Int]) -> Double? {
    var (total, sum) = (0, 0.0)
    for (start, end) in zip(rowStart, rowStart.dropFirst()) where end - start > 1 {
      total += end - start
      for row in start..<end { sum += values[row] }
    }
    let grand = sum / Double(total)
    var (observed, expected) = (0.0, 0.0)
    for (start, end) in zip(rowStart, rowStart.dropFirst()) where end - start > 1 {
      let count = Double(end - start)
      var own = 0.0
      for row in start..<end { own += values[row] }
      let mean = own / count
      var within = 0.0
      for row in start..<end {
        within += (values[row] - mean) * (values[row] - mean)
        expected += (values[row] - grand) * (values[row] - grand)
      }
      // Σ over ordered pairs of squared differences = 2·n·Σ(x − mean)².
      observed += 2 * count * within / (count - 1)
    }
    let all = 2 * expected / Double(total - 1)
    return all > 0 ? 1 - observed / Double(total) / all : nil
  }
}
