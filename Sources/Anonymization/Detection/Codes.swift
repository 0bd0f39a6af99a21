/// Reading code points.
extension Array where Element == UInt32 {
  func has(_ literal: [UInt32], at index: Int) -> Bool {
    index >= 0 && index + literal.count <= count && self[index..<index + literal.count].elementsEqual(literal)
  }

  func hasSuffix(_ literal: [UInt32], before index: Int) -> Bool { has(literal, at: index - literal.count) }

  /// The first index from here that does not satisfy.
  func end(from index: Int, limit: Int = .max, while satisfies: (UInt32) -> Bool) -> Int {
    var end = index
    while end < count, end - index < limit, satisfies(self[end]) { end += 1 }
    return end
  }

  /// The first index of the run that ends before here.
  func start(before index: Int, limit: Int = .max, while satisfies: (UInt32) -> Bool) -> Int {
    var start = index
    while start > 0, index - start < limit, satisfies(self[start - 1]) { start -= 1 }
    return start
  }

  func skippingSpaces(from index: Int) -> Int { end(from: index) { $0 == Sign.space } }

  /// Every place of a literal.
  func places(of literal: [UInt32]) -> [Int] {
    guard let first = literal.first, literal.count <= count else { return [] }
    return (0...count - literal.count).filter { self[$0] == first && has(literal, at: $0) }
  }
}

/// Words to look for, longest first.
struct Lexicon: Sendable {
  private let words: [[UInt32]]
  private let firsts: Set<UInt32>
  private let lasts: Set<UInt32>

  /// - Parameter text: words divided by spaces.
  init(_ text: String) {
    words = text.split(separator: " ").map { $0.unicodeScalars.map(\.value) }.sorted { $0.count > $1.count }
    firsts = Set(words.compactMap(\.first))
    lasts = Set(words.compactMap(\.last))
  }

  /// The length of the longest word that begins here; nil when none does.
  func length(at index: Int, in codes: [UInt32]) -> Int? {
    guard index < codes.count, firsts.contains(codes[index]) else { return nil }
    return words.first { codes.has($0, at: index) }?.count
  }

  /// The length of the longest word that ends before here; nil when none does.
  func length(before index: Int, in codes: [UInt32]) -> Int? {
    guard index > 0, index <= codes.count, lasts.contains(codes[index - 1]) else { return nil }
    return words.first { codes.hasSuffix($0, before: index) }?.count
  }

  /// The end of the last word that lies inside the range.
  func lastEnd(in range: Range<Int>, of codes: [UInt32]) -> Int? {
    for end in stride(from: range.upperBound, to: range.lowerBound, by: -1) {
      if let length = length(before: end, in: codes), end - length >= range.lowerBound { return end }
    }
    return nil
  }
}
