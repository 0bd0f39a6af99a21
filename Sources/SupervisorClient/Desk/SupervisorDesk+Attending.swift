package import Panel
import Sealing
package import SessionClient
import TransparencyLog

/// What one round of witnessing did.
package struct Attendance: Sendable {
  package let phase: SessionState.Phase
  /// Entries of the log.
  package let size: UInt64
  /// This round added a cosignature.
  package let hasCosigned: Bool
  /// Cosignatures of the newest checkpoint, and how many make a quorum.
  package let present: Int
  package let required: Int
  package let hasRevealedBeacon: Bool
}

extension SupervisorDesk {
  /// When to cosign.
  package enum Occasion: Sendable {
    /// Whatever the checkpoint holds.
    case always
    /// When a weighty record is not covered yet, or the log has come to rest: so that supervisors meet at one
    /// checkpoint and not each at another while sheets pour in.
    case whenItMatters(isQuiet: Bool)
  }

  /// Mirrors, cosigns where there is occasion, and reveals the nonce once its input is cosigned.
  ///
  /// - Parameter now: seconds since 1970-01-01 UTC.
  package mutating func attend(
    _ link: some SessionLink, occasion: Occasion, now: UInt64
  ) async throws -> Attendance {
    try await synchronize(link)
    var hasCosigned = try await cosignIfDue(link, occasion: occasion, now: now)
    var hasRevealed = false
    if owesBeacon {
      try await revealBeacon(link)
      hasRevealed = true
      hasCosigned = try await cosignIfDue(link, occasion: .always, now: now) || hasCosigned
    }
    return Attendance(
      phase: state.phase, size: head?.size ?? 0, hasCosigned: hasCosigned, present: cosignatureCount,
      required: head?.keys.quorum ?? 0, hasRevealedBeacon: hasRevealed)
  }

  private mutating func cosignIfDue(
    _ link: some SessionLink, occasion: Occasion, now: UInt64
  ) async throws -> Bool {
    guard !hasOwnLine else { return false }
    if case .whenItMatters(let isQuiet) = occasion {
      guard try isQuiet || Int64(cosignedSize) <= lastWeightyIndex else { return false }
    }
    _ = try await cosign(link, now: now)
    // Takes up the other supervisors' lines too.
    try await synchronize(link)
    return true
  }

  private var hasOwnLine: Bool {
    guard let session = state.session?.record, let latest = head?.latest else { return false }
    let name = session.witnessName(keys.witnessCode)
    return latest.note.signatures.contains { $0.name.utf8.elementsEqual(name.utf8) }
  }

  private var cosignatureCount: Int { max(0, (head?.latest?.note.signatures.count ?? 1) - 1) }

  /// Whether this supervisor has nothing more to do up to a phase.
  package func hasAttended(until phase: SessionState.Phase) -> Bool {
    let phases = SessionState.Phase.allCases
    guard let wanted = phases.firstIndex(of: phase), let reached = phases.firstIndex(of: state.phase) else {
      return false
    }
    return reached >= wanted && hasOwnLine && cosignatureCount >= (head?.keys.quorum ?? 0)
  }
}
