package import ByteCoding

/// The order in which entries enter the log, as a value: takes what arrives, says what to write next, and answers only
/// what is durable. Whatever arrived while one batch was being made durable is the next batch; there is no timer.
///
/// The owner: `admit` → `nextBatch` → sign the batch's checkpoint → `LogStore.append` → `commit`, or `fail`.
package struct SequencerState: Sendable {
  /// One transaction's worth: bounds the memory and the time of a commit.
  package static let maximumBatchEntries = 4096
  package static let maximumBatchBytes = 64 << 20
  /// Beyond this the caller is told to come again.
  package static let maximumPendingEntries = 65_536

  package enum Admission: Equatable, Sendable {
    /// It will be in a batch to come.
    case queued
    /// The same key is waiting or under way already; its answer is this one's too.
    case joined
  }

  package struct Answer: Equatable, Sendable {
    package let key: Digest
    package let index: UInt64
  }

  private enum Phase: Sendable {
    case idle
    case writing(LogBatch, MerkleFrontier)
    case halted
  }

  /// The durable head.
  package private(set) var head: Checkpoint
  private var frontier: MerkleFrontier
  private var pending: [PendingEntry] = []
  /// Keys pending or being written.
  private var keys: Set<Digest> = []
  private var phase = Phase.idle

  /// - Parameter frontier: of the tree that `head` names.
  /// - Throws: `LogError` `checkpoint` if they do not belong together: the stored tree is damaged.
  package init(head: Checkpoint, frontier: MerkleFrontier) throws(LogError) {
    guard frontier.size == head.size, frontier.root == head.root else {
      throw LogError(
        .checkpoint, zh: "存储的树与检查点不符（大小 \(head.size)）：数据已损坏，请从副本恢复。",
        en: "The stored tree is not the checkpoint's (size \(head.size)): it is damaged; restore it from a mirror.")
    }
    self.head = head
    self.frontier = frontier
  }

  /// Opens the state that a store holds, an empty one included. Whether the stored head was signed by the log's key is
  /// for the caller to check (`SignedCheckpoint.verify`), before it signs anything with that key.
  package init(origin: String, store: some LogStore) throws {
    guard let signed = try store.latestCheckpoint() else {
      try self.init(
        head: Checkpoint(origin: origin, size: 0, root: MerkleTree.emptyRoot), frontier: MerkleFrontier())
      return
    }
    guard signed.checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
      throw LogError(
        .checkpoint, zh: "存储中是日志 \(signed.checkpoint.origin)，不是 \(origin)。",
        en: "The store holds the log \(signed.checkpoint.origin), not \(origin).")
    }
    var reader = store.tileReader(size: signed.checkpoint.size)
    try self.init(head: signed.checkpoint, frontier: try reader.frontier(size: signed.checkpoint.size))
  }

  package var pendingCount: Int { pending.count }

  /// Ask the store for the key first: what is durable already is answered from there.
  ///
  /// - Throws: `LogError` `entry`, `limit` when too much is waiting, `halted`.
  package mutating func admit(_ entry: PendingEntry) throws(LogError) -> Admission {
    if case .halted = phase { throw SequencerState.halted }
    try EntryBundle.check(entry.bytes)
    guard !keys.contains(entry.key) else { return .joined }
    guard pending.count < SequencerState.maximumPendingEntries else {
      throw LogError(
        .limit, zh: "等待写入的条目过多，请稍后重试。", en: "Too many entries are waiting; try again shortly.")
    }
    keys.insert(entry.key)
    pending.append(entry)
    return .queued
  }

  /// - Returns: nil if nothing waits or a batch is under way.
  package mutating func nextBatch() throws(LogError) -> LogBatch? {
    switch phase {
    case .halted: throw SequencerState.halted
    case .writing: return nil
    case .idle: break
    }
    var bytes = 0
    let entries = [PendingEntry](
      pending.prefix(SequencerState.maximumBatchEntries).prefix { entry in
        bytes += entry.bytes.count
        return bytes <= SequencerState.maximumBatchBytes
      })
    guard !entries.isEmpty else { return nil }
    var grown = frontier
    var tiles = TileAppends()
    for entry in entries { grown.append(MerkleTree.leafHash(entry.bytes)) { tiles.add($0) } }
    let batch = LogBatch(
      base: head, checkpoint: try Checkpoint(origin: head.origin, size: grown.size, root: grown.root),
      entries: entries, tiles: tiles.finished)
    pending.removeFirst(entries.count)
    phase = .writing(batch, grown)
    return batch
  }

  /// The batch under way is durable.
  ///
  /// - Returns: the answers that may be given now.
  package mutating func commit() -> [Answer] {
    guard case .writing(let batch, let grown) = phase else { preconditionFailure("no batch is under way") }
    head = batch.checkpoint
    frontier = grown
    phase = .idle
    for entry in batch.entries { keys.remove(entry.key) }
    return zip(batch.entries, batch.base.size...).map { Answer(key: $0.key, index: $1) }
  }

  /// The batch under way may or may not be durable. Nothing more is written: open the store again and look.
  ///
  /// - Returns: the keys that stay without an answer.
  package mutating func fail() -> [Digest] {
    phase = .halted
    pending.removeAll()
    defer { keys.removeAll() }
    return [Digest](keys)
  }

  private static var halted: LogError {
    LogError(
      .halted, zh: "日志写入失败后已停止，请检查存储并重新启动。",
      en: "The log stopped after a failed write; check the storage and start again.")
  }
}

/// Gathers the hashes of a batch by tile.
private struct TileAppends {
  private(set) var finished: [TileAppend] = []
  private var places: [Int: Int] = [:]

  mutating func add(_ node: MerkleNode) {
    guard let level = node.tileLevel else { return }
    let number = node.index >> 8
    if let place = places[level], finished[place].number == number {
      let open = finished[place]
      finished[place] = TileAppend(
        level: level, number: number, start: open.start, hashes: open.hashes + node.hash.bytes)
    } else {
      places[level] = finished.count
      finished.append(
        TileAppend(level: level, number: number, start: Int(node.index & 255), hashes: node.hash.bytes))
    }
  }
}
