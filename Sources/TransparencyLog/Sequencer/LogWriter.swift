import ByteCoding

/// A log with one writer that waits for the disk: the vault's register, tools, tests. A server drives `SequencerState`
/// itself.
package struct LogWriter<Store: LogStore> {
  package let store: Store
  private let signer: NoteSigner
  private var state: SequencerState

  /// - Throws: `LogError` if the store holds another log, a damaged tree, or a head that this key did not sign.
  package init(store: Store, signer: NoteSigner) throws {
    try store.latestCheckpoint()?.verify(log: signer.key)
    self.store = store
    self.signer = signer
    state = try SequencerState(origin: signer.key.name, store: store)
  }

  package var head: Checkpoint { state.head }

  /// - Returns: the index of each entry once all are durable; that of the first for a key that comes again.
  package mutating func append(_ entries: [PendingEntry]) throws -> [UInt64] {
    var indices: [Digest: UInt64] = [:]
    for entry in entries {
      if let index = try store.index(of: entry.key) {
        indices[entry.key] = index
      } else {
        _ = try state.admit(entry)
      }
    }
    while let batch = try state.nextBatch() {
      do {
        try store.append(batch, checkpoint: SignedCheckpoint(batch.checkpoint, signer: signer))
      } catch {
        _ = state.fail()
        throw error
      }
      for answer in state.commit() { indices[answer.key] = answer.index }
    }
    return entries.map { entry in
      guard let index = indices[entry.key] else { preconditionFailure("every entry was stored or written") }
      return index
    }
  }
}
