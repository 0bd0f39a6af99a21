/// Krippendorff's alpha: agreement beyond chance where sheets may be missing.
package enum KrippendorffAlpha {
  package enum Level: String, CaseIterable, Sendable {
    case nominal, ordinal, interval, ratio
  }

  /// - Parameter units: the marks that each application has; fewer than two are not pairable and do not count.
  /// - Returns: nil without two different pairable values.
  package static func alpha(_ units: [[Double]], level: Level) -> Double? {
    let pairable = units.filter { $0.count > 1 }
    let values = Set(pairable.joined()).sorted()
    guard values.count > 1 else { return nil }
    if level == .interval { return intervalAlpha(pairable) }
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

  /// Squared differences have a closed form: no table of coincidences, one pass.
  private static func intervalAlpha(_ units: [[Double]]) -> Double? {
    let total = units.reduce(0) { $0 + $1.count }
    let grand = units.reduce(0) { $0 + $1.reduce(0, +) } / Double(total)
    var (observed, expected) = (0.0, 0.0)
    for unit in units {
      let mean = unit.reduce(0, +) / Double(unit.count)
      var within = 0.0
      for value in unit {
        within += (value - mean) * (value - mean)
        expected += (value - grand) * (value - grand)
      }
      // Σ over ordered pairs of squared differences = 2·n·Σ(x − mean)².
      observed += 2 * Double(unit.count) * within / Double(unit.count - 1)
    }
    let all = 2 * expected / Double(total - 1)
    return all > 0 ? 1 - observed / Double(total) / all : nil
  }
}
