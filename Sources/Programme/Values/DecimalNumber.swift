/// An exact decimal number as a form states it: `-20.4` is digits 204, negative, scale 1. Never a binary fraction.
package struct DecimalNumber: Hashable, Sendable {
  /// The value times ten to the power of `scale`.
  package let unscaled: Int64
  /// Digits after the point, 0 to 9.
  package let scale: Int

  /// No form has a number of more digits; so a sum of them cannot overflow.
  package static let maximumDigits = 15
  package static let maximumScale = 9

  package init?(unscaled: Int64, scale: Int) {
    guard (0...DecimalNumber.maximumScale).contains(scale), unscaled.magnitude < 1_000_000_000_000_000 else {
      return nil
    }
    var unscaled = unscaled
    var scale = scale
    while scale > 0, unscaled % 10 == 0 {
      unscaled /= 10
      scale -= 1
    }
    self.unscaled = unscaled
    self.scale = scale
  }

  /// Reads `-12.50` (ASCII digits, an optional minus, an optional point with digits on both sides) and nothing else.
  package init?(_ text: some StringProtocol) {
    var unscaled: Int64 = 0
    var digits = 0
    var scale = 0
    var pointSeen = false
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest = rest.dropFirst() }
    guard let first = rest.first, let last = rest.last, first != UInt8(ascii: "."), last != UInt8(ascii: ".") else {
      return nil
    }
    for byte in rest {
      switch byte {
      case UInt8(ascii: ".") where !pointSeen:
        pointSeen = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        if pointSeen { scale += 1 }
        guard digits <= DecimalNumber.maximumDigits, scale <= DecimalNumber.maximumScale else { return nil }
        unscaled = unscaled * 10 + Int64(byte - UInt8(ascii: "0"))
      default:
        return nil
      }
    }
    self.init(unscaled: isNegative ? -unscaled : unscaled, scale: scale)
  }

  package var isNegative: Bool { unscaled < 0 }
  package var isWhole: Bool { scale == 0 }
}

extension DecimalNumber: Comparable {
  package static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
    let scale = max(left.scale, right.scale)
    return left.widened(to: scale) < right.widened(to: scale)
  }

  private func widened(to scale: Int) -> Int128 {
    var value = Int128(unscaled)
    for _ in self.scale..<scale { value *= 10 }
    return value
  }
}

extension DecimalNumber: CustomStringConvertible {
  /// The shortest exact form: no needless zeros, no exponent, no `-0`.
  package var description: String {
    guard scale > 0 else { return String(unscaled) }
    var digits = String(unscaled.magnitude)
    if digits.count <= scale { digits = String(repeating: "0", count: scale + 1 - digits.count) + digits }
    let whole = digits.dropLast(scale)
    return "\(isNegative ? "-" : "")\(whole).\(digits.suffix(scale))"
  }
}
