/// Reads an answer of two boxes: `☑是 □否`, `是√ 否`, `（√）是（ ）否`, `是`.
enum TickBoxes {
  private enum Token: Equatable {
    case yes
    case no
    case box(isTicked: Bool)
  }

  private static let ticked: Set<Character> = [
    "☑", "☒", "√", "✓", "✔", "■", "●", "◉", "⊠", "▣", "◆", "★", "✗", "✘", "×", "V", "v", "R", "☛", "◼", "⬛", "✅",
  ]
  private static let open: Set<Character> = ["□", "☐", "○", "◯", "◻", "▢", "◇", "⬜", "£", "〇", "❑", "❒", "口"]

  static func answer(_ text: String) -> ApprovalAnswer {
    let tokens = tokens(FoldedText.visible(text))
    let hasBoxes = tokens.contains { if case .box = $0 { true } else { false } }
    guard hasBoxes else {
      switch (tokens.contains(.yes), tokens.contains(.no)) {
      case (true, false): return .yes
      case (false, true): return .no
      default: return .unanswered
      }
    }
    guard let first = tokens.first else { return .unanswered }
    let boxStandsBefore = if case .box = first { true } else { false }
    var isYes = false
    var isNo = false
    for (index, token) in tokens.enumerated() where token == .yes || token == .no {
      let neighbour = boxStandsBefore ? index - 1 : index + 1
      guard tokens.indices.contains(neighbour), case .box(let isTicked) = tokens[neighbour], isTicked else { continue }
      if token == .yes { isYes = true } else { isNo = true }
    }
    switch (isYes, isNo) {
    case (true, false): return .yes
    case (false, true): return .no
    case (true, true): return .both
    case (false, false): return .unanswered
    }
  }

  private static func tokens(_ text: String) -> [Token] {
    var tokens: [Token] = []
    var isInBracket = false
    var bracketHasTick = false
    for character in text {
      switch character {
      case "是": tokens.append(.yes)
      case "否": tokens.append(.no)
      case "（", "(", "[", "［", "【":
        isInBracket = true
        bracketHasTick = false
      case "）", ")", "]", "］", "】":
        if isInBracket { tokens.append(.box(isTicked: bracketHasTick)) }
        isInBracket = false
      case _ where ticked.contains(character):
        if isInBracket { bracketHasTick = true } else { tokens.append(.box(isTicked: true)) }
      case _ where open.contains(character):
        if !isInBracket { tokens.append(.box(isTicked: false)) }
      default: break
      }
    }
    return tokens
  }
}
