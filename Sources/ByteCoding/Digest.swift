/// A 256-bit digest (SHA-256 unless the field says otherwise). It is a value: this module computes none.
///
/// Compared and ordered as bytes.
package struct Digest: Hashable, Sendable {
  package static let byteCount = 32
  /// 32 zero bytes: "none", where a field must be present.
  package static let zero = Digest(unchecked: [UInt8](repeating: 0, count: byteCount))

  package let bytes: [UInt8]

  /// - Returns: nil unless there are exactly 32 bytes.
  package init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Digest.byteCount else { return nil }
    self.bytes = [UInt8](bytes)
  }

  private init(unchecked bytes: [UInt8]) {
    self.bytes = bytes
  }
}

extension Digest: Comparable {
  package static func < (left: Digest, right: Digest) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension Digest: CustomStringConvertible {
  /// Lower-case hexadecimal, 64 signs.
  package var description: String { Hex.encode(bytes) }
}
