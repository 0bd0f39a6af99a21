package import ByteCoding

/// A receipt: that one entry is in the log, checked offline (C2SP tlog-proof). Written without `extra`, which nothing
/// would authenticate.
package struct LogProof: Equatable, Sendable {
  private static let header = "c2sp.org/tlog-proof@v1"

  package let index: UInt64
  package let hashes: [Digest]
  package let checkpoint: SignedCheckpoint

  package init(_ proof: InclusionProof, checkpoint: SignedCheckpoint) {
    precondition(proof.treeSize == checkpoint.checkpoint.size, "a proof for another checkpoint")
    index = proof.index
    hashes = proof.hashes
    self.checkpoint = checkpoint
  }

  /// Reads a `.tlog-proof` file; checks no signature and no hash.
  package init(bytes: [UInt8]) throws(LogError) {
    let (head, hashes, checkpoint) = try HashLines.read(bytes, headLines: 2)
    guard head[0].utf8.elementsEqual(LogProof.header.utf8), head[1].utf8.starts(with: "index ".utf8),
      let index = LineNumber.parse(head[1].dropFirst(6))
    else { throw HashLines.malformed }
    self.index = index
    self.hashes = hashes
    self.checkpoint = checkpoint
  }

  package var bytes: [UInt8] {
    HashLines.write(head: [LogProof.header, "index \(index)"], hashes: hashes, checkpoint: checkpoint)
  }

  /// - Parameter entry: the bytes that were logged, kept by whoever holds the receipt.
  /// - Returns: the cosignatures by known witnesses; whether they suffice is the caller's rule.
  /// - Throws: `LogError` as `SignedCheckpoint.verify`, and `proof`.
  @discardableResult
  package func verify(
    entry: [UInt8], log: NoteKey, witnesses: [NoteKey] = [],
    unknownLines: SignedCheckpoint.UnknownLines = .refused
  ) throws(LogError) -> [Cosignature] {
    let cosignatures = try checkpoint.verify(log: log, witnesses: witnesses, unknownLines: unknownLines)
    let proof = InclusionProof(index: index, treeSize: checkpoint.checkpoint.size, hashes: hashes)
    try proof.verify(leaf: MerkleTree.leafHash(entry), root: checkpoint.checkpoint.root)
    return cosignatures
  }

  /// The first 80 bits of the entry's leaf hash, four groups of four signs: to be read out over the telephone.
  package static func shortCode(entry: [UInt8]) -> String {
    Crockford32.grouped(MerkleTree.leafHash(entry).bytes.prefix(10))
  }
}
