/// An exact rational in lowest terms with a positive denominator.
///
/// Sums and products go through 128 bits and throw instead of wrapping; comparison is by cross-multiplication, which
/// two 64-bit fractions can never overflow. A validated rubric keeps every fraction of a ranking far inside the range
/// (`Rubric.maxUnitDenominator`).
package struct Fraction: Hashable, Sendable {
  package static let zero = Fraction(0)
  package static let one = Fraction(1)

  package let numerator: Int64
  package let denominator: Int64

  package init(_ whole: Int64) {
    numerator = whole
    denominator = 1
  }

  /// - Throws: `RuleError.overflow` when the reduced fraction does not fit, or the denominator is zero.
  package init(_ numerator: Int128, over denominator: Int128) throws {
    guard denominator != 0 else { throw Fraction.overflow }
    if let top = Int64(exactly: numerator), let bottom = Int64(exactly: denominator), bottom > 0, top > Int64.min {
      let common = Int64(Fraction.greatestCommonDivisor(top.magnitude, bottom.magnitude))
      self.numerator = top / common
      self.denominator = bottom / common
      return
    }
    let divisor = Fraction.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    // The divisor divides the denominator, which is an Int128: only Int128.min itself could not be held.
    guard let common = Int128(exactly: divisor), let top = Int64(exactly: numerator / common * sign),
      let bottom = Int64(exactly: denominator / common * sign)
    else { throw Fraction.overflow }
    self.numerator = top
    self.denominator = bottom
  }

  /// For values our own types already bound.
  init(lowestTermsOf numerator: Int128, over denominator: Int128) {
    let divisor = Int128(Fraction.greatestCommonDivisor(numerator.magnitude, denominator.magnitude))
    self.numerator = Int64(numerator / divisor)
    self.denominator = Int64(denominator / divisor)
  }

  package static func + (left: Fraction, right: Fraction) throws -> Fraction {
    try Fraction(
      Int128(left.numerator) * Int128(right.denominator) + Int128(right.numerator) * Int128(left.denominator),
      over: Int128(left.denominator) * Int128(right.denominator))
  }

  package static func - (left: Fraction, right: Fraction) throws -> Fraction {
    try Fraction(
      Int128(left.numerator) * Int128(right.denominator) - Int128(right.numerator) * Int128(left.denominator),
      over: Int128(left.denominator) * Int128(right.denominator))
  }

  package static func * (left: Fraction, right: Fraction) throws -> Fraction {
    try Fraction(
      Int128(left.numerator) * Int128(right.numerator), over: Int128(left.denominator) * Int128(right.denominator))
  }

  package static func / (left: Fraction, right: Fraction) throws -> Fraction {
    try Fraction(
      Int128(left.numerator) * Int128(right.denominator), over: Int128(left.denominator) * Int128(right.numerator))
  }

  /// The nearest binary floating point number: for diagnostics and drawings, never for a ranking.
  package var approximation: Double { Double(numerator) / Double(denominator) }

  /// 10^`exponent` for 0…18.
  package static func powerOfTen(_ exponent: Int) -> Int64 {
    precondition((0...18).contains(exponent))
    var value: Int64 = 1
    for _ in 0..<exponent { value *= 10 }
    return value
  }

  package static func greatestCommonDivisor(_ left: UInt128, _ right: UInt128) -> UInt128 {
    var (a, b) = (left, right)
    while b != 0 {
      // 128-bit division is slow; most values are small.
      if let small = UInt64(exactly: a), let other = UInt64(exactly: b) {
        return UInt128(greatestCommonDivisor(small, other))
      }
      (a, b) = (b, a % b)
    }
    return a
  }

  package static func greatestCommonDivisor(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var (a, b) = (left, right)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  /// - Returns: nil on overflow.
  package static func leastCommonMultiple(_ left: Int64, _ right: Int64) -> Int64? {
    let divisor = Int64(greatestCommonDivisor(left.magnitude, right.magnitude))
    let (value, overflow) = (left / divisor).multipliedReportingOverflow(by: right)
    return overflow ? nil : value
  }

  private static var overflow: RuleError {
    RuleError(.overflow, zh: "数值过大，无法精确计算", en: "a number is too large to be computed exactly")
  }
}

extension Fraction: Comparable {
  package static func < (left: Fraction, right: Fraction) -> Bool {
    Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator) * Int128(left.denominator)
  }
}

extension Fraction: CustomStringConvertible {
  /// `numerator/denominator` in lowest terms, as records and files hold it: "10559/160", "75/1".
  package var description: String { "\(numerator)/\(denominator)" }

  /// Reads exactly what `description` writes.
  /// - Throws: `RuleError.badNumber`.
  package init(canonical text: String) throws {
    let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 2, let top = Int64(parts[0]), let bottom = Int64(parts[1]), bottom > 0,
      let value = try? Fraction(Int128(top), over: Int128(bottom)), value.description.utf8.elementsEqual(text.utf8)
    else {
      throw RuleError(
        .badNumber, zh: "“\(text.prefix(48))”不是最简分数（如 10559/160）",
        en: "\"\(text.prefix(48))\" is not a fraction in lowest terms such as 10559/160")
    }
    self = value
  }

  /// Rounded half away from zero (四舍五入) to `decimals` ≤ 15 places: what a table shows. Never ranked on.
  package func text(decimals: Int) -> String {
    let rounded = roundedUnits(decimals: decimals)
    return DecimalText.text(magnitude: rounded.magnitude, negative: rounded < 0, decimals: decimals)
  }

  /// The value times 10^`decimals`, rounded half away from zero.
  package func roundedUnits(decimals: Int) -> Int128 {
    let scaled = Int128(numerator) * Int128(Fraction.powerOfTen(decimals))
    let bottom = Int128(denominator)
    let magnitude = (2 * scaled.magnitude + bottom.magnitude) / (2 * bottom.magnitude)
    return scaled < 0 ? -Int128(magnitude) : Int128(magnitude)
  }
}
