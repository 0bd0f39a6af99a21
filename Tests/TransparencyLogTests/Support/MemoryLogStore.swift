import ByteCoding
import Synchronization

@testable import TransparencyLog

/// A `LogStore` that forgets everything with the process.
final class MemoryLogStore: LogStore {
  private struct Content {
    var checkpoints: [SignedCheckpoint] = []
    var entries: [PendingEntry] = []
    var tiles: [Place: [UInt8]] = [:]
    var cosignatures: [UInt64: [NoteSignature]] = [:]
    var snapshot: LogSnapshot?
    var failsNextAppend = false
  }

  private struct Place: Hashable {
    let level: Int
    let number: UInt64
  }

  private let content = Mutex(Content())

  func failNextAppend() { content.withLock { $0.failsNextAppend = true } }

  /// The sizes of all checkpoints.
  var sizes: [UInt64] { content.withLock { $0.checkpoints.map(\.checkpoint.size) } }

  func alter(entry index: Int, _ bytes: [UInt8]) {
    content.withLock { $0.entries[index] = PendingEntry(key: $0.entries[index].key, bytes: bytes) }
  }

  func latestCheckpoint() -> SignedCheckpoint? { content.withLock { $0.checkpoints.last } }

  func checkpoint(size: UInt64) -> SignedCheckpoint? {
    content.withLock { $0.checkpoints.last { $0.checkpoint.size == size } }
  }

  func append(_ batch: LogBatch, checkpoint: SignedCheckpoint) throws {
    try content.withLock { content in
      if content.failsNextAppend {
        content.failsNextAppend = false
        throw LogError(.store, zh: "磁盘已满。", en: "The disk is full.")
      }
      let head = content.checkpoints.last?.checkpoint
      guard head.map({ $0 == batch.base }) ?? (batch.base.size == 0) else {
        throw LogError(.conflict, zh: "检查点已变。", en: "The head has moved.")
      }
      for tile in batch.tiles {
        let place = Place(level: tile.level, number: tile.number)
        precondition((content.tiles[place] ?? []).count == tile.start * Digest.byteCount)
        content.tiles[place, default: []] += tile.hashes
      }
      content.entries += batch.entries
      content.checkpoints.append(checkpoint)
    }
  }

  func entries(_ range: Range<UInt64>) throws -> [[UInt8]] {
    try content.withLock { content in
      guard range.upperBound <= UInt64(content.entries.count) else { throw missing }
      return content.entries[Int(range.lowerBound)..<Int(range.upperBound)].map(\.bytes)
    }
  }

  func hashTile(level: Int, number: UInt64) throws -> [UInt8] {
    try content.withLock { content in
      guard let bytes = content.tiles[Place(level: level, number: number)] else { throw missing }
      return bytes
    }
  }

  func index(of key: Digest) -> UInt64? {
    content.withLock { $0.entries.firstIndex { $0.key == key }.map(UInt64.init) }
  }

  func add(cosignature: NoteSignature, size: UInt64) throws {
    guard checkpoint(size: size) != nil else { throw missing }
    content.withLock { content in
      if content.cosignatures[size]?.contains(cosignature) != true {
        content.cosignatures[size, default: []].append(cosignature)
      }
    }
  }

  func cosignatures(size: UInt64) -> [NoteSignature] { content.withLock { $0.cosignatures[size] ?? [] } }

  func cosignedSizes() -> [UInt64] { content.withLock { $0.cosignatures.keys.sorted() } }

  func save(_ snapshot: LogSnapshot) { content.withLock { $0.snapshot = snapshot } }

  func snapshot() -> LogSnapshot? { content.withLock { $0.snapshot } }

  private var missing: LogError { LogError(.missing, zh: "没有。", en: "Not there.") }
}
