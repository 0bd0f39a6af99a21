import ByteCoding
package import TransparencyLog
import WireProtocol

extension LogHead {
  /// Fetches the proof that a checkpoint needs and takes it up.
  ///
  /// - Throws: `SplitView`; `LogError`; what the link throws.
  package mutating func follow(_ offered: SignedCheckpoint, by link: some SessionLink) async throws {
    let proof = if let sizes = try need(for: offered) { try await link.consistency(sizes) } else { [] as [Digest] }
    try take(offered, proof: proof)
  }

  /// Asks the server where the log is. A server whose log is shorter than what was seen here has lost or hidden
  /// something.
  ///
  /// - Throws: `SplitView`; `LogError`; what the link throws.
  package mutating func refresh(by link: some SessionLink) async throws {
    // The Welcome may carry an older checkpoint with a quorum, the answer the newest without one.
    if !link.welcome.checkpoint.isEmpty {
      try await follow(SignedCheckpoint(bytes: link.welcome.checkpoint), by: link)
    }
    let offered = try await link.checkpoint()
    if let latest, offered.checkpoint.size < latest.checkpoint.size {
      try offered.verify(log: keys.log, witnesses: keys.witnesses, unknownLines: .ignored)
      throw SplitView(
        seen: latest.bytes, offered: offered.bytes,
        detail: "\(offered.checkpoint.size) < \(latest.checkpoint.size)")
    }
    try await follow(offered, by: link)
  }
}
