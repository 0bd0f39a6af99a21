package import Panel
package import TransparencyLog

/// How a season differs from an honest one. Whoever tampers holds every key that it needs.
package struct SeasonTampering: Sendable {
  /// Changes a record before it is signed.
  package var record: @Sendable (inout Record) -> Void = { _ in }
  /// Changes an envelope before it is logged.
  package var envelope: @Sendable (Record, Envelope, SeasonKeys) throws -> Envelope = { _, envelope, _ in envelope }
  /// Changes the blob of a list before its reference is made.
  package var list: @Sendable (_ of: RecordKind, _ blob: [UInt8]) -> [UInt8] = { _, blob in blob }
  /// Who cosigns the checkpoint after a record of that kind.
  package var witnesses: @Sendable (_ after: RecordKind) -> [Code] = { _ in SeasonKeys.witnesses }
  /// When they do, in seconds since 1970-01-01 UTC.
  package var cosignedAt: UInt64 = SmallSeason.closeNotBefore + 3_600
  /// Keys of whoever makes the season.
  package var keys: @Sendable (inout SeasonKeys) throws -> Void = { _ in }

  package init() {}
}
