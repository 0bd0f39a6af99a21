/// Dates as offices write them: 2024年4月9日, 二〇二四年四月, 2024-04-09.
enum StatedDate {
  private static let digits: [Character: Character] = [
    "〇": "0", "○": "0", "零": "0", "O": "0", "一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7",
    "八": "8",
    "九": "9",
  ]

  /// The year of a text that is a date and little else; nil for anything longer.
  static func year(in text: String) -> Int? {
    let compact = FoldedText.compact(text)
    guard compact.count <= 16 else { return nil }
    let figures = String(compact.map { digits[$0] ?? $0 }.prefix(4))
    guard compact.count > 4, let year = Int(figures), (1949...2100).contains(year) else { return nil }
    let next = compact[compact.index(compact.startIndex, offsetBy: 4)]
    return "年-./".contains(next) ? year : nil
  }
}
