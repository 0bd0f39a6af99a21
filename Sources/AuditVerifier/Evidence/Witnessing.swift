import Panel
import Sealing
import TransparencyLog

/// Which checkpoints the witnesses of entry 0 cosigned, and when by their clocks.
struct Witnessing: Sendable {
  struct Cosigned: Sendable {
    let size: UInt64
    /// Seconds since 1970-01-01 UTC, one a witness.
    let times: [UInt64]
  }

  /// Ascending by size; the newest checkpoint is the last.
  let checkpoints: [Cosigned]
  /// A checkpoint that the log's key did not sign.
  let logFault: AuditFault?
  /// A line that is no valid cosignature by a witness.
  let lineFault: AuditFault?

  init(_ session: Session, evidence: some LogEvidence) {
    var checkpoints: [Cosigned] = []
    var logFault: AuditFault?
    var lineFault: AuditFault?
    do {
      let log = try session.logKey()
      let witnesses = try session.witnessKeys()
      for signed in evidence.earlierCheckpoints + [evidence.checkpoint] {
        do {
          try signed.withoutCosignatures.verify(log: log)
        } catch {
          logFault = logFault ?? AuditFault(.checkpoint, zh: error.zh, en: error.en)
          continue
        }
        do {
          let cosignatures = try signed.verify(log: log, witnesses: witnesses)
          checkpoints.append(Cosigned(size: signed.checkpoint.size, times: cosignatures.map(\.time)))
        } catch {
          lineFault = lineFault ?? AuditFault(.cosignatures, zh: error.zh, en: error.en)
        }
      }
    } catch {
      let words = Words(error)
      logFault = AuditFault(.checkpoint, zh: words.zh, en: words.en)
    }
    self.checkpoints = checkpoints
    self.logFault = logFault
    self.lineFault = lineFault
  }

  /// The first checkpoint with a quorum that covers entry `index` and is not larger than `limit`.
  func quorum(_ count: Int64, covering index: Int64, upTo limit: UInt64) -> Cosigned? {
    checkpoints.first { $0.size > UInt64(index) && $0.size <= limit && $0.times.count >= count }
  }
}
