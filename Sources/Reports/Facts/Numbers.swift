import Panel

/// Numbers as the pages show them.
enum Numbers {
  /// - Returns: — for what is no number.
  static func text(_ value: Double, decimals: Int) -> String {
    let scaled = (value * Double(Fraction.powerOfTen(decimals))).rounded()
    guard scaled.magnitude < 1e15 else { return "—" }
    return DecimalText.text(magnitude: UInt128(scaled.magnitude), negative: scaled < 0, decimals: decimals)
  }

  /// With a sign: +1.2, −0.8, 0.0.
  static func signed(_ value: Double, decimals: Int) -> String {
    let text = text(value.magnitude, decimals: decimals)
    let isZero = !text.utf8.contains { (0x31...0x39).contains($0) }
    return isZero ? text : (value < 0 ? "−" : "+") + text
  }

  /// A difference that is not 0 is not shown as 0: more decimals then, up to six.
  static func margin(_ difference: Fraction, decimals: Int) -> String {
    var shown = decimals
    while shown < 6, difference.numerator != 0, difference.roundedUnits(decimals: shown) == 0 { shown += 1 }
    return difference.text(decimals: shown)
  }

  /// Parts of 10,000 in per cent: 15 %, 12.5 %.
  static func percent(_ weight: Int) -> String {
    let (whole, rest) = weight.quotientAndRemainder(dividingBy: 100)
    guard rest > 0 else { return "\(whole)%" }
    let digits = rest % 10 == 0 ? "\(rest / 10)" : (rest < 10 ? "0\(rest)" : "\(rest)")
    return "\(whole).\(digits)%"
  }

  /// Beijing time (UTC+8) of seconds since 1970-01-01 UTC: 2024年3月21日 18:00.
  static func beijingTime(_ seconds: Int64) -> String {
    let local = seconds.addingReportingOverflow(8 * 3600)
    guard !local.overflow, (0...253_402_300_799).contains(local.partialValue) else { return "—" }
    let (days, second) = local.partialValue.quotientAndRemainder(dividingBy: 86_400)
    let (year, month, day) = civil(days)
    let (hour, minute) = (second / 3600, second / 60 % 60)
    return "\(year)年\(month)月\(day)日 \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  /// The Gregorian date of a day counted from 1970-01-01: years begin in March, so that the leap day is the last.
  private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }
}
