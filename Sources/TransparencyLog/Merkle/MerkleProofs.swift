package import ByteCoding

/// Proof that one leaf stands at one place of a tree (RFC 9162 §2.1.3).
package struct InclusionProof: Equatable, Sendable {
  package let index: UInt64
  package let treeSize: UInt64
  /// The leaf's sibling first.
  package let hashes: [Digest]

  package init(index: UInt64, treeSize: UInt64, hashes: [Digest]) {
    self.index = index
    self.treeSize = treeSize
    self.hashes = hashes
  }

  /// - Throws: `LogError` `proof` unless `leaf` is at `index` of the tree with this root.
  package func verify(leaf: Digest, root: Digest) throws(LogError) {
    guard treeSize <= MerkleTree.maximumSize, index < treeSize else { throw .proof("index \(index) ≥ \(treeSize)") }
    var position = index
    var last = treeSize - 1
    var computed = leaf
    for hash in hashes {
      guard last != 0 else { throw .proof("too many hashes") }
      if position & 1 == 1 || position == last {
        computed = MerkleTree.nodeHash(hash, computed)
        while position & 1 == 0, position != 0 {
          position >>= 1
          last >>= 1
        }
      } else {
        computed = MerkleTree.nodeHash(computed, hash)
      }
      position >>= 1
      last >>= 1
    }
    guard last == 0 else { throw .proof("too few hashes") }
    guard computed == root else { throw .proof("root \(computed) ≠ \(root)") }
  }
}

/// Proof that a tree is the beginning of a larger one (RFC 9162 §2.1.4).
package struct ConsistencyProof: Equatable, Sendable {
  package let oldSize: UInt64
  package let newSize: UInt64
  package let hashes: [Digest]

  package init(oldSize: UInt64, newSize: UInt64, hashes: [Digest]) {
    self.oldSize = oldSize
    self.newSize = newSize
    self.hashes = hashes
  }

  /// From the empty tree nothing can be proven, so `oldSize` 0 is refused: at first contact there is no proof to ask.
  ///
  /// - Throws: `LogError` `proof` unless the tree `oldRoot` is the beginning of the tree `newRoot`.
  package func verify(oldRoot: Digest, newRoot: Digest) throws(LogError) {
    guard newSize <= MerkleTree.maximumSize, oldSize > 0, oldSize <= newSize else {
      throw .proof("sizes \(oldSize), \(newSize)")
    }
    if oldSize == newSize {
      guard hashes.isEmpty else { throw .proof("too many hashes") }
      guard oldRoot == newRoot else { throw .proof("root \(oldRoot) ≠ \(newRoot)") }
      return
    }
    var path = hashes[...]
    if oldSize.nonzeroBitCount == 1 { path = [oldRoot] + path }
    guard let first = path.popFirst() else { throw .proof("too few hashes") }
    var position = oldSize - 1
    var last = newSize - 1
    let complete = position.trailingOnes
    position >>= complete
    last >>= complete
    var old = first
    var new = first
    for hash in path {
      guard last != 0 else { throw .proof("too many hashes") }
      if position & 1 == 1 || position == last {
        old = MerkleTree.nodeHash(hash, old)
        new = MerkleTree.nodeHash(hash, new)
        while position & 1 == 0, position != 0 {
          position >>= 1
          last >>= 1
        }
      } else {
        new = MerkleTree.nodeHash(new, hash)
      }
      position >>= 1
      last >>= 1
    }
    guard last == 0 else { throw .proof("too few hashes") }
    guard old == oldRoot else { throw .proof("old root \(old) ≠ \(oldRoot)") }
    guard new == newRoot else { throw .proof("new root \(new) ≠ \(newRoot)") }
  }
}

extension UInt64 {
  fileprivate var trailingOnes: UInt64 { UInt64((~self).trailingZeroBitCount) }
}

extension LogError {
  fileprivate static func proof(_ detail: String) -> LogError {
    LogError(.proof, zh: "证明不成立（\(detail)）。", en: "The proof does not hold (\(detail)).")
  }
}
