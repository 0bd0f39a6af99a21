/// A text in which many names are looked for: its bytes, folded and without spaces.
///
/// UTF-8 is self-synchronising, so a name's bytes never match in the middle of another character.
struct SearchedText {
  private let bytes: [UInt8]

  init(_ text: some StringProtocol) {
    bytes = [UInt8](FoldedText.compact(text).utf8)
  }

  func contains(_ name: String) -> Bool { first(of: [UInt8](name.utf8), from: 0) != nil }

  /// Occurrences that do not overlap.
  func count(of name: String) -> Int {
    let wanted = [UInt8](name.utf8)
    guard !wanted.isEmpty else { return 0 }
    var count = 0
    var start = 0
    while let found = first(of: wanted, from: start) {
      count += 1
      start = found + wanted.count
    }
    return count
  }

  private func first(of wanted: [UInt8], from start: Int) -> Int? {
    guard let last = wanted.last, bytes.count >= wanted.count else { return nil }
    let length = wanted.count
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      var end = start + length - 1
      // The last byte of a name varies most: the first of Chinese characters hardly does.
      while end < bytes.count {
        if unsafe bytes[end] == last {
          var index = 0
          while index < length, unsafe bytes[end - length + 1 + index] == wanted[index] { index += 1 }
          if index == length { return end - length + 1 }
        }
        end += 1
      }
      return nil
    }
  }
}
