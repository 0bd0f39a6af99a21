/// Patterns of contact data and numbers over the scan's own text.
struct LeakPatterns {
  private let text: [Character]
  private let offsets: [Int]

  init(_ text: ScanText) {
    self.text = text.plain.map { Unicode.Scalar($0).map(Character.init) ?? "?" }
    offsets = text.plainOffsets
  }

  var findings: [LeakFinding] {
    var findings: [LeakFinding] = []
    func add(_ rule: LeakFinding.Rule, _ range: Range<Int>) {
      let around = max(0, range.lowerBound - 4)..<min(text.count, range.upperBound + 4)
      findings.append(LeakFinding(rule: rule, offset: offsets[range.lowerBound], excerpt: String(text[around])))
    }
    var index = 0
    while index < text.count {
      if isDigit(text[index]), index == 0 || !isWordSign(text[index - 1]) {
        let end = numberEnd(index)
        if let rule = rule(ofNumber: index..<end) { add(rule, index..<end) }
        index = end
        continue
      }
      if text[index] == "@", isWordSign(at: index - 1), isWordSign(at: index + 1) { add(.email, index..<index + 1) }
      if has("://", index) || has("www.", index) { add(.url, index..<index + 3) }
      if has(":\\", index), isWordSign(at: index - 1) { add(.path, index - 1..<index + 2) }
      if text[index] == "鲁", isLetter(at: index + 1), !isLetter(at: index + 2) { add(.plate, index..<index + 2) }
      if has("东经", index) || has("北纬", index), text[index + 2..<min(text.count, index + 6)].contains(where: isDigit) {
        add(.coordinates, index..<index + 2)
      }
      if text[index] == "号", let start = documentStart(before: index) { add(.documentNumber, start..<index + 1) }
      if has("有限公司", index) || has("有限责任公司", index), isName(before: index) { add(.company, index..<index + 4) }
      index += 1
    }
    return findings
  }

  private func has(_ word: String, _ index: Int) -> Bool {
    let characters = Array(word)
    return index + characters.count <= text.count && Array(text[index..<index + characters.count]) == characters
  }

  private func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
  private func isWordSign(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber)
  }
  private func isWordSign(at index: Int) -> Bool { text.indices.contains(index) && isWordSign(text[index]) }
  private func isLetter(at index: Int) -> Bool {
    text.indices.contains(index) && text[index].isASCII && text[index].isLetter
  }

  /// Digits and letters, over single hyphens, spaces and brackets between digits.
  private func numberEnd(_ start: Int) -> Int {
    var end = start
    while end < text.count {
      if isWordSign(text[end]) {
        end += 1
      } else if "-() ".contains(text[end]), end + 1 < text.count, isDigit(text[end + 1]) {
        end += 1
      } else {
        break
      }
    }
    return end
  }

  private func rule(ofNumber range: Range<Int>) -> LeakFinding.Rule? {
    let token = text[range].filter { $0.isLetter || $0.isNumber }
    let digits = token.filter(isDigit)
    let spelled = String(digits)
    let isAllDigits = digits.count == token.count
    let hasMark = text[range].contains("-")
    if isAllDigits, digits.count == 11, digits[0] == "1", digits[1] >= "3" { return .phone }
    if isAllDigits, digits[0] == "0", (10...12).contains(digits.count) { return .phone }
    if isAllDigits, digits.count == 4, LeakPatterns.areaCodes.contains(spelled) { return .areaCode }
    if token.count == 18, digits.count >= 9, !hasMark { return .registeredNumber }
    if isAllDigits, digits.count == 20, hasMark, spelled.dropFirst(4).hasPrefix("37") { return .registeredNumber }
    if isAllDigits, !hasMark, (15...19).contains(digits.count) { return .registeredNumber }
    if isAllDigits, !hasMark, [6, 12].contains(digits.count), spelled.hasPrefix("37"), isDivision(spelled) {
      return .registeredNumber
    }
    return nil
  }

  private static let areaCodes: Set<String> = [
    "0530", "0531", "0532", "0533", "0534", "0535", "0536", "0537", "0538", "0539", "0543", "0546", "0631", "0632",
    "0633", "0634", "0635",
  ]

  /// 3701 to 3717, and a county below 90.
  private func isDivision(_ digits: String) -> Bool {
    guard let city = Int(digits.dropFirst(2).prefix(2)), let county = Int(digits.dropFirst(4).prefix(2)) else {
      return false
    }
    return (1...17).contains(city) && county < 90 && (county == 0 || county == 2 || county == 3 || county > 2)
  }

  /// A bracketed year before the number of a document, with Chinese characters before it that are no national office's.
  private func documentStart(before end: Int) -> Int? {
    var index = end
    while index > 0, isDigit(text[index - 1]) { index -= 1 }
    guard index < end, index > 5, "〕]】)）".contains(text[index - 1]) else { return nil }
    let open = index - 6
    guard "〔[【(（".contains(text[open]), text[open + 1..<index - 1].allSatisfy(isDigit) else { return nil }
    var start = open
    while start > 0, open - start < 8, text[start - 1].isLetter, !text[start - 1].isASCII { start -= 1 }
    let office = String(text[start..<open])
    let isNational = ["国", "鲁", "工信", "财", "发改", "中"].contains { office.hasPrefix($0) }
    return start < open && !isNational ? start : nil
  }

  /// Two letters directly before 有限公司: a name; a placeholder's bracket is none.
  private func isName(before index: Int) -> Bool {
    guard index >= 2, text[index - 1].isLetter, text[index - 2].isLetter else { return false }
    var start = index
    while start > 0, text[start - 1].isLetter { start -= 1 }
    return !LeakPatterns.nationalCompanies.contains { String(text[start..<index]).contains($0) }
  }

  private static let nationalCompanies = [
    "中国移动", "中国联通", "中国电信", "中国铁塔", "中国广电", "银行", "国家电网", "华为", "腾讯", "阿里", "百度", "京东", "中兴", "邮政",
  ]
}
