package import Archive
package import ByteCoding
import OpenSSL
package import Panel
import Sealing
package import TransparencyLog

/// Verifies a whole log with nothing but its bytes and what the verifying person holds from elsewhere.
package enum LogAuditor {
  /// Verifies an exported archive. Whatever is wrong with it is in the answer; nothing is thrown.
  package static func verify(_ source: some ArchiveSource, anchor: AuditAnchor = AuditAnchor()) -> AuditReport {
    do {
      return LogAuditor.audit(try ArchiveEvidence(source), anchor: anchor).report
    } catch let fault as AuditFault {
      return AuditReport(failure: fault)
    } catch {
      let words = Words(error)
      return AuditReport(unreadable: AuditFault(.files, zh: words.zh, en: words.en))
    }
  }

  /// The same for a file.
  package static func verify(file path: String, anchor: AuditAnchor = AuditAnchor()) -> AuditReport {
    do {
      return verify(try FileSource(path: path), anchor: anchor)
    } catch {
      let words = Words(error)
      return AuditReport(unreadable: AuditFault(.files, zh: words.zh, en: words.en))
    }
  }

  /// Verifies a log that is not finished, as read over the wire: a supervisor before it releases a share.
  ///
  /// - Parameters:
  ///   - entries: all of them, as many as `checkpoint` says.
  ///   - cosigned: earlier checkpoints with their cosignatures.
  ///   - blob: the blob of that digest; nil when it was not fetched. Lists are needed, bundles and papers are not.
  /// - Returns: the report (`unfinished` when all is well) and the state of the session, to be believed only then.
  package static func verifyPrefix(
    entries: [[UInt8]], checkpoint: SignedCheckpoint, cosigned: [SignedCheckpoint] = [],
    blob: @escaping @Sendable (Digest) -> [UInt8]?, anchor: AuditAnchor
  ) -> (report: AuditReport, state: SessionState) {
    let evidence = MemoryEvidence(
      entries: entries, checkpoint: checkpoint,
      earlierCheckpoints: cosigned.sorted { $0.checkpoint.size < $1.checkpoint.size }, blob: blob)
    return audit(evidence, anchor: anchor)
  }

  private static func audit(
    _ evidence: some LogEvidence, anchor: AuditAnchor
  ) -> (report: AuditReport, state: SessionState) {
    do {
      let first = try firstEntry(evidence)
      let treeFault = Tree.fault(evidence)
      let anchoring = Anchoring(
        anchor, session: first.session, digest: first.digest, evidence: evidence, treeHolds: treeFault == nil)
      let witnessing = Witnessing(first.session, evidence: evidence)
      let origin = first.session.origin
      if let treeFault {
        let checks = brokenTree(treeFault, anchoring: anchoring, witnessing: witnessing)
        return (
          AuditReport(
            verdict: .failed, checks: checks, session: SessionCode(first.digest), origin: origin, size: evidence.size),
          SessionState()
        )
      }
      let replay = try LogReplay(evidence)
      let context = AuditContext(
        evidence: evidence, anchor: anchor, anchoring: anchoring, witnessing: witnessing, replay: replay,
        opening: try opening(replay.state))
      let checks = AuditPolicy.all.map { $0.result(context) }
      let report = AuditReport(
        verdict: Verdict(checks, anchored: anchoring.isAnchored, sealed: context.isSealed), checks: checks,
        session: SessionCode(first.digest), origin: origin, size: evidence.size)
      return (report, replay.state)
    } catch let fault as AuditFault {
      return (AuditReport(failure: fault), SessionState())
    } catch {
      let words = Words(error)
      return (AuditReport(failure: AuditFault(.tree, zh: words.zh, en: words.en)), SessionState())
    }
  }

  private static func firstEntry(_ evidence: some LogEvidence) throws -> (session: Session, digest: Digest) {
    let bytes: [UInt8]
    do {
      bytes = try evidence.entry(0)
    } catch {
      let words = Words(error)
      throw AuditFault(.tree, record: 0, zh: words.zh, en: words.en)
    }
    do {
      let signed = try SignedRecord(entry: bytes)
      guard case .session(let session) = signed.record else {
        throw AuditFault(.files, record: 0, zh: "第 0 号记录不是评审设定", en: "entry 0 is no session record")
      }
      return (session, signed.digest)
    } catch let error as SealingError {
      throw AuditFault(.files, record: 0, zh: error.zh, en: error.en)
    }
  }

  private static func opening(_ state: SessionState) throws -> OpenedPanel? {
    guard let unsealing = state.unsealing else { return nil }
    return state.openedPanel(privateKey: try P256Scalar(SecureBytes(unsealing.record.privateKey)))
  }

  /// What can still be said when the entries are not those of the checkpoint.
  private static func brokenTree(
    _ fault: AuditFault, anchoring: Anchoring, witnessing: Witnessing
  ) -> [CheckResult] {
    CheckID.allCases.map { id in
      switch id {
      case .tree: fault.result
      case .checkpoint where witnessing.logFault != nil: witnessing.logFault?.result ?? fault.result
      case .cosignatures where witnessing.lineFault != nil: witnessing.lineFault?.result ?? fault.result
      case .ending where anchoring.fault != nil: anchoring.fault?.result ?? fault.result
      default:
        CheckResult(id, .notChecked, zh: "记录与快照不符（见 V3）", en: "the entries are not those of the checkpoint (see V3)")
      }
    }
  }
}

extension Verdict {
  fileprivate init(_ checks: [CheckResult], anchored: Bool, sealed: Bool) {
    if checks.contains(where: { $0.status == .failed }) {
      self = .failed
    } else if !anchored {
      self = .unanchored
    } else {
      self = sealed ? .verified : .unfinished
    }
  }
}

extension AuditReport {
  /// An archive that is none.
  fileprivate init(unreadable fault: AuditFault) {
    self.init(verdict: .unreadable, checks: [fault.result], session: nil, origin: "", size: 0)
  }

  /// An archive so wrong that nothing else can be judged.
  fileprivate init(failure fault: AuditFault) {
    let checks = CheckID.allCases.map { id in
      id == fault.check
        ? fault.result
        : CheckResult(
          id, .notChecked, zh: "无从校验（见 \(fault.check.rawValue)）", en: "cannot be judged (see \(fault.check.rawValue))")
    }
    self.init(verdict: .failed, checks: checks, session: nil, origin: "", size: 0)
  }
}
