package import ByteCoding
import OpenSSL

/// Hashes of RFC 6962 §2.1 (RFC 9162 §2.1.1) with SHA-256.
package enum MerkleTree {
  /// Sizes and indices stand in canonical JSON too: 2^53 − 1.
  package static let maximumSize: UInt64 = 9_007_199_254_740_991
  /// An audit path never has more hashes than a tree of 2^63 leaves is high.
  package static let maximumProofHashes = 63

  /// SHA-256 of nothing.
  package static let emptyRoot = SHA256.hash([])

  package static func leafHash(_ entry: some Collection<UInt8>) -> Digest { SHA256.hash([0x00], entry) }

  package static func nodeHash(_ left: Digest, _ right: Digest) -> Digest {
    SHA256.hash([0x01], left.bytes, right.bytes)
  }

  /// The largest power of two strictly less than `count`; `count` ≥ 2.
  static func split(_ count: UInt64) -> UInt64 {
    1 << UInt64(UInt64.bitWidth - 1 - (count - 1).leadingZeroBitCount)
  }

  /// The root over a whole list, for lists that fit memory: a table's lines, an entry's parts.
  package static func root(leaves: some Sequence<[UInt8]>) -> Digest {
    var frontier = MerkleFrontier()
    for leaf in leaves { frontier.append(leafHash(leaf)) }
    return frontier.root
  }
}

/// The root of a complete subtree: the leaves from `index`·2^`height` on, 2^`height` of them.
package struct MerkleNode: Hashable, Sendable {
  package let height: Int
  package let index: UInt64
  package let hash: Digest
}

/// What must be remembered of a tree to go on appending: the roots of its complete subtrees, largest first.
package struct MerkleFrontier: Equatable, Sendable {
  package private(set) var size: UInt64
  package private(set) var subtrees: [Digest]

  package init() {
    size = 0
    subtrees = []
  }

  /// - Returns: nil unless there is one hash for each one-bit of `size`.
  package init?(size: UInt64, subtrees: [Digest]) {
    guard size <= MerkleTree.maximumSize, subtrees.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.subtrees = subtrees
  }

  package var root: Digest {
    guard var root = subtrees.last else { return MerkleTree.emptyRoot }
    for subtree in subtrees.dropLast().reversed() { root = MerkleTree.nodeHash(subtree, root) }
    return root
  }

  package mutating func append(_ leaf: Digest) {
    append(leaf) { _ in }
  }

  /// - Parameter completed: called for the leaf (height 0) and every larger subtree that it completes, upwards.
  package mutating func append(_ leaf: Digest, completed: (MerkleNode) -> Void) {
    precondition(size < MerkleTree.maximumSize, "more leaves than the format can count")
    var node = MerkleNode(height: 0, index: size, hash: leaf)
    completed(node)
    while node.index & 1 == 1 {
      let hash = MerkleTree.nodeHash(subtrees.removeLast(), node.hash)
      node = MerkleNode(height: node.height + 1, index: node.index >> 1, hash: hash)
      completed(node)
    }
    subtrees.append(node.hash)
    size += 1
  }
}
