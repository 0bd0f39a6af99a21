/// What a reader is willing to look at; checked before memory is spent.
package struct ArchiveLimits: Sendable {
  /// Eleven octal digits: the most that a ustar header can say, 8 GiB − 1.
  package static let maximumFormatMemberBytes: UInt64 = 0o77_777_777_777

  package var maximumMembers: Int
  package var maximumMemberBytes: UInt64
  package var maximumArchiveBytes: UInt64

  /// The defaults hold a session of 400,000 applications and 2,000,000 sheets several times over.
  package init(
    maximumMembers: Int = 8_000_000,
    maximumMemberBytes: UInt64 = ArchiveLimits.maximumFormatMemberBytes,
    maximumArchiveBytes: UInt64 = 1 << 42
  ) {
    self.maximumMembers = maximumMembers
    self.maximumMemberBytes = maximumMemberBytes
    self.maximumArchiveBytes = maximumArchiveBytes
  }
}
