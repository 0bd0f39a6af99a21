/// How an automatic number is written (ST_NumberFormat, ISO/IEC 29500-1 §17.18.59).
enum NumberFormat {
  static func text(_ number: Int, format: String) -> String {
    switch format {
    case "none", "bullet": ""
    case "lowerLetter": letters(number, first: "a")
    case "upperLetter": letters(number, first: "A")
    case "lowerRoman": roman(number).lowercased()
    case "upperRoman": roman(number)
    case "decimalZero": number < 10 ? "0\(number)" : "\(number)"
    case "decimalEnclosedCircle", "decimalEnclosedCircleChinese": enclosed(number, first: 0x2460)
    case "decimalEnclosedParen": enclosed(number, first: 0x2474)
    case "decimalEnclosedFullstop": enclosed(number, first: 0x2488)
    case "decimalFullWidth", "decimalFullWidth2": fullWidth(number)
    case "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
      "japaneseCounting", "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanCounting":
      chinese(number, digits: "〇一二三四五六七八九", units: "十百千")
    case "chineseLegalSimplified", "ideographLegalTraditional":
      chinese(number, digits: "零壹贰叁肆伍陆柒捌玖", units: "拾佰仟")
    case "ideographTraditional": cycle(number, "甲乙丙丁戊己庚辛壬癸")
    case "ideographZodiac": cycle(number, "子丑寅卯辰巳午未申酉戌亥")
    default: "\(number)"
    }
  }

  private static func letters(_ number: Int, first: Unicode.Scalar) -> String {
    guard number > 0, let letter = Unicode.Scalar(first.value + UInt32((number - 1) % 26)) else { return "" }
    return String(repeating: Character(letter), count: (number - 1) / 26 + 1)
  }

  private static func roman(_ number: Int) -> String {
    guard (1..<4000).contains(number) else { return "\(number)" }
    var rest = number
    var text = ""
    for (value, sign) in [
      (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
      (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ] {
      while rest >= value {
        text += sign
        rest -= value
      }
    }
    return text
  }

  private static func enclosed(_ number: Int, first: UInt32) -> String {
    guard (1...20).contains(number), let sign = Unicode.Scalar(first + UInt32(number - 1)) else { return "\(number)" }
    return String(Character(sign))
  }

  private static func fullWidth(_ number: Int) -> String {
    String(String.UnicodeScalarView("\(number)".unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
  }

  /// 1 to 9999: 十二, 二十, 一百零三.
  private static func chinese(_ number: Int, digits: String, units: String) -> String {
    guard (1...9999).contains(number) else { return "\(number)" }
    let digits = Array(digits)
    let units = Array(units)
    let places = "\(number)".compactMap(\.wholeNumberValue)
    var text = ""
    var zeroPending = false
    for (index, digit) in places.enumerated() {
      let place = places.count - 1 - index
      if digit == 0 {
        zeroPending = !text.isEmpty
        continue
      }
      if zeroPending {
        text.append("零")
        zeroPending = false
      }
      // 12 is 十二, not 一十二.
      if !(digit == 1 && place == 1 && text.isEmpty) { text.append(digits[digit]) }
      if place > 0 { text.append(units[place - 1]) }
    }
    return text
  }

  private static func cycle(_ number: Int, _ signs: String) -> String {
    let signs = Array(signs)
    guard (1...signs.count).contains(number) else { return "\(number)" }
    return String(signs[number - 1])
  }
}
