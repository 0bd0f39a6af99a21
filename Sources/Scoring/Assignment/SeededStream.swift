package import ByteCoding

/// Random numbers that anybody can draw again: block i of a purpose is H(H(seed ‖ purpose) ‖ i), i = 0, 1, … as eight
/// bytes, big-endian; each block gives four big-endian words of 64 bits. H is SHA-256 (see `protocol/assignment.md`).
package struct SeededStream {
  package typealias Hash = (_ bytes: [UInt8]) throws -> Digest

  package static let seedBytes = 32

  private let hash: Hash
  private let key: [UInt8]
  private var counter: UInt64 = 0
  private var block: [UInt8] = []
  private var used = 0

  /// - Parameter purpose: ASCII; two purposes never share numbers.
  package init(seed: Digest, purpose: String, hash: @escaping Hash) throws {
    self.hash = hash
    key = try hash(seed.bytes + Array(purpose.utf8)).bytes
  }

  package mutating func next() throws -> UInt64 {
    if used == block.count {
      block = try hash(key + SeededStream.bigEndian(counter)).bytes
      counter += 1
      used = 0
    }
    var word: UInt64 = 0
    for byte in block[used..<used + 8] { word = word << 8 | UInt64(byte) }
    used += 8
    return word
  }

  /// Uniform in 0..<bound: the word modulo bound, words at or beyond the last whole multiple of bound passed over.
  package mutating func below(_ bound: Int) throws -> Int {
    let range = UInt64(bound)
    // 2^64 mod range
    let excess = (0 &- range) % range
    while true {
      let word = try next()
      if excess == 0 || word < 0 &- excess { return Int(word % range) }
    }
  }

  /// Fisher–Yates from the end: for i = n−1 down to 1, swap places i and below(i + 1).
  package mutating func shuffle<Element>(_ elements: inout [Element]) throws {
    guard elements.count > 1 else { return }
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, try below(last + 1))
    }
  }

  private static func bigEndian(_ value: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * UInt64($0))) }
  }
}
