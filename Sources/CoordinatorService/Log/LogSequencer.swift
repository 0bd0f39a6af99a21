package import ByteCoding
import Dispatch
package import Panel
package import Sealing
package import TransparencyLog

/// The one writer of a session's log: admits records to the fold, makes them durable in groups, and only then answers.
///
/// Signatures are verified outside the actor, many at once; the fold is pure and quick; the disk has a queue of its own.
package actor LogSequencer {
  /// A record that stands in the log.
  package struct Placed: Sendable, Equatable {
    package let index: Int64
    package let digest: Digest
  }

  /// What changed with a batch.
  package struct Progress: Sendable {
    package let checkpoint: SignedCheckpoint
    package let phase: SessionState.Phase
    /// Index of the last record.
    package let lastIndex: Int64
  }

  package nonisolated let store: any LogStore
  package nonisolated let blobs: any BlobStore
  private let signer: NoteSigner
  private let lists: VerifiedLists
  private var fold: SessionFold
  private var sequencer: SequencerState
  private var index: RecordIndex
  private var waiting: [Digest: [CheckedContinuation<Int64, any Error>]] = [:]
  private var isWriting = false
  private var failure: (any Error)?
  private var listener: (@Sendable (Progress) -> Void)?
  private let disk = DispatchQueue(label: "plumbline.log")

  /// Opens the log and folds what it holds.
  ///
  /// - Throws: `LogError` when the store is damaged or another key's; `SealingError` or `StateError` naming the entry.
  package init(store: any LogStore, blobs: any BlobStore, signer: NoteSigner) throws {
    try store.latestCheckpoint()?.verify(log: signer.key)
    self.store = store
    self.blobs = blobs
    self.signer = signer
    lists = VerifiedLists { digest in try? blobs.get(digest, limit: ListLimits.maximumBytes) }
    sequencer = try SequencerState(origin: signer.key.name, store: store)
    fold = SessionFold()
    index = RecordIndex()
    try LogSequencer.replay(store, size: sequencer.head.size, into: &fold, &index, lists: lists)
  }

  private static func replay(
    _ store: any LogStore, size: UInt64, into fold: inout SessionFold, _ index: inout RecordIndex,
    lists: VerifiedLists
  ) throws {
    var next: UInt64 = 0
    while next < size {
      let end = min(next + 1024, size)
      for entry in try store.entries(next..<end) {
        let signed = try fold.replay(entry, index: Int64(next), lists: lists)
        index.add(signed.record, index: Int64(next))
        next += 1
      }
    }
  }

  // MARK: - Writing

  /// Hands in one entry. The same record again gets the same answer.
  ///
  /// - Returns: its place once it is durable.
  /// - Throws: `SealingError` or `StateError` when it is not admitted; `LogError` when the log cannot be written.
  package nonisolated func submit(_ entry: [UInt8]) async throws -> Placed {
    try await submit(SignedRecord(entry: entry))
  }

  package nonisolated func submit(_ signed: SignedRecord) async throws -> Placed {
    if let index = try store.index(of: signed.digest) {
      return Placed(index: Int64(index), digest: signed.digest)
    }
    let verified = try signed.verified(signers: await signers(of: signed.record))
    return Placed(index: try await admit(verified), digest: signed.digest)
  }

  private func signers(of record: Record) throws(StateError) -> [Signer] {
    try fold.state.signers(of: record)
  }

  private func admit(_ verified: VerifiedRecord) async throws -> Int64 {
    let signed = verified.signed
    if let failure { throw failure }
    if waiting[signed.digest] == nil {
      // What became durable while the signatures were being verified.
      if let index = try store.index(of: signed.digest) { return Int64(index) }
      guard sequencer.pendingCount < SequencerState.maximumPendingEntries else {
        throw LogError(.limit, zh: "等待写入的条目过多，请稍后重试。", en: "too many entries are waiting; try again shortly")
      }
      let place = fold.state.nextIndex
      try fold.append(verified, index: place, lists: lists)
      index.add(signed.record, index: place)
      _ = try sequencer.admit(PendingEntry(key: signed.digest, bytes: signed.envelope.bytes))
    }
    return try await withCheckedThrowingContinuation { continuation in
      waiting[signed.digest, default: []].append(continuation)
      writeNext()
    }
  }

  private func writeNext() {
    guard !isWriting, failure == nil else { return }
    do {
      guard let batch = try sequencer.nextBatch() else { return }
      let checkpoint = try SignedCheckpoint(batch.checkpoint, signer: signer)
      isWriting = true
      disk.async { [store] in
        let result = Result { try store.append(batch, checkpoint: checkpoint) }
        Task { await self.finish(result, checkpoint) }
      }
    } catch {
      stop(error)
    }
  }

  private func finish(_ result: Result<Void, any Error>, _ checkpoint: SignedCheckpoint) {
    isWriting = false
    switch result {
    case .failure(let error): stop(error)
    case .success:
      for answer in sequencer.commit() {
        for continuation in waiting.removeValue(forKey: answer.key) ?? [] {
          continuation.resume(returning: Int64(answer.index))
        }
      }
      listener?(
        Progress(
          checkpoint: checkpoint, phase: fold.state.phase, lastIndex: Int64(checkpoint.checkpoint.size) - 1))
      writeNext()
    }
  }

  /// Nothing more is written: the fold may be ahead of the disk now. The process has to start again.
  private func stop(_ error: any Error) {
    failure = error
    _ = sequencer.fail()
    let continuations = waiting.values.joined()
    waiting.removeAll()
    for continuation in continuations { continuation.resume(throwing: error) }
  }

  /// Whoever wants to know of every batch; one at a time.
  package func listen(_ listener: @escaping @Sendable (Progress) -> Void) {
    self.listener = listener
  }

  // MARK: - Reading

  package var state: SessionState { fold.state }

  /// The role of an enrolled person whose TLS key this is.
  func enrolled(_ code: Code, tls: Digest) -> Role? {
    guard let enrolled = index.enrolled[tls], enrolled.code == code else { return nil }
    return enrolled.role
  }

  /// Set once the log can no longer be written.
  package var stopped: (any Error)? { failure }

  /// Indices of records that every role may read, from `start` on.
  package func controlRecords(from start: Int64, limit: Int) -> [Int64] {
    index.control(from: start, below: Int64(sequencer.head.size), limit: limit)
  }

  /// Indices of one person's records, from `start` on.
  package func records(of code: Code, from start: Int64, limit: Int) -> [Int64] {
    index.records(of: code, from: start, below: Int64(sequencer.head.size), limit: limit)
  }
}

/// What a list's blob may weigh.
package enum ListLimits {
  package static let maximumBytes = 1 << 30
}
