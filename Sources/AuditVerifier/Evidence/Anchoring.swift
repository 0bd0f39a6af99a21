import ByteCoding
import Panel
import Sealing
import TransparencyLog

/// Whether somebody outside the archive vouches for entry 0, from which every key descends.
struct Anchoring: Sendable {
  let isAnchored: Bool
  /// The anchor is of another session.
  let fault: AuditFault?
  /// The checkpoints and receipts held elsewhere are not this log's.
  let historyFault: AuditFault?

  /// - Parameters:
  ///   - session: entry 0 and its digest.
  ///   - treeHolds: the entries rebuild to the checkpoint.
  init(_ anchor: AuditAnchor, session: Session, digest: Digest, evidence: some LogEvidence, treeHolds: Bool) {
    var anchored = false
    var fault: AuditFault?
    if let code = anchor.session {
      if code.matches(digest) {
        anchored = true
      } else {
        fault = AuditFault(
          .ending, zh: "档案的场次码是 \(SessionCode(digest))，与您给出的 \(code) 不符：不是这一场评审",
          en: "the archive's session code is \(SessionCode(digest)), not \(code): another session")
      }
    }
    let witnesses = (try? session.witnessKeys()) ?? []
    for key in anchor.keys {
      if witnesses.contains(key) {
        anchored = true
      } else if key != (try? session.logKey()) {
        fault =
          fault
          ?? AuditFault(
            .ending, zh: "您信任的密钥 \(key.name) 不在评审设定中", en: "the trusted key \(key.name) does not stand in entry 0")
      }
    }
    do {
      if treeHolds, try Anchoring.history(anchor, evidence) { anchored = true }
      historyFault = nil
    } catch {
      let words = Words(error)
      historyFault = AuditFault(.earlierCheckpoints, zh: words.zh, en: words.en)
    }
    self.fault = fault
    isAnchored = anchored && fault == nil && historyFault == nil
  }

  /// - Returns: whether anything held elsewhere fixes entry 0.
  /// - Throws: when it is not the beginning of this log.
  private static func history(_ anchor: AuditAnchor, _ evidence: some LogEvidence) throws -> Bool {
    var reader = evidence.tileReader
    var fixes = false
    for checkpoint in anchor.checkpoints.map(\.checkpoint) + anchor.receipts.map(\.checkpoint.checkpoint) {
      try CheckpointConsistency.check(checkpoint, evidence.checkpoint.checkpoint, &reader)
      if checkpoint.size > 0 { fixes = true }
    }
    for receipt in anchor.receipts {
      let entry = try evidence.entry(receipt.index)
      try InclusionProof(index: receipt.index, treeSize: receipt.checkpoint.checkpoint.size, hashes: receipt.hashes)
        .verify(leaf: MerkleTree.leafHash(entry), root: receipt.checkpoint.checkpoint.root)
    }
    return fixes
  }
}

enum CheckpointConsistency {
  /// - Throws: `AuditFault` (V4) unless `earlier` is a beginning of the tree under `newest`.
  static func check(_ earlier: Checkpoint, _ newest: Checkpoint, _ reader: inout TileReader) throws {
    guard earlier.origin.utf8.elementsEqual(newest.origin.utf8) else {
      throw AuditFault(
        .earlierCheckpoints, zh: "大小 \(earlier.size) 的快照属于 \(earlier.origin)",
        en: "the checkpoint of size \(earlier.size) is of \(earlier.origin)")
    }
    guard earlier.size <= newest.size else {
      throw AuditFault(
        .earlierCheckpoints, zh: "另有大小 \(earlier.size) 的快照，而档案只有 \(newest.size) 条：档案被截短",
        en: "there is a checkpoint of size \(earlier.size) and the log has \(newest.size) entries: it was cut")
    }
    guard try reader.root(size: earlier.size) == earlier.root else {
      throw AuditFault(
        .earlierCheckpoints, zh: "大小 \(earlier.size) 处的根与另一份快照不同：日志有两个版本",
        en: "the root at size \(earlier.size) differs from a checkpoint: two histories")
    }
  }
}
