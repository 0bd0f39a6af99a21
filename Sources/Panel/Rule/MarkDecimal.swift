/// An exact decimal number: `units` / 10^`decimals`, in lowest terms (the last decimal is not zero).
///
/// Marks, points and indicator values are never binary floating point: 0.1 must be one tenth.
package struct MarkDecimal: Hashable, Sendable {
  /// Digits a decimal may have after the point.
  package static let maxDecimals = 9
  /// Bound of |units|: leaves room for a weight, a panel's sum and a cross product in 128 bits.
  package static let maxUnits: Int64 = 999_999_999_999_999

  package static let zero = MarkDecimal(unchecked: 0, decimals: 0)

  package let units: Int64
  package let decimals: Int

  /// - Throws: `RuleError.badNumber` when out of range.
  package init(units: Int64, decimals: Int) throws {
    guard (0...MarkDecimal.maxDecimals).contains(decimals), units.magnitude <= UInt64(MarkDecimal.maxUnits) else {
      throw RuleError(
        .badNumber, zh: "数值超出范围（有效数字至多15位，小数至多9位）",
        en: "number out of range (at most 15 digits, 9 of them decimals)")
    }
    var units = units
    var decimals = decimals
    while decimals > 0, units % 10 == 0 {
      units /= 10
      decimals -= 1
    }
    self.init(unchecked: units, decimals: decimals)
  }

  package init(_ whole: Int32) {
    self.init(unchecked: Int64(whole), decimals: 0)
  }

  private init(unchecked units: Int64, decimals: Int) {
    self.units = units
    self.decimals = decimals
  }

  /// Reads `-?digits[.digits]` in ASCII digits: no sign `+`, exponent, space, leading zero or bare point. Trailing
  /// zeros after the point are allowed ("75.50"), and are counted by `maxDecimals`.
  /// - Throws: `RuleError.badNumber`.
  package init(parsing text: some StringProtocol, maxDecimals: Int = MarkDecimal.maxDecimals) throws {
    guard let (units, decimals) = MarkDecimal.scan(text.utf8) else {
      throw RuleError(
        .badNumber, zh: "“\(text.prefix(40))”不是数字，请写成 85 或 85.5 的形式",
        en: "\"\(text.prefix(40))\" is not a number; write it like 85 or 85.5")
    }
    guard decimals <= maxDecimals else {
      throw RuleError(
        .badNumber, zh: "“\(text.prefix(40))”的小数多于\(maxDecimals)位",
        en: "\"\(text.prefix(40))\" has more than \(maxDecimals) decimals")
    }
    try self.init(units: units, decimals: decimals)
  }

  /// Reads the one canonical spelling only (what `description` writes).
  /// - Throws: `RuleError.badNumber`.
  package init(canonical text: String) throws {
    try self.init(parsing: text)
    guard description.utf8.elementsEqual(text.utf8) else {
      throw RuleError(
        .badNumber, zh: "“\(text.prefix(40))”应写作“\(description)”",
        en: "\"\(text.prefix(40))\" must be written \"\(description)\"")
    }
  }

  private static func scan(_ bytes: some Sequence<UInt8>) -> (units: Int64, decimals: Int)? {
    var negative = false
    var units: Int64 = 0
    var digits = 0
    var decimals: Int?
    var leadingZero = false
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "-"):
        guard index == 0 else { return nil }
        negative = true
      case UInt8(ascii: "."):
        guard decimals == nil, digits > 0 else { return nil }
        decimals = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if leadingZero, decimals == nil { return nil }
        if digits == 0, byte == UInt8(ascii: "0") { leadingZero = true }
        digits += 1
        // 9 decimals beside 15 digits fit 64 bits; a longer text is no number of ours.
        guard digits <= 18 else { return nil }
        units = units * 10 + Int64(byte - UInt8(ascii: "0"))
        decimals = decimals.map { $0 + 1 }
      default:
        return nil
      }
    }
    guard digits > 0, decimals != 0 else { return nil }
    if negative, units == 0 { return nil }
    return (negative ? -units : units, decimals ?? 0)
  }

  /// The value times 10^`decimals`, when that is a whole number that fits.
  package func scaled(toDecimals wanted: Int) -> Int64? {
    guard wanted >= decimals, wanted - decimals <= 18 else { return nil }
    let (value, overflow) = units.multipliedReportingOverflow(by: Fraction.powerOfTen(wanted - decimals))
    return overflow ? nil : value
  }

  package var fraction: Fraction {
    Fraction(lowestTermsOf: Int128(units), over: Int128(Fraction.powerOfTen(decimals)))
  }
}

extension MarkDecimal: Comparable {
  package static func < (left: MarkDecimal, right: MarkDecimal) -> Bool {
    Int128(left.units) * Int128(Fraction.powerOfTen(right.decimals))
      < Int128(right.units) * Int128(Fraction.powerOfTen(left.decimals))
  }
}

extension MarkDecimal: CustomStringConvertible {
  /// The canonical spelling: no trailing zero after the point, no leading zero before another digit, no `-0`.
  package var description: String {
    DecimalText.text(magnitude: UInt128(units.magnitude), negative: units < 0, decimals: decimals)
  }
}

/// Plain decimal notation.
package enum DecimalText {
  package static func text(magnitude: UInt128, negative: Bool, decimals: Int) -> String {
    var digits = String(magnitude)
    if decimals > 0 {
      if digits.utf8.count <= decimals {
        digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
      }
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
    }
    return negative ? "-" + digits : digits
  }
}
