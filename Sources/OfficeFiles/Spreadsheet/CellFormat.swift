/// How a number format shows a stored number (ISO/IEC 29500-1 §18.8.30), as far as forms use it: decimals, per cent,
/// dates. Digits are handled as text: what is stored as 7.0999999999999996 shows as 7.1, with no binary arithmetic here.
struct CellFormat: Hashable {
  enum Kind: Hashable {
    case general
    /// Decimals after the point; per cent shows a hundred times the number with a sign.
    case fixed(decimals: Int, isPercent: Bool)
    case date
    case text
  }

  let kind: Kind

  /// Built-in formats that have no code in the file (§18.8.30), the Chinese date formats among them.
  init(builtIn id: Int) {
    switch id {
    case 1, 3, 37, 38: kind = .fixed(decimals: 0, isPercent: false)
    case 2, 4, 39, 40, 7, 8: kind = .fixed(decimals: 2, isPercent: false)
    case 9: kind = .fixed(decimals: 0, isPercent: true)
    case 10: kind = .fixed(decimals: 2, isPercent: true)
    case 14...17, 22, 27...31, 34...36, 50...58: kind = .date
    case 49: kind = .text
    default: kind = .general
    }
  }

  init(code: String) {
    // The first section is for positive numbers; what stands in quotes or brackets is no placeholder.
    var bare = ""
    var isQuoted = false
    var isBracketed = false
    var isEscaped = false
    for character in code {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch character {
      case "\\", "_", "*": isEscaped = true
      case "\"": isQuoted.toggle()
      case "[" where !isQuoted: isBracketed = true
      case "]" where isBracketed: isBracketed = false
      default: if !isQuoted && !isBracketed { bare.append(character) }
      }
    }
    let section = bare.split(separator: ";", omittingEmptySubsequences: false).first.map(String.init) ?? ""
    let lower = section.lowercased()
    if section == "@" {
      kind = .text
    } else if lower.contains("general") || section.isEmpty || lower.contains("e+") || section.contains("?/") {
      kind = .general
    } else if !section.contains("0") && !section.contains("#") {
      kind = lower.contains(where: { "ymdhs".contains($0) }) ? .date : .general
    } else {
      let decimals = section.drop { $0 != "." }.count { $0 == "0" || $0 == "#" }
      kind = .fixed(decimals: decimals, isPercent: section.contains("%"))
    }
  }

  /// The stored text as it shows; a text that is no number shows as it is.
  ///
  /// - Parameter isTyped: somebody typed the number, so that decimals which a format does not show were still meant. The
  ///   result of a formula means what it shows.
  func shown(_ stored: String, isTyped: Bool) -> String {
    guard kind != .text, let number = StoredNumber(stored) else { return stored }
    switch kind {
    case .text: return stored
    case .general: return number.rounded(significantDigits: 15).text
    case .fixed(_, isPercent: false) where isTyped: return number.rounded(significantDigits: 15).text
    case .fixed(let decimals, let isPercent):
      let shifted = isPercent ? number.shifted(by: 2) : number
      // First to what the file can carry exactly, then to what shows: so 0.1249999999999999999 shows as stored.
      let shown = shifted.rounded(significantDigits: 15).rounded(decimals: decimals).text
      return isPercent ? shown + "%" : shown
    case .date: return SerialDate.text(number) ?? number.text
    }
  }
}

/// A decimal number as digits and exponent: value = 0.d1d2d3… × 10^point.
struct StoredNumber: Hashable {
  private(set) var isNegative: Bool
  private(set) var digits: [UInt8]
  private(set) var point: Int

  private static let maximumExponent = 400

  /// Reads what xsd:double allows, without INF and NaN.
  init?(_ text: String) {
    var digits: [UInt8] = []
    var point: Int?
    var exponent = 0
    var rest = Array(text.utf8)[...]
    isNegative = rest.first == UInt8(ascii: "-")
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
    while let byte = rest.first {
      if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        digits.append(byte - UInt8(ascii: "0"))
      } else if byte == UInt8(ascii: "."), point == nil {
        point = digits.count
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    guard !digits.isEmpty, digits.count <= StoredNumber.maximumExponent else { return nil }
    if let letter = rest.first {
      guard letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E"),
        let value = Int(String(decoding: rest.dropFirst(), as: UTF8.self)),
        abs(value) <= StoredNumber.maximumExponent
      else { return nil }
      exponent = value
    }
    self.digits = digits
    self.point = (point ?? digits.count) + exponent
    trim()
  }

  private mutating func trim() {
    while digits.first == 0 {
      digits.removeFirst()
      point -= 1
    }
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty {
      point = 0
      isNegative = false
    }
  }

  func shifted(by places: Int) -> StoredNumber {
    var number = self
    if !digits.isEmpty { number.point += places }
    return number
  }

  func rounded(significantDigits: Int) -> StoredNumber { rounded(keeping: significantDigits) }

  func rounded(decimals: Int) -> StoredNumber { rounded(keeping: point + decimals) }

  /// Half away from zero, as spreadsheets show.
  private func rounded(keeping kept: Int) -> StoredNumber {
    guard kept < digits.count else { return self }
    var number = self
    guard kept >= 0 else {
      number.digits = []
      number.trim()
      return number
    }
    let carries = digits[kept] >= 5
    number.digits = Array(digits.prefix(kept))
    if carries {
      var index = kept - 1
      while index >= 0, number.digits[index] == 9 {
        number.digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        number.digits[index] += 1
      } else {
        number.digits.insert(1, at: 0)
        number.point += 1
      }
    }
    number.trim()
    return number
  }

  /// Plain digits without exponent; trailing zeros are not kept.
  var text: String {
    guard !digits.isEmpty else { return "0" }
    var text = isNegative ? "-" : ""
    func append(_ digits: some Sequence<UInt8>) { text += digits.map(String.init).joined() }
    if point <= 0 {
      text += "0." + String(repeating: "0", count: -point)
      append(digits)
    } else if point >= digits.count {
      append(digits)
      text += String(repeating: "0", count: point - digits.count)
    } else {
      append(digits.prefix(point))
      text += "."
      append(digits.dropFirst(point))
    }
    return text
  }

  /// The whole part; nil beyond what a date can be.
  var wholeDays: Int? {
    guard !isNegative, point <= 7 else { return nil }
    guard point > 0 else { return 0 }
    return (0..<point).reduce(0) { $0 * 10 + (digits.indices.contains($1) ? Int(digits[$1]) : 0) }
  }
}

/// Dates as spreadsheets count them: days since the last day of 1899, with a 29 February 1900 that never was.
enum SerialDate {
  /// `2024-03-26`; nil outside 1900 to 9999.
  static func text(_ number: StoredNumber) -> String? {
    guard let serial = number.wholeDays, (1...2_958_465).contains(serial) else { return nil }
    // Days from civil (Howard Hinnant's algorithm), epoch 1970-01-01 = serial 25569.
    let days = (serial > 59 ? serial : serial + 1) - 25_569 + 719_468
    let era = days / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month))-\(two(day))"
  }
}
