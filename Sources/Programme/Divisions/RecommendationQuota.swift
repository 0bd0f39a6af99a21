/// How many counties of a city may be recommended: one fifth (art. 8), read in one of four ways.
package enum QuotaReading: String, Hashable, Sendable, CaseIterable {
  case floor
  /// Rounded down, but at least one: the default, so that a city of four counties is not shut out.
  case floorAtLeastOne = "floor-at-least-one"
  case roundHalfUp = "round-half-up"
  case ceiling

  /// - Parameter counties: the statutory divisions under the city; functional zones do not count.
  package func limit(counties: Int) -> Int {
    switch self {
    case .floor: counties / 5
    case .floorAtLeastOne: max(1, counties / 5)
    case .roundHalfUp: (2 * counties + 5) / 10
    case .ceiling: (counties + 4) / 5
    }
  }
}
