import TransparencyLog
import WireProtocol

/// What a person gets for a record: its place, the checkpoint and the path between them.
///
/// Records of one batch share a checkpoint, so one reader of tiles serves them all.
actor ReceiptDesk {
  private let store: any LogStore
  private var size: UInt64 = 0
  private var reader: TileReader?

  init(store: any LogStore) {
    self.store = store
  }

  func receipt(_ placed: LogSequencer.Placed) throws -> RecordReceipt {
    guard let checkpoint = try store.latestCheckpoint() else {
      throw WireRefusal(.internalError, zh: "日志为空", en: "the log is empty")
    }
    if checkpoint.checkpoint.size != size {
      size = checkpoint.checkpoint.size
      reader = nil
    }
    var current = reader ?? store.tileReader(size: size)
    // The only owner now: what it has read so far is not copied.
    reader = nil
    let proof = try current.inclusionProof(index: UInt64(placed.index), size: size)
    reader = current
    return RecordReceipt(
      index: UInt64(placed.index), record: placed.digest, checkpoint: checkpoint.bytes, inclusionProof: proof.hashes)
  }
}
