/// Common words and what each costs in a segmentation: ten times the negative logarithm of how frequent it is, stepped.
struct WordList: Sendable {
  static let standard = WordList()

  /// No word is longer.
  static let longestWord = 5
  /// A character that stands alone.
  static let strangerCost = 105
  /// A character that often stands alone: 和, 的, 在.
  static let particleCost = 85

  private let costs: [[UInt32]: Int]
  private let particles: Set<UInt32>

  private init() {
    var costs: [[UInt32]: Int] = [:]
    for (cost, words) in WordList.commonWords {
      for word in words.split(separator: " ") { costs[word.unicodeScalars.map(\.value)] = cost }
    }
    self.costs = costs
    particles = Set("和与及的在是为对向由以等从到把将让赴来于被其我本该各了也".unicodeScalars.map(\.value))
  }

  /// Nil when it is no word of the list.
  func cost(of word: ArraySlice<UInt32>) -> Int? {
    if word.count == 1, let only = word.first {
      return particles.contains(only) ? WordList.particleCost : WordList.strangerCost
    }
    return costs[Array(word)]
  }

  func contains(_ word: [UInt32]) -> Bool { costs[word] != nil }
}
