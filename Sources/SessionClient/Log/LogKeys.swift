package import Panel
import Sealing
package import TransparencyLog

/// The keys by which checkpoints of one session are known: all from entry 0, whose digest is the session code.
package struct LogKeys: Sendable {
  package let log: NoteKey
  package let witnesses: [NoteKey]
  /// Cosignatures that a weighty record needs.
  package let quorum: Int

  /// - Throws: `SealingError.missing` for a session without a log key; `LogError` for a key that may not be used.
  package init(_ session: Session) throws {
    log = try session.logKey()
    witnesses = try session.witnessKeys()
    quorum = Int(session.quorum)
  }
}
