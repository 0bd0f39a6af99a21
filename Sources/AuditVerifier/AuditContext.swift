import ByteCoding
import OpenSSL
import Panel
import Sealing
import TransparencyLog

/// Everything that the policies judge, as values.
struct AuditContext: Sendable {
  let evidence: any LogEvidence
  let anchor: AuditAnchor
  let anchoring: Anchoring
  let witnessing: Witnessing
  let replay: LogReplay
  /// What the published key opens; nil before the unsealing.
  let opening: OpenedPanel?

  var archive: ArchiveEvidence? { evidence as? ArchiveEvidence }
  var state: SessionState { replay.state }
  var isSealed: Bool { state.phase == .sealed }

  /// Terms of entry 0.
  ///
  /// - Throws: `AuditFault`: there is none.
  func terms(for check: CheckID) throws(AuditFault) -> SessionState.Placed<Session> {
    guard let session = state.session else {
      throw AuditFault(check, zh: "第 0 号记录不是评审设定", en: "entry 0 is no session record")
    }
    return session
  }
}
