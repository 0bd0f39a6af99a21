package import ByteCoding

/// Checks a whole tiled log against its root.
package enum TiledLog {
  /// Reads every bundle from left to right, rebuilds the tree, compares every hash tile byte for byte, and the root
  /// at the end. Memory does not grow with the log.
  ///
  /// - Parameters:
  ///   - read: the bytes of a tile; throws if there is none.
  ///   - entry: takes each entry with its index, before the root is known to hold: believe nothing until this returns.
  /// - Throws: `LogError` `tile` naming the first tile that is wrong, `checkpoint` if the root differs, and what the
  ///   closures throw.
  package static func verify(
    size: UInt64, root: Digest, read: (Tile) throws -> [UInt8], entry: (UInt64, [UInt8]) throws -> Void
  ) throws {
    var frontier = MerkleFrontier()
    var growing = [[UInt8]](repeating: [], count: Tile.maximumLevels)
    var finished = [UInt64](repeating: 0, count: Tile.maximumLevels)

    func compare(_ level: Int) throws {
      let tile = Tile(
        .hashes(level: level), number: finished[level], width: growing[level].count / Digest.byteCount)
      guard try read(tile) == growing[level] else {
        throw LogError(
          .tile, zh: "\(tile.path) 与条目算出的哈希不符。", en: "\(tile.path) does not hold the hashes of the entries.")
      }
      growing[level].removeAll(keepingCapacity: true)
      finished[level] += 1
    }

    var number: UInt64 = 0
    while let bundle = Tile(.entries, number: number, size: size) {
      for bytes in try EntryBundle.decode(try read(bundle), count: bundle.width) {
        try entry(frontier.size, bytes)
        var full: [Int] = []
        frontier.append(MerkleTree.leafHash(bytes)) { node in
          guard let level = node.tileLevel else { return }
          growing[level].append(contentsOf: node.hash.bytes)
          if growing[level].count == Tile.fullWidth * Digest.byteCount { full.append(level) }
        }
        for level in full { try compare(level) }
      }
      number += 1
    }
    for level in growing.indices where !growing[level].isEmpty { try compare(level) }
    guard frontier.root == root else {
      throw LogError(
        .checkpoint, zh: "由全部条目算出的根 \(frontier.root) 与检查点的根 \(root) 不同。",
        en: "The root over all entries, \(frontier.root), is not the checkpoint's, \(root).")
    }
  }
}

extension MerkleNode {
  /// The tile level that stores this node; nil for the heights between.
  var tileLevel: Int? { height % 8 == 0 ? height / 8 : nil }
}
