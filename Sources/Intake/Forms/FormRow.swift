import OfficeFiles

/// One row of a form's table as label and level.
struct FormRow {
  /// The distinct texts left of the numbers, joined and normalised.
  let label: String
  /// 国家级 or 省级, when a cell of the label says only that.
  let sublevel: String?

  /// What a column of units holds.
  private static let units: Set<String> = ["个", "家", "项", "亿元"]

  init(_ table: CellTable, _ row: Int, before firstValue: Int) {
    var parts: [String] = []
    var sublevel: String?
    for column in 0..<firstValue {
      let text = LabelText.normalised(table.shownText(row, column))
      guard !text.isEmpty, parts.last != text else { continue }
      if text == "国家级" || text == "省级" {
        sublevel = text
      } else if !text.allSatisfy(\.isNumber), !parts.contains(text), !FormRow.units.contains(text) {
        parts.append(text)
      }
    }
    let (label, level) = FormRow.split(parts.joined())
    sublevel = sublevel ?? level
    self.label = label
    self.sublevel = sublevel
  }

  /// `…数量(国家级)` as label and level.
  private static func split(_ label: String) -> (label: String, level: String?) {
    for level in ["国家级", "省级"] where label.hasSuffix("(\(level))") {
      return (String(label.dropLast(level.count + 2)), level)
    }
    return (label, nil)
  }

  /// A row's first text, for finding out which form it belongs to.
  static func firstLabel(_ table: CellTable, _ row: Int) -> String {
    for column in table.rows[row].indices {
      let text = LabelText.normalised(table.shownText(row, column))
      if !text.isEmpty, !text.allSatisfy(\.isNumber) { return split(text).label }
    }
    return ""
  }
}

/// Labels without what writers vary: spaces, quotation marks, numbers before, units behind.
enum LabelText {
  private static let dropped: Set<Character> = ["“", "”", "\"", "‘", "’", "'", "「", "」", "*", "＊"]

  static func normalised(_ text: String) -> String {
    var label = FoldedText.compact(text).filter { !dropped.contains($0) }
    label = withoutNumber(label)
    for unit in ["(%)", "(个)", "(家)", "(亿元)", "(项)", "(单位:%)", "(单位:个)", "%"] where label.hasSuffix(unit) {
      label.removeLast(unit.count)
    }
    if label.hasSuffix(":") { label.removeLast() }
    return label
  }

  /// `1.`, `(1)`, `一、` before a label.
  static func withoutNumber(_ label: String) -> String {
    var rest = label[...]
    if rest.first == "(" {
      guard let close = rest.firstIndex(of: ")") else { return label }
      let inside = rest[rest.index(after: rest.startIndex)..<close]
      guard !inside.isEmpty, inside.count <= 3, inside.allSatisfy(isNumeral) else { return label }
      return String(rest[rest.index(after: close)...])
    }
    let numerals = rest.prefix(while: isNumeral)
    guard !numerals.isEmpty, numerals.count <= 3 else { return label }
    rest = rest[numerals.endIndex...]
    guard let mark = rest.first, "、..,".contains(mark) || mark == "．" else { return label }
    return String(rest.dropFirst())
  }

  static func isNumeral(_ character: Character) -> Bool {
    "一二三四五六七八九十百〇零0123456789".contains(character)
  }
}
