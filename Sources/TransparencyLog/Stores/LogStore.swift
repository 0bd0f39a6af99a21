package import ByteCoding

/// One entry for the log. Bytes are opaque; `key` makes it the same entry when it comes again.
package struct PendingEntry: Equatable, Sendable {
  /// The record digest.
  package let key: Digest
  package let bytes: [UInt8]

  package init(key: Digest, bytes: [UInt8]) {
    self.key = key
    self.bytes = bytes
  }
}

/// Hashes that a batch adds to one tile.
package struct TileAppend: Equatable, Sendable {
  package let level: Int
  package let number: UInt64
  /// How many hashes the tile has before.
  package let start: Int
  package let hashes: [UInt8]
}

/// Entries that become durable together, and the tree after them.
package struct LogBatch: Equatable, Sendable {
  /// The tree that the batch was built on; size 0 for the first.
  package let base: Checkpoint
  /// The tree after the batch: to be signed.
  package let checkpoint: Checkpoint
  /// Consecutive, the first at index `base.size`.
  package let entries: [PendingEntry]
  package let tiles: [TileAppend]
}

/// What a projection of the log had become at one size; can always be computed again.
package struct LogSnapshot: Equatable, Sendable {
  package let size: UInt64
  package let root: Digest
  package let bytes: [UInt8]

  package init(size: UInt64, root: Digest, bytes: [UInt8]) {
    self.size = size
    self.root = root
    self.bytes = bytes
  }
}

/// Durable storage of one log. Calls block until the disk or the database answers: call them where blocking is right.
///
/// Every method throws `LogError` `store` when the storage fails.
package protocol LogStore: Sendable {
  /// The head, by the log's line alone; nil before the first batch.
  func latestCheckpoint() throws -> SignedCheckpoint?

  /// A checkpoint signed earlier; nil if none was signed at that size.
  func checkpoint(size: UInt64) throws -> SignedCheckpoint?

  /// Compare-and-swap of the head, with all that belongs to it: when this returns, entries, hashes and checkpoint are
  /// durable; when it throws, none of them is there.
  ///
  /// - Throws: `LogError` `conflict` if the head is not `batch.base`.
  func append(_ batch: LogBatch, checkpoint: SignedCheckpoint) throws

  /// - Throws: `LogError` `missing` if the range goes beyond the head.
  func entries(_ range: Range<UInt64>) throws -> [[UInt8]]

  /// The hashes of a tile as they are now: perhaps more than an older tree has.
  ///
  /// - Throws: `LogError` `missing`.
  func hashTile(level: Int, number: UInt64) throws -> [UInt8]

  func index(of key: Digest) throws -> UInt64?

  /// Keeps a cosignature that was verified before; the same line again is no error.
  ///
  /// - Throws: `LogError` `missing` if there is no checkpoint of that size.
  func add(cosignature: NoteSignature, size: UInt64) throws

  func cosignatures(size: UInt64) throws -> [NoteSignature]

  /// Sizes with at least one cosignature, ascending.
  func cosignedSizes() throws -> [UInt64]

  /// Keeps this snapshot instead of any earlier one.
  func save(_ snapshot: LogSnapshot) throws

  func snapshot() throws -> LogSnapshot?
}

extension LogStore {
  /// The bytes of a tile at its width.
  package func read(_ tile: Tile) throws -> [UInt8] {
    switch tile.kind {
    case .entries:
      let start = tile.number * UInt64(Tile.fullWidth)
      return try EntryBundle.encode(try entries(start..<(start + UInt64(tile.width))))
    case .hashes(let level):
      let bytes = try hashTile(level: level, number: tile.number)
      let count = tile.width * Digest.byteCount
      guard bytes.count >= count else {
        throw LogError(.missing, zh: "没有 \(tile.path)。", en: "There is no \(tile.path).")
      }
      return [UInt8](bytes.prefix(count))
    }
  }

  package func tileReader(size: UInt64) -> TileReader {
    TileReader(size: size) { try self.read($0) }
  }

  /// A checkpoint with the cosignatures known so far, at most 15 of them.
  package func cosignedCheckpoint(size: UInt64) throws -> SignedCheckpoint? {
    guard let checkpoint = try checkpoint(size: size) else { return nil }
    return try checkpoint.adding(
      [NoteSignature](try cosignatures(size: size).prefix(SignedNote.maximumSignatures - 1)))
  }
}
