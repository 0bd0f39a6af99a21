package import ByteCoding
package import Panel
package import Sealing
package import SessionClient
import TransparencyLog

/// A reviewer's chain as a value: every record that was signed, in order, whether or not the log has answered.
///
/// A record is in the home before it is sent and is then sent, byte for byte, until the log has it or the server
/// refuses it. Nothing is ever sealed anew under a number that may be in use.
package struct SubmissionQueue: Sendable {
  /// Logged ones first, then those that wait.
  package private(set) var records: [QueuedRecord]

  package init() {
    records = []
  }

  /// Takes up what lies in the home.
  ///
  /// - Throws: `ClientError.home` when links are missing or do not follow one another.
  package init(_ stored: [QueuedRecord]) throws {
    for (position, record) in stored.enumerated() {
      guard record.seq == Int64(position + 1), record.state != .refused,
        position == 0 || stored[position - 1].state == .logged || record.state == .waiting
      else {
        throw ClientError(
          .home, zh: "本机的评分记录不连续（第 \(position + 1) 条）；请勿删改文件夹中的文件，并告知监督人员",
          en: "the chain in this home is broken at link \(position + 1); restore the home from its backup")
      }
    }
    records = stored
  }

  package var nextSeq: Int64 { Int64(records.count) + 1 }

  /// Record digest of the last link; zero when there is none.
  package var head: Digest { records.last?.digest ?? .zero }

  /// The record to send next. Its successors name it, so they wait for it.
  package var next: QueuedRecord? { records.first { $0.state == .waiting } }

  package var waitingCount: Int { records.count { $0.state == .waiting } }

  package var isFinal: Bool { records.last?.kind == .final }

  package mutating func enqueue(
    _ signed: SignedRecord, kind: QueuedRecord.Kind, application: Code?, content: Digest = .zero
  ) -> QueuedRecord {
    let record = QueuedRecord(
      seq: nextSeq, kind: kind, application: application?.text ?? "", content: content, digest: signed.digest,
      envelope: signed.envelope.bytes)
    records.append(record)
    return record
  }

  /// - Parameter proof: a `.tlog-proof`, verified.
  /// - Returns: the record to keep; nil when it is kept with a proof already or is not ours.
  package mutating func logged(_ digest: Digest, proof: [UInt8]) -> QueuedRecord? {
    guard let position = records.firstIndex(where: { $0.digest == digest }), records[position].state == .waiting
    else { return nil }
    records[position].state = .logged
    records[position].proof = proof
    return records[position]
  }

  /// Takes a refused record out, and with it those that name it: they were never sent.
  ///
  /// Only for a record that the server has refused for good and that the log, under a verified checkpoint, does not
  /// hold.
  ///
  /// - Returns: what was taken out, the refused one first.
  package mutating func refuse(_ digest: Digest, reason: String, statement: [UInt8]) -> [QueuedRecord] {
    guard let position = records.firstIndex(where: { $0.digest == digest }), records[position].state == .waiting
    else { return [] }
    var removed = Array(records[position...])
    for index in removed.indices {
      removed[index].state = .refused
      removed[index].reason = reason
      removed[index].proof = index == 0 ? statement : []
    }
    records.removeSubrange(position...)
    return removed
  }

  /// The last sheet or recusal for an application.
  package func last(_ application: Code) -> QueuedRecord? {
    records.last { $0.kind != .final && $0.application.utf8.elementsEqual(application.text.utf8) }
  }

  /// Sheets sealed for an application, corrections included.
  package func sheetCount(_ application: Code) -> Int {
    records.count { $0.kind == .sheet && $0.application.utf8.elementsEqual(application.text.utf8) }
  }

  package func isRecused(_ application: Code) -> Bool {
    records.contains { $0.kind == .recusal && $0.application.utf8.elementsEqual(application.text.utf8) }
  }

  /// What a `final` says now, one line an application, by code.
  package func counts(_ assigned: [Code]) -> [FinalCount] {
    assigned.sorted().map { application in
      guard let last = last(application) else {
        return FinalCount(application: application, state: .none, sheet: .zero)
      }
      return last.kind == .recusal
        ? FinalCount(application: application, state: .recused, sheet: .zero)
        : FinalCount(application: application, state: .sheet, sheet: last.digest)
    }
  }
}

/// The chain's documents in the home.
package enum ChainDocuments {
  private static let chain = "chain."
  private static let refused = "refused."

  private static func number(_ seq: Int64) -> String {
    String(repeating: "0", count: max(0, 8 - String(seq).utf8.count)) + String(seq)
  }

  package static func load(_ store: some HomeStore) throws -> SubmissionQueue {
    var records: [QueuedRecord] = []
    for name in try store.names(prefix: chain) {
      guard let record: QueuedRecord = try store.document(name) else { continue }
      records.append(record)
    }
    return try SubmissionQueue(records)
  }

  package static func save(_ record: QueuedRecord, in store: some HomeStore) throws {
    try store.save(record, to: chain + number(record.seq))
  }

  /// Keeps what was refused, then takes the links away, the last first: a crash in between leaves a chain that is
  /// whole.
  package static func move(refused records: [QueuedRecord], in store: some HomeStore) throws {
    for record in records {
      try store.save(record, to: refused + number(record.seq) + "-" + record.digest.description.prefix(16))
    }
    for record in records.reversed() { try store.remove(chain + number(record.seq)) }
  }

  package static func refusals(_ store: some HomeStore) throws -> [QueuedRecord] {
    try store.names(prefix: refused).compactMap { try store.document($0) }
  }
}
