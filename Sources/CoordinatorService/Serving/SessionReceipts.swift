import TransparencyLog
import WireProtocol

/// What a person gets for a record: its place, the checkpoint and the path between them.
enum SessionReceipts {
  static func receipt(_ placed: LogSequencer.Placed, store: any LogStore) throws -> RecordReceipt {
    guard let checkpoint = try store.latestCheckpoint() else {
      throw WireRefusal(.internalError, zh: "日志为空", en: "the log is empty")
    }
    let size = checkpoint.checkpoint.size
    var reader = store.tileReader(size: size)
    let proof = try reader.inclusionProof(index: UInt64(placed.index), size: size)
    return RecordReceipt(
      index: UInt64(placed.index), record: placed.digest, checkpoint: checkpoint.bytes, inclusionProof: proof.hashes)
  }
}
