/// Decides whether characters that spell a name stand for it, or fall into it by accident: 东营 in 山东营商环境.
///
/// The cheapest way to read the words around is sought twice, once with the name as one word and once without it (a
/// shortest path over the words of `WordList`, the usual unigram segmentation). The name stands when reading it costs
/// no more.
struct Segmentation: Sendable {
  /// What the name itself costs. A full name is a likelier word than a short one, the applicant's own likelier than
  /// another's.
  enum NameCost {
    static let full = 75
    static let own = 88
    static let other = 94
  }

  /// Characters looked at on each side.
  private static let reach = 8

  private let words = WordList.standard

  func reads(_ range: Range<Int>, in codes: [UInt32], cost: Int) -> Bool {
    var start = range.lowerBound
    while start > 0, range.lowerBound - start < Segmentation.reach, Sign.isHan(codes[start - 1]) { start -= 1 }
    var end = range.upperBound
    while end < codes.count, end - range.upperBound < Segmentation.reach, Sign.isHan(codes[end]) { end += 1 }
    let window = Array(codes[start..<end])
    let name = range.lowerBound - start..<range.upperBound - start
    return cheapest(window, name: name, cost: cost, reading: true)
      <= cheapest(window, name: name, cost: cost, reading: false)
  }

  private func cheapest(_ window: [UInt32], name: Range<Int>, cost: Int, reading: Bool) -> Int {
    let unreached = Int.max
    var best = [Int](repeating: unreached, count: window.count + 1)
    best[0] = 0
    for start in window.indices where best[start] != unreached {
      if reading, start == name.lowerBound {
        best[name.upperBound] = min(best[name.upperBound], best[start] + cost)
        continue
      }
      for length in 1...WordList.longestWord {
        let end = start + length
        guard end <= window.count else { break }
        if reading, start < name.upperBound, end > name.lowerBound { break }
        if !reading, start == name.lowerBound, end == name.upperBound { continue }
        guard let step = words.cost(of: window[start..<end]) else { continue }
        best[end] = min(best[end], best[start] + step)
      }
    }
    return best[window.count]
  }
}
