/// A counter-based generator: output i is SplitMix64's mix of seed + (i + 1)·γ (Steele, Lea, Flood 2014), so any output
/// can be had alone, and a printed seed gives the same figures everywhere. For simulation, never for secrets or
/// draws: those use `SeededStream`.
package struct CounterRandom: Sendable {
  private let seed: UInt64
  private var counter: UInt64 = 0

  package init(seed: UInt64) {
    self.seed = seed
  }

  package mutating func next() -> UInt64 {
    counter &+= 1
    return CounterRandom.mix(seed &+ counter &* 0x9E37_79B9_7F4A_7C15)
  }

  /// Uniform below `bound` > 0, by Lemire's multiplication with rejection.
  package mutating func below(_ bound: Int) -> Int {
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let least = (0 &- range) % range
      while product.low < least { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
