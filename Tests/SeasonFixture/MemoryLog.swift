import Archive
package import ByteCoding
import OpenSSL
package import TransparencyLog

/// A log in memory with its blobs and the checkpoints that were cosigned.
package struct MemoryLog: Sendable {
  package let origin: String
  package private(set) var entries: [[UInt8]] = []
  package private(set) var frontier = MerkleFrontier()
  package private(set) var blobs: [Digest: [UInt8]] = [:]
  package var cosigned: [UInt64: SignedCheckpoint] = [:]
  private var hashes = [[UInt8]](repeating: [], count: Tile.maximumLevels)

  package init(origin: String) {
    self.origin = origin
  }

  package var size: UInt64 { frontier.size }

  package mutating func append(_ entry: [UInt8]) {
    entries.append(entry)
    var completed: [MerkleNode] = []
    frontier.append(MerkleTree.leafHash(entry)) { completed.append($0) }
    for node in completed where node.height % 8 == 0 { hashes[node.height / 8].append(contentsOf: node.hash.bytes) }
  }

  @discardableResult
  package mutating func put(_ blob: [UInt8]) -> Digest {
    let digest = SHA256.hash(blob)
    blobs[digest] = blob
    return digest
  }

  package mutating func removeBlob(_ digest: Digest) { blobs[digest] = nil }

  /// Signs the head as the log and lets witnesses cosign it.
  package func signedHead(
    log: NoteSigner, witnesses: [NoteSigner], time: UInt64
  ) throws -> SignedCheckpoint {
    let head = try SignedCheckpoint(Checkpoint(origin: origin, size: size, root: frontier.root), signer: log)
    let lines = try witnesses.map { witness in
      var state = WitnessState(log: log.key)
      let request = WitnessRequest(oldSize: 0, hashes: [], checkpoint: head)
      guard case .cosigned(let line) = try state.answer(request, signer: witness, time: time) else {
        preconditionFailure("a fresh witness cosigns")
      }
      return line
    }
    return try head.adding(lines)
  }

  package func read(_ tile: Tile) throws -> [UInt8] {
    let start = Int(tile.number) * Tile.fullWidth
    switch tile.kind {
    case .entries: return try EntryBundle.encode(entries[start..<start + tile.width])
    case .hashes(let level):
      return [UInt8](hashes[level][start * Digest.byteCount..<(start + tile.width) * Digest.byteCount])
    }
  }

  /// The members of an archive of the log.
  package func members(head: SignedCheckpoint) throws -> [String: [UInt8]] {
    var members = ["checkpoint": head.bytes]
    for (size, signed) in cosigned where size < head.checkpoint.size { members["checkpoints/\(size)"] = signed.bytes }
    for (digest, bytes) in blobs { members["blobs/\(digest)"] = bytes }
    for tile in Tile.all(size: size) { members[tile.path] = try read(tile) }
    return members
  }

  /// A tar of members.
  package static func tar(_ members: [String: [UInt8]]) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = ArchiveWriter { bytes.append(contentsOf: $0) }
    for (path, content) in members.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      try writer.append(path, content)
    }
    try writer.finish()
    return bytes
  }
}
