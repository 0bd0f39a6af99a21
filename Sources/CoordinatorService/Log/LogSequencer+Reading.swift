import ByteCoding
package import Panel
import Sealing
import WireProtocol

/// What a board may show: counts only.
package struct SessionSummary: Sendable {
  package let phase: SessionState.Phase
  package let entries: Int64
  package let applications: Int
  package let reviewers: Int
  package let enrolled: Int
  package let finals: Int
  package let keyShares: Int
  /// By reviewer: applications assigned, and those scored or recused.
  package let progress: [(reviewer: Code, assigned: Int, done: Int, final: Bool)]
}

// Small answers out of the fold, so that nobody holds the whole state while it grows.
extension LogSequencer {
  /// True for the bundles assigned to a reviewer, and the roster.
  func mayRead(_ blob: Digest, reviewer: Code) -> Bool {
    if state.roster?.record.members.blob == blob { return true }
    if state.phase.isOpen { return true }
    return (state.assigned[reviewer] ?? []).contains { state.applications[$0]?.bundle?.record.bundle == blob }
  }

  func assignments(of reviewer: Code) -> [AssignmentItem] {
    (state.assigned[reviewer] ?? []).enumerated().compactMap { position, code in
      guard let application = state.applications[code], !application.withdrawn, let bundle = application.bundle else {
        return nil
      }
      return AssignmentItem(
        application: code.text, bundle: bundle.record.bundle, bundleSize: UInt64(bundle.record.size),
        position: UInt32(position))
    }
  }

  package func summary() -> SessionSummary {
    let progress = state.chains.sorted { $0.key < $1.key }.map { code, chain in
      (
        reviewer: code, assigned: state.assigned[code]?.count ?? 0, done: chain.sheets.count + chain.recused.count,
        final: chain.isFinal
      )
    }
    return SessionSummary(
      phase: state.phase, entries: state.nextIndex, applications: state.applications.count,
      reviewers: state.members.count, enrolled: state.enrolments.count, finals: progress.count { $0.final },
      keyShares: state.keyShares.count, progress: progress)
  }
}

extension SessionState.Phase {
  /// After the unsealing everybody may read everything.
  var isOpen: Bool {
    switch self {
    case .unsealed, .revealed, .sealed: true
    case .empty, .preparing, .scoring, .closed, .opening, .abandoned: false
    }
  }
}
