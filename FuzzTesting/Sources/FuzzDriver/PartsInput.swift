/// Several parts in one input, so that a fuzzer can change each.
package struct PartsInput {
  private let parts: [[UInt8]]

  package init(_ input: UnsafeBufferPointer<UInt8>) {
    let mark = [UInt8]("\n---\n".utf8)
    var parts: [[UInt8]] = [[]]
    var index = input.startIndex
    while index < input.endIndex {
      if input[index...].starts(with: mark) {
        parts.append([])
        index += mark.count
      } else {
        parts[parts.count - 1].append(input[index])
        index += 1
      }
    }
    self.parts = parts
  }

  /// Empty for a part that the input has not.
  package subscript(_ index: Int) -> [UInt8] { parts.indices.contains(index) ? parts[index] : [] }
}
