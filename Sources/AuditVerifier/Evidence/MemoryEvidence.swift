import ByteCoding
import TransparencyLog

/// A log whose entries are at hand: the mirror of a supervisor.
struct MemoryEvidence: LogEvidence {
  let checkpoint: SignedCheckpoint
  let earlierCheckpoints: [SignedCheckpoint]
  let holdsEveryCheckpoint = false
  private let entries: [[UInt8]]
  /// By level, one hash of 32 bytes after another.
  private let hashes: [[UInt8]]
  private let fetch: @Sendable (Digest) -> [UInt8]?

  init(
    entries: [[UInt8]], checkpoint: SignedCheckpoint, earlierCheckpoints: [SignedCheckpoint],
    blob: @escaping @Sendable (Digest) -> [UInt8]?
  ) {
    self.entries = entries
    self.checkpoint = checkpoint
    self.earlierCheckpoints = earlierCheckpoints
    fetch = blob
    var frontier = MerkleFrontier()
    var hashes = [[UInt8]](repeating: [], count: Tile.maximumLevels)
    for entry in entries {
      frontier.append(MerkleTree.leafHash(entry)) { node in
        guard node.height % 8 == 0 else { return }
        hashes[node.height / 8].append(contentsOf: node.hash.bytes)
      }
    }
    self.hashes = hashes
  }

  func read(_ tile: Tile) throws -> [UInt8] {
    let start = Int(tile.number) * Tile.fullWidth
    switch tile.kind {
    case .entries:
      guard start + tile.width <= entries.count else { throw absent(tile) }
      return try EntryBundle.encode(entries[start..<start + tile.width])
    case .hashes(let level):
      let range = start * Digest.byteCount..<(start + tile.width) * Digest.byteCount
      guard range.upperBound <= hashes[level].count else { throw absent(tile) }
      return [UInt8](hashes[level][range])
    }
  }

  func blob(_ digest: Digest, limit: Int) -> [UInt8]? {
    guard let bytes = fetch(digest), bytes.count <= limit else { return nil }
    return bytes
  }

  func blobSize(_ digest: Digest) -> UInt64? { fetch(digest).map { UInt64($0.count) } }

  private func absent(_ tile: Tile) -> LogError {
    LogError(
      .missing, zh: "记录只有 \(entries.count) 条，快照称 \(checkpoint.checkpoint.size) 条",
      en: "There are \(entries.count) entries; the checkpoint says \(checkpoint.checkpoint.size).")
  }
}
