package import ByteCoding

/// Computes roots and proofs from tiles, wherever they lie: in a store, in a folder, in an archive.
///
/// Remembers the tiles it has read, with their inner hashes, so that the proofs of one batch share the work. It
/// believes the tiles: who does not trust their source compares the root (`TiledLog.verify`).
package struct TileReader {
  /// Trees of tiles kept in memory, about 40 KiB each.
  static let maximumTilesKept = 32

  /// The tree that the tiles belong to, in leaves.
  package let size: UInt64
  private let read: (Tile) throws -> [UInt8]
  private var kept: [Tile: [[Digest]]] = [:]

  /// - Parameter read: the bytes of a tile of a tree of `size` leaves; throws if there is none.
  package init(size: UInt64, read: @escaping (Tile) throws -> [UInt8]) {
    self.size = size
    self.read = read
  }

  /// The root of the first `size` leaves.
  package mutating func root(size: UInt64) throws -> Digest {
    try frontier(size: size).root
  }

  /// What is needed to go on appending after the first `size` leaves.
  package mutating func frontier(size: UInt64) throws -> MerkleFrontier {
    try check(size <= self.size, "size \(size)")
    guard let frontier = MerkleFrontier(size: size, subtrees: try completeSubtrees(0..<size)) else {
      preconditionFailure("one subtree for each one-bit")
    }
    return frontier
  }

  package mutating func inclusionProof(index: UInt64, size: UInt64) throws -> InclusionProof {
    try check(size <= self.size && index < size, "index \(index), size \(size)")
    var hashes: [Digest] = []
    var range = 0..<size
    while range.count > 1 {
      let middle = range.lowerBound + MerkleTree.split(UInt64(range.count))
      let left = range.lowerBound..<middle
      let right = middle..<range.upperBound
      hashes.append(try root(of: index < middle ? right : left))
      range = index < middle ? left : right
    }
    return InclusionProof(index: index, treeSize: size, hashes: hashes.reversed())
  }

  package mutating func consistencyProof(from oldSize: UInt64, to newSize: UInt64) throws -> ConsistencyProof {
    try check(oldSize <= newSize && newSize <= size, "sizes \(oldSize), \(newSize)")
    var hashes: [Digest] = []
    if oldSize > 0, oldSize < newSize {
      var range = 0..<newSize
      var isWholeOldTree = true
      while range.upperBound != oldSize {
        let middle = range.lowerBound + MerkleTree.split(UInt64(range.count))
        if oldSize <= middle {
          hashes.append(try root(of: middle..<range.upperBound))
          range = range.lowerBound..<middle
        } else {
          hashes.append(try root(of: range.lowerBound..<middle))
          range = middle..<range.upperBound
          isWholeOldTree = false
        }
      }
      if !isWholeOldTree { hashes.append(try root(of: range)) }
    }
    return ConsistencyProof(oldSize: oldSize, newSize: newSize, hashes: hashes.reversed())
  }

  /// The root of a range that begins where a split of the tree can begin.
  private mutating func root(of range: Range<UInt64>) throws -> Digest {
    let subtrees = try completeSubtrees(range)
    guard let last = subtrees.last else { return MerkleTree.emptyRoot }
    return subtrees.dropLast().reversed().reduce(last) { MerkleTree.nodeHash($1, $0) }
  }

  private mutating func completeSubtrees(_ range: Range<UInt64>) throws -> [Digest] {
    var subtrees: [Digest] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let height = UInt64.bitWidth - 1 - (range.upperBound - start).leadingZeroBitCount
      subtrees.append(try hash(height: height, index: start >> UInt64(height)))
      start += 1 << UInt64(height)
    }
    return subtrees
  }

  /// The root of the complete subtree over the leaves from `index`·2^`height` on.
  private mutating func hash(height: Int, index: UInt64) throws -> Digest {
    let (level, inner) = height.quotientAndRemainder(dividingBy: 8)
    let number = index >> UInt64(8 - inner)
    guard let tile = Tile(.hashes(level: level), number: number, size: size) else {
      throw LogError(.tile, zh: "树中没有所需的哈希块。", en: "The tree has no such tile.")
    }
    let rows = try rows(of: tile)
    return rows[inner][Int(index & (1 << UInt64(8 - inner) - 1))]
  }

  /// The tile's hashes, and above them the hashes of the pairs, as far as complete: nine rows of a full tile.
  private mutating func rows(of tile: Tile) throws -> [[Digest]] {
    if let rows = kept[tile] { return rows }
    var rows = [try Tile.hashes(in: try read(tile), width: tile.width)]
    while let row = rows.last, row.count > 1 {
      rows.append((0..<(row.count / 2)).map { MerkleTree.nodeHash(row[2 * $0], row[2 * $0 + 1]) })
    }
    if kept.count >= TileReader.maximumTilesKept { kept.removeAll() }
    kept[tile] = rows
    return rows
  }

  private func check(_ condition: Bool, _ detail: String) throws(LogError) {
    guard condition else {
      throw LogError(
        .missing, zh: "超出树的大小 \(size)：\(detail)。", en: "Beyond the tree of \(size) leaves: \(detail).")
    }
  }
}

extension Tile {
  /// - Throws: `LogError` `tile` unless the bytes are `width` hashes.
  static func hashes(in bytes: [UInt8], width: Int) throws(LogError) -> [Digest] {
    guard bytes.count == width * Digest.byteCount else {
      throw LogError(
        .tile, zh: "哈希块应有 \(width * Digest.byteCount) 字节，实有 \(bytes.count)。",
        en: "The tile must have \(width * Digest.byteCount) bytes; it has \(bytes.count).")
    }
    return stride(from: 0, to: bytes.count, by: Digest.byteCount).compactMap {
      Digest(bytes[$0..<($0 + Digest.byteCount)])
    }
  }
}
