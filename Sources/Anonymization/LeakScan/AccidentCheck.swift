/// The scan's own judgement of accidents: 东营 in 山东营商环境 is none of its findings, 东营 in 在东营 is.
///
/// The text around is cut into words greedily, once from the left and once from the right (maximum matching). A name
/// that only one of the two ways reads as a word stands across the border of other words: 长清 in 长清单.
struct AccidentCheck {
  private static let common = Set(
    WordList.commonWords.flatMap { $0.words.split(separator: " ").map(String.init) })

  private let names: Set<String>
  private static let reach = 7
  private static let longest = 4

  init(names: [String]) {
    self.names = Set(names)
  }

  /// Characters before and after, without the name itself.
  func isAccident(_ name: String, before: [Character], after: [Character]) -> Bool {
    let left = Array(before.suffix(AccidentCheck.reach))
    let right = Array(after.prefix(AccidentCheck.reach))
    let window = left + Array(name) + right
    let range = left.count..<left.count + name.count
    return !(forward(window).contains(range) && backward(window).contains(range))
  }

  private func isWord(_ characters: ArraySlice<Character>) -> Bool {
    let word = String(characters)
    return names.contains(word) || AccidentCheck.common.contains(word)
  }

  private func forward(_ window: [Character]) -> [Range<Int>] {
    var cuts: [Range<Int>] = []
    var start = 0
    while start < window.count {
      let length =
        stride(from: min(AccidentCheck.longest, window.count - start), to: 1, by: -1)
        .first { isWord(window[start..<start + $0]) } ?? 1
      cuts.append(start..<start + length)
      start += length
    }
    return cuts
  }

  private func backward(_ window: [Character]) -> [Range<Int>] {
    var cuts: [Range<Int>] = []
    var end = window.count
    while end > 0 {
      let length =
        stride(from: min(AccidentCheck.longest, end), to: 1, by: -1)
        .first { isWord(window[end - $0..<end]) } ?? 1
      cuts.append(end - length..<end)
      end -= length
    }
    return cuts
  }
}
