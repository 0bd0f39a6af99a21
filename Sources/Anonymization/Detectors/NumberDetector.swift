import Intake
import Programme

/// Registered numbers: plates, area codes, postcodes, division codes, project and credit codes, accounts, identity
/// numbers, coordinates.
struct NumberDetector: Detector {
  private static let postLabels = Lexicon("邮政编码 邮编 邮政代码 postcode zip 邮码")
  private static let accountLabels = Lexicon("账号 帐号 卡号 账户 帐户 银行账号 对公账户 开户行账号 收款账号")
  private static let amountUnits = Lexicon("万 亿 元 个 家 人 户 吨 亩 平 件 台 % 次 公里 米 千 百 项 辆 名 套 kw 兆 度 标")
  private static let identityLabels = Lexicon("身份证 身份证号 身份证号码 证件号 证件号码 公民身份号码")

  func detections(in text: NormalizedText, context: DetectionContext) -> [Detection] {
    let codes = text.codes
    var found: [Detection] = []
    func add(_ range: Range<Int>, _ rule: RedactionRule) {
      found.append(Detection(range: range, rule: rule, subject: .kind(rule)))
    }
    for index in codes.indices {
      if let end = plateEnd(index, codes) { add(index..<end, .plate) }
      if let end = coordinatesEnd(index, codes) { add(index..<end, .coordinates) }
      guard Sign.isDigit(codes[index]) || Sign.isLetter(codes[index]),
        index == 0 || !(Sign.isDigit(codes[index - 1]) || Sign.isLetter(codes[index - 1]))
      else { continue }
      if let end = projectEnd(index, codes) {
        add(index..<end, .projectCode)
        continue
      }
      let end = codes.end(from: index) { Sign.isDigit($0) || Sign.isLetter($0) }
      let token = Array(codes[index..<end])
      guard !(index >= 2 && codes[index - 1] == 0x2E && Sign.isDigit(codes[index - 2])) else { continue }
      if let rule = rule(of: token, at: index, codes, context) { add(index..<end, rule) }
      if let end = spacedAccountEnd(index, codes) { add(index..<end, .bankAccount) }
    }
    return found
  }

  private func rule(
    of token: [UInt32], at index: Int, _ codes: [UInt32], _ context: DetectionContext
  ) -> RedactionRule? {
    let isNumber = token.allSatisfy(Sign.isDigit)
    let end = index + token.count
    switch token.count {
    case 18:
      if isIdentityNumber(token) { return .identityNumber }
      if token.prefix(2).allSatisfy({ Sign.isDigit($0) || Sign.isLetter($0) }), token[2..<8].allSatisfy(Sign.isDigit) {
        return .creditCode
      }
      return isNumber ? .bankAccount : nil
    case 15 where isNumber && isLabelled(index, codes, NumberDetector.identityLabels): return .identityNumber
    case 4 where isNumber && DivisionFacts.areaCodes.contains(token.text): return .areaCode
    case 6 where isNumber:
      if isLabelled(index, codes, NumberDetector.postLabels) { return .postcode }
      if NumberDetector.amountUnits.length(at: codes.skippingSpaces(from: end), in: codes) != nil { return nil }
      if isDivision(token, context) { return .divisionCode }
      return isPostcode(token, context) ? .postcode : nil
    case 9, 12:
      guard isNumber, token.starts(with: "37".codes), isDivision(Array(token[0..<6]), context) else { return nil }
      return .divisionCode
    case 13, 14: return isNumber && isLabelled(index, codes, NumberDetector.accountLabels) ? .bankAccount : nil
    case 16, 17, 19: return isNumber ? .bankAccount : nil
    default:
      return isNumber && (8...25).contains(token.count) && isLabelled(index, codes, NumberDetector.accountLabels)
        ? .bankAccount : nil
    }
  }

  private func isDivision(_ token: [UInt32], _ context: DetectionContext) -> Bool {
    let code = token.text
    return context.applicant.divisions.division(code: code) != nil
      || context.applicant.divisions.zones.contains { $0.code == code }
      || NumberDetector.formerCodes.contains(code)
  }

  private static let formerCodes: Set<String> = [
    "371200", "371202", "371203", "370181", "370125", "370123", "370282", "370284", "370205", "370521", "370634",
    "370684", "370882", "370802", "371081", "371421", "371523", "371624", "371626", "371727", "370983",
  ]

  /// A postcode of the applicant's city; elsewhere six digits need their label.
  private func isPostcode(_ token: [UInt32], _ context: DetectionContext) -> Bool {
    let prefixes = DivisionFacts.numbers.first { $0.code == context.applicant.cityCode }?.postcodes ?? []
    return prefixes.contains(token[0..<3].text) && token.suffix(2) != "00".codes[...] || token == "250001".codes
  }

  private func isLabelled(_ index: Int, _ codes: [UInt32], _ labels: Lexicon) -> Bool {
    let before = codes.start(before: index, limit: 5) { ":( 为是号".codes.contains($0) }
    return labels.length(before: before, in: codes) != nil || labels.length(before: index, in: codes) != nil
  }

  // MARK: Plates

  /// 鲁A, 鲁A·12345; the sign of the province and a letter of Shandong.
  private func plateEnd(_ index: Int, _ codes: [UInt32]) -> Int? {
    guard codes[index] == 0x9C81 else { return nil }
    let letter = codes.skippingSpaces(from: index + 1)
    guard letter < codes.count, Sign.isLetter(codes[letter]) else { return nil }
    let mark = codes.end(from: letter + 1, limit: 2) { [0x20, 0xB7, 0x2022, 0x2D, 0x2E].contains($0) }
    let end = codes.end(from: mark, limit: 6) { Sign.isDigit($0) || Sign.isLetter($0) }
    if end - mark >= 5 { return end }
    let after = letter + 1
    return after < codes.count && Sign.isLetter(codes[after]) ? nil : after
  }

  // MARK: Project codes

  /// 2307-370100-04-01-747368: year and month, division, kind, trade, number.
  private func projectEnd(_ index: Int, _ codes: [UInt32]) -> Int? {
    var end = index
    for (part, count) in [4, 6, 2, 2, 6].enumerated() {
      if part > 0 {
        let mark = codes.end(from: end, limit: 3) { $0 == 0x2D || $0 == 0x20 || $0 == 0x5F }
        guard mark > end else { return nil }
        end = mark
      }
      let next = codes.end(from: end, limit: count, while: Sign.isDigit)
      guard next - end == count else { return nil }
      end = next
    }
    return end
  }

  // MARK: Accounts and identity numbers

  /// Groups of four digits, sixteen to nineteen in all.
  private func spacedAccountEnd(_ index: Int, _ codes: [UInt32]) -> Int? {
    var end = index
    var digits = 0
    while digits < 20 {
      let next = codes.end(from: end, limit: 4, while: Sign.isDigit)
      guard next > end else { break }
      digits += next - end
      end = next
      guard next < codes.count, codes[next] == Sign.space, next + 1 < codes.count, Sign.isDigit(codes[next + 1]),
        digits % 4 == 0
      else { break }
      end = next + 1
    }
    return (16...19).contains(digits) && codes[index..<end].contains(Sign.space) ? end : nil
  }

  /// Eighteen signs with the check sign of GB 11643.
  private func isIdentityNumber(_ token: [UInt32]) -> Bool {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    guard token.count == 18, token.prefix(17).allSatisfy(Sign.isDigit) else { return false }
    guard let century = Int(token[6..<8].text), century == 19 || century == 20 else { return false }
    let sum = zip(token, weights).reduce(0) { $0 + (Int($1.0) - 0x30) * $1.1 }
    let check = "10x98765432".codes[sum % 11]
    return token[17] == check || token[17] == 0x78
  }

  // MARK: Coordinates

  private static let directions = Lexicon("东经 北纬 经度 纬度 e n lng lat lon 经 纬")

  /// 东经117°7′，北纬36°38′; 117.12°E, 36.65°N; 36.7067,117.1818 within Shandong.
  private func coordinatesEnd(_ index: Int, _ codes: [UInt32]) -> Int? {
    guard index == 0 || !(Sign.isDigit(codes[index - 1]) || Sign.isLetter(codes[index - 1]) || codes[index - 1] == 0x2E)
    else { return nil }
    guard let first = oneCoordinate(index, codes) else { return nil }
    let mark = codes.end(from: first.end, limit: 3) { ",，;、 ;/和".codes.contains($0) }
    if mark > first.end || first.isMarked, let second = oneCoordinate(mark, codes),
      first.isMarked || second.isMarked || first.isExact && second.isExact,
      first.isLongitude != second.isLongitude
    {
      return second.end
    }
    return first.isMarked && first.hasDegrees ? first.end : nil
  }

  private struct Coordinate {
    var end: Int
    /// A direction or a degree sign stands with it.
    var isMarked: Bool
    var hasDegrees: Bool
    /// Three decimals or more.
    var isExact: Bool
    var isLongitude: Bool
  }

  private static let degreeSigns = Set("°º度′'分″\"秒’”".codes)

  /// A number that can be Shandong's longitude (114 to 123) or latitude (34 to 39).
  private func oneCoordinate(_ start: Int, _ codes: [UInt32]) -> Coordinate? {
    guard start < codes.count else { return nil }
    var index = start
    var isMarked = false
    if let length = NumberDetector.directions.length(at: index, in: codes) {
      isMarked = true
      index = codes.end(from: index + length, limit: 3) { ": 为=".codes.contains($0) }
    }
    let whole = codes.end(from: index, limit: 3, while: Sign.isDigit)
    guard whole > index, let degrees = Int(codes[index..<whole].text) else { return nil }
    let isLongitude = (113...124).contains(degrees)
    guard isLongitude || (33...39).contains(degrees) else { return nil }
    var end = whole
    if end < codes.count, codes[end] == 0x2E { end = codes.end(from: end + 1, while: Sign.isDigit) }
    let isExact = end - whole >= 4
    var hasDegrees = false
    while end < codes.count, NumberDetector.degreeSigns.contains(codes[end]) {
      hasDegrees = true
      end += 1
      let digits = codes.end(from: codes.skippingSpaces(from: end), limit: 2, while: Sign.isDigit)
      let more =
        digits < codes.count && codes[digits] == 0x2E ? codes.end(from: digits + 1, while: Sign.isDigit) : digits
      if more < codes.count, more > end, NumberDetector.degreeSigns.contains(codes[more]) { end = more }
    }
    if hasDegrees || isExact, end < codes.count, codes[end] == 0x65 || codes[end] == 0x6E,
      end + 1 == codes.count || !Sign.isLetter(codes[end + 1])
    {
      isMarked = true
      end += 1
    }
    return Coordinate(
      end: end, isMarked: isMarked || hasDegrees && degreesAreMinutes(codes, whole), hasDegrees: hasDegrees || isExact,
      isExact: isExact, isLongitude: isLongitude)
  }

  private func degreesAreMinutes(_ codes: [UInt32], _ index: Int) -> Bool {
    index < codes.count && (codes[index] == 0xB0 || codes[index] == 0xBA)
  }
}
