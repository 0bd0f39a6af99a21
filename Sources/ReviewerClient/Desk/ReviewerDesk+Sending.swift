import ByteCoding
import OpenSSL
import Panel
package import SessionClient
import TransparencyLog
import WireProtocol

extension ReviewerDesk {
  /// Sends what waits, one after another, the exact bytes that are in the home; verifies and keeps each receipt.
  ///
  /// - Parameter progress: called after each record that is in the log.
  /// - Throws: the server's `WireRefusal` after the refused record was taken out of the chain; `SplitView`; what the
  ///   link throws, with everything unsent still in the home.
  package mutating func send(_ link: some SessionLink, progress: (QueuedRecord) -> Void = { _ in }) async throws {
    do {
      while let record = queue.next {
        do {
          let receipt = try await link.submit(record.envelope)
          progress(try await take(receipt, for: record, link))
        } catch let refusal as WireRefusal where !refusal.retriable {
          try await settle(record, refusal, link)
        }
      }
    } catch let split as SplitView {
      try Evidence.keep(split, in: store)
      throw split
    }
  }

  private mutating func take(
    _ receipt: RecordReceipt, for record: QueuedRecord, _ link: some SessionLink
  ) async throws -> QueuedRecord {
    guard receipt.record == record.digest, var head else {
      throw ClientError(
        .dishonest, zh: "服务器的回执属于另一条记录；请告知监督人员", en: "the receipt is of another record; tell a supervisor")
    }
    let checkpoint = try SignedCheckpoint(bytes: receipt.checkpoint)
    try await head.follow(checkpoint, by: link)
    let proof = LogProof(
      InclusionProof(
        index: receipt.index, treeSize: checkpoint.checkpoint.size, hashes: receipt.inclusionProof),
      checkpoint: checkpoint)
    try proof.verify(entry: record.envelope, log: head.keys.log, witnesses: head.keys.witnesses, unknownLines: .ignored)
    try save(head)
    self.head = head
    guard let kept = queue.logged(record.digest, proof: proof.bytes) else { return record }
    try ChainDocuments.save(kept, in: store)
    return kept
  }

  /// A refusal stands only when the log does not hold the record after all.
  private mutating func settle(
    _ record: QueuedRecord, _ refusal: WireRefusal, _ link: some SessionLink
  ) async throws {
    try await synchronize(link)
    guard queue.next?.digest == record.digest else { return }
    let removed = queue.refuse(record.digest, reason: "\(refusal)", statement: refusal.refusal)
    try ChainDocuments.move(refused: removed, in: store)
    throw refusal
  }

  /// Verifies every receipt again, offline.
  ///
  /// - Returns: the records whose receipt does not hold.
  package func faultyReceipts() throws -> [QueuedRecord] {
    guard let head else { return queue.records.filter { $0.state == .logged } }
    return queue.records.filter { record in
      guard record.state == .logged else { return false }
      guard let proof = try? LogProof(bytes: record.proof) else { return true }
      return
        (try? proof.verify(
          entry: record.envelope, log: head.keys.log, witnesses: head.keys.witnesses, unknownLines: .ignored)) == nil
    }
  }
}
