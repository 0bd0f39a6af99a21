import ByteCoding

/// A file of a tiled log (C2SP tlog-tiles): 256 hashes of one level, or 256 entries; at the right edge fewer.
package struct Tile: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Roots of complete subtrees of height 8·level.
    case hashes(level: Int)
    case entries
  }

  /// Hashes or entries in a full tile.
  package static let fullWidth = 256
  /// Levels that a tree of `MerkleTree.maximumSize` leaves has.
  package static let maximumLevels = 7

  package let kind: Kind
  package let number: UInt64
  /// 1…256.
  package let width: Int

  package init(_ kind: Kind, number: UInt64, width: Int) {
    precondition((1...Tile.fullWidth).contains(width), "an empty tile does not exist")
    self.kind = kind
    self.number = number
    self.width = width
  }

  /// The tile as a tree of `size` leaves has it.
  ///
  /// - Returns: nil if that tree has no such tile.
  package init?(_ kind: Kind, number: UInt64, size: UInt64) {
    let level = if case .hashes(let level) = kind { level } else { 0 }
    guard (0..<Tile.maximumLevels).contains(level) else { return nil }
    let hashes = size >> UInt64(8 * level)
    guard number <= hashes >> 8 else { return nil }
    let width = min(hashes - number << 8, UInt64(Tile.fullWidth))
    guard width > 0 else { return nil }
    self.init(kind, number: number, width: Int(width))
  }

  /// The most that the tile's file can have.
  package var maximumBytes: Int {
    switch kind {
    case .hashes: width * Digest.byteCount
    case .entries: width * (2 + EntryBundle.maximumEntryBytes)
    }
  }

  /// `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`.
  package var path: String {
    let folder =
      switch kind {
      case .hashes(let level): "tile/\(level)/"
      case .entries: "tile/entries/"
      }
    var groups = [Tile.threeDigits(number % 1000)]
    var rest = number / 1000
    while rest > 0 {
      groups.append("x" + Tile.threeDigits(rest % 1000))
      rest /= 1000
    }
    let suffix = width == Tile.fullWidth ? "" : ".p/\(width)"
    return folder + groups.reversed().joined(separator: "/") + suffix
  }

  private static func threeDigits(_ value: UInt64) -> String {
    String(repeating: "0", count: value < 10 ? 2 : value < 100 ? 1 : 0) + String(value)
  }

  /// Every tile of a tree of `size` leaves: levels upwards, then the bundles of entries; within each from left to
  /// right. Below `TileExporter.maximumSize` this is also the byte order of the paths.
  package static func all(size: UInt64) -> some Sequence<Tile> {
    let kinds: [Kind] = (0..<maximumLevels).map { .hashes(level: $0) } + [.entries]
    return kinds.lazy.flatMap { kind in
      sequence(state: UInt64(0)) { number in
        defer { number += 1 }
        return Tile(kind, number: number, size: size)
      }
    }
  }
}
