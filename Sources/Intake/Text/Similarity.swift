/// How alike two short texts are, by their pairs of neighbouring characters (Sørensen and Dice).
enum Similarity {
  /// 0 for nothing in common, 1 for the same text.
  static func dice(_ left: String, _ right: String) -> Double {
    if left == right { return 1 }
    let leftPairs = pairs(left)
    var rest = pairs(right)
    let total = leftPairs.values.reduce(0, +) + rest.values.reduce(0, +)
    guard total > 0 else { return 0 }
    var common = 0
    for (pair, count) in leftPairs {
      let shared = min(count, rest[pair] ?? 0)
      common += shared
      rest[pair] = nil
    }
    return Double(2 * common) / Double(total)
  }

  private static func pairs(_ text: String) -> [String: Int] {
    let characters = Array(text)
    guard characters.count > 1 else { return text.isEmpty ? [:] : [text: 1] }
    return (1..<characters.count).reduce(into: [:]) { counts, index in
      counts[String(characters[index - 1...index]), default: 0] += 1
    }
  }
}
