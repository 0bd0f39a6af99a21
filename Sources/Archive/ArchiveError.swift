/// Why an archive cannot be written or is not one of ours. Compared by code; the message is for people.
package struct ArchiveError: Error, Sendable {
  package enum Code: String, Sendable {
    /// A path that is empty, too long, absolute, has `.` or `..`, or signs outside `[A-Za-z0-9._-]`.
    case path
    /// Paths not in ascending byte order, or the same path twice.
    case order
    /// A path that is a file and a folder at once.
    case collision
    /// Header bytes that the writer would not have written.
    case header
    /// Bytes after a member's content, up to the block's end, that are not zero.
    case padding
    /// The file ends before the archive does.
    case truncated
    /// The two closing blocks are not zero, or bytes follow them.
    case trailer
    /// Beyond a limit of `ArchiveLimits`, or of the format.
    case limit
    /// Content longer or shorter than announced (writer).
    case size
    /// The writer was used after `finish`.
    case finished
    /// No such member.
    case missing
    /// The operating system refused.
    case system
  }

  package let code: Code
  /// Where in the archive, in bytes from its start.
  package let offset: UInt64
  package let zh: String
  package let en: String

  package init(_ code: Code, at offset: UInt64, zh: String, en: String) {
    self.code = code
    self.offset = offset
    self.zh = zh
    self.en = en
  }
}

extension ArchiveError: Equatable {
  package static func == (left: ArchiveError, right: ArchiveError) -> Bool { left.code == right.code }
}

extension ArchiveError: CustomStringConvertible {
  package var description: String { "\(zh)（偏移 \(offset)）/ \(en) (offset \(offset))" }
}
