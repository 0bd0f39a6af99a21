import Programme

/// What a cell of a form says, and what had to be done to read it.
struct CellNumber: Hashable {
  enum Repair: Hashable {
    /// Full-width digits, thousands separators, other minus signs, spaces inside.
    case normalised
    /// A unit beside the digits.
    case unit
  }

  let state: FormValue.State
  let repairs: Set<Repair>

  private static let noneWords: Set<String> = ["无", "没有", "暂无", "无数据", "零"]
  private static let notApplicableWords: Set<String> = [
    "不适用", "-", "--", "—", "——", "–", "/", "\\", "N/A", "NA", "n/a", "*", "不涉及",
  ]
  /// Per printed unit, what people write instead.
  private static let units: [String: [String]] = [
    "%": ["%", "百分点", "个百分点"],
    "个": ["个", "家", "项", "户", "座", "件", "处", "种", "站"],
    "亿元": ["亿元", "亿", "亿元人民币"],
  ]

  /// - Parameter isFormatted: the cell holds a number and its sign of per cent is the format's.
  init(_ text: String, unit: String, isFormatted: Bool = false) {
    let trimmed = FoldedText.visible(text).trimmingSpaces()
    let folded = FoldedText.compact(trimmed)
    guard !folded.isEmpty else {
      self.init(.blank)
      return
    }
    if CellNumber.noneWords.contains(folded) {
      self.init(.none)
      return
    }
    if CellNumber.notApplicableWords.contains(folded) {
      self.init(.notApplicable)
      return
    }
    var digits = folded
    var repairs: Set<Repair> = []
    let suffixes = (CellNumber.units[unit] ?? [unit]).sorted { $0.count > $1.count }
    if let suffix = suffixes.first(where: { digits.hasSuffix($0) }) {
      digits.removeLast(suffix.count)
      if !isFormatted { repairs.insert(.unit) }
    }
    if digits.hasPrefix("+") { digits.removeFirst() }
    // An en or em dash before a digit is a minus that a word processor made longer.
    if let first = digits.first, "–—".contains(first) { digits = "-" + digits.dropFirst() }
    digits = CellNumber.withoutSeparators(digits)
    guard let number = DecimalNumber(digits) else {
      self.init(.notANumber)
      return
    }
    let core = repairs.contains(.unit) || isFormatted ? CellNumber.head(of: trimmed, count: digits.count) : trimmed
    if core != digits, !isFormatted { repairs.insert(.normalised) }
    self.init(.number(number), repairs)
  }

  private init(_ state: FormValue.State, _ repairs: Set<Repair> = []) {
    self.state = state
    self.repairs = repairs
  }

  /// The written characters that became the digits, so that a unit alone is not called a repair of digits too.
  private static func head(of text: String, count: Int) -> String { String(text.prefix(count)) }

  /// `1,924.4` is a number in thousands; `1,9` is not.
  private static func withoutSeparators(_ text: String) -> String {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    guard groups.count > 1, let first = groups.first,
      (1...3).contains(first.drop { $0 == "-" }.count),
      groups.dropFirst().dropLast().allSatisfy({ $0.count == 3 }),
      let last = groups.last, last.prefix(while: { $0 != "." }).count == 3
    else { return text }
    return groups.joined()
  }
}

extension String {
  /// White space of every kind gone at both ends.
  func trimmingSpaces() -> String {
    let head = drop { $0.isWhitespace }
    guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(head[...last])
  }
}
