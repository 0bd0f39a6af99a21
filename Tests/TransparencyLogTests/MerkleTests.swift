import ByteCoding
import Testing

@testable import TransparencyLog

private struct MerkleVectors: Decodable {
  struct Root: Decodable {
    let size: Int
    let root: String
  }

  struct Inclusion: Decodable {
    let index: UInt64
    let size: UInt64
    let hashes: [String]
  }

  struct Consistency: Decodable {
    let old: UInt64
    let new: UInt64
    let hashes: [String]
  }

  let leafHash0: String
  let roots: [Root]
  let inclusion: [Inclusion]
  let consistency: [Consistency]
}

struct MerkleTests {
  private let vector: MerkleVectors

  init() throws {
    vector = try vectors("merkle")
  }

  @Test func leavesAndRootsAreRFC6962s() throws {
    #expect(try MerkleTree.leafHash(entry(0)) == digest(vector.leafHash0))
    #expect(MerkleFrontier().root == MerkleTree.emptyRoot)
    for case let example in vector.roots {
      #expect(try MerkleTree.root(leaves: (0..<example.size).map(entry)) == digest(example.root))
    }
  }

  @Test func frontierResumesAnywhere() throws {
    var whole = MerkleFrontier()
    for index in 0..<70 {
      let copy = try #require(MerkleFrontier(size: whole.size, subtrees: whole.subtrees))
      #expect(copy == whole)
      whole.append(MerkleTree.leafHash(entry(index)))
    }
    #expect(MerkleFrontier(size: 3, subtrees: [whole.root]) == nil)
    #expect(MerkleFrontier(size: MerkleTree.maximumSize + 1, subtrees: [whole.root]) == nil)
  }

  @Test func proofsFromTilesAreTheVectors() throws {
    var reader = try filledStore(600).tileReader(size: 600)
    for example in vector.roots {
      #expect(try reader.root(size: UInt64(example.size)) == digest(example.root))
    }
    for example in vector.inclusion {
      #expect(
        try reader.inclusionProof(index: example.index, size: example.size).hashes == example.hashes.map(digest))
    }
    for example in vector.consistency {
      #expect(try reader.consistencyProof(from: example.old, to: example.new).hashes == example.hashes.map(digest))
    }
  }

  @Test(arguments: [1, 2, 3, 5, 8, 13, 16, 17, 31])
  func everyProofOfASmallTreeHoldsAndNoOtherDoes(size: UInt64) throws {
    var reader = try filledStore(31).tileReader(size: 31)
    let root = try reader.root(size: size)
    for index in 0..<size {
      let leaf = MerkleTree.leafHash(entry(Int(index)))
      let proof = try reader.inclusionProof(index: index, size: size)
      try proof.verify(leaf: leaf, root: root)
      for other in 0..<size where other != index {
        let moved = InclusionProof(index: other, treeSize: size, hashes: proof.hashes)
        #expect(code { try moved.verify(leaf: leaf, root: root) } == .proof)
      }
    }
    for old in 1...size {
      let proof = try reader.consistencyProof(from: old, to: size)
      let oldRoot = try reader.root(size: old)
      try proof.verify(oldRoot: oldRoot, newRoot: root)
      #expect(code { try proof.verify(oldRoot: MerkleTree.emptyRoot, newRoot: root) } == .proof)
      #expect(code { try proof.verify(oldRoot: oldRoot, newRoot: MerkleTree.emptyRoot) } == .proof)
      let longer = ConsistencyProof(oldSize: old, newSize: size, hashes: proof.hashes + [root])
      #expect(code { try longer.verify(oldRoot: oldRoot, newRoot: root) } == .proof)
    }
  }

  @Test func sizesBeyondTheTreeAreErrorsNotCrashes() throws {
    var reader = try filledStore(5).tileReader(size: 5)
    #expect(code { _ = try reader.root(size: 6) } == .missing)
    #expect(code { _ = try reader.inclusionProof(index: 5, size: 5) } == .missing)
    #expect(code { _ = try reader.inclusionProof(index: 0, size: 6) } == .missing)
    #expect(code { _ = try reader.consistencyProof(from: 4, to: 3) } == .missing)
    #expect(code { _ = try reader.consistencyProof(from: 4, to: 6) } == .missing)
    let root = MerkleTree.emptyRoot
    let huge = InclusionProof(index: .max, treeSize: .max, hashes: [])
    #expect(code { try huge.verify(leaf: root, root: root) } == .proof)
    let zero = ConsistencyProof(oldSize: 0, newSize: 5, hashes: [])
    #expect(code { try zero.verify(oldRoot: root, newRoot: root) } == .proof)
    let hugeConsistency = ConsistencyProof(oldSize: .max, newSize: .max, hashes: [])
    #expect(code { try hugeConsistency.verify(oldRoot: root, newRoot: root) } == .proof)
  }
}
