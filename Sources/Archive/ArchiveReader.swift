/// A member's place in the archive.
package struct ArchiveMember: Equatable, Sendable {
  package let path: String
  /// Bytes of content.
  package let size: UInt64
  /// Where the content begins, in bytes from the archive's start.
  package let offset: UInt64
}

/// Walks an archive from its first header to its last zero byte and accepts only what `ArchiveWriter` writes: every
/// byte that is not content is checked, so a flipped bit anywhere outside the contents is an error. (Contents are
/// covered by the digests that the caller knows.)
///
/// Reads headers and padding only; memory does not grow with the archive.
package struct ArchiveReader: Sendable {
  private let source: any ArchiveSource
  private let limits: ArchiveLimits
  private var order = PathOrder()
  private var position: UInt64 = 0
  private var count = 0
  private var isAtEnd = false

  /// - Throws: `ArchiveError` `limit` if the archive is larger than allowed.
  package init(_ source: any ArchiveSource, limits: ArchiveLimits = ArchiveLimits()) throws(ArchiveError) {
    guard source.byteCount <= limits.maximumArchiveBytes else {
      throw ArchiveError(
        .limit, at: 0, zh: "归档有 \(source.byteCount) 字节，超过上限 \(limits.maximumArchiveBytes)。",
        en: "The archive has \(source.byteCount) bytes, more than the limit of \(limits.maximumArchiveBytes).")
    }
    self.source = source
    self.limits = limits
  }

  /// - Returns: the next member; nil after the last, once the end has been checked to the file's last byte.
  package mutating func next() throws(ArchiveError) -> ArchiveMember? {
    guard !isAtEnd else { return nil }
    let start = position
    let block = try source.read(at: start, count: UstarHeader.blockBytes)
    if block.allSatisfy({ $0 == 0 }) {
      try checkEnd(at: start)
      isAtEnd = true
      return nil
    }
    guard let header = UstarHeader(block: block) else {
      throw ArchiveError(
        .header, at: start, zh: "成员头与规定不符（名称、固定字段或校验和）：归档被改动，或不是本系统写出的。",
        en: "A member's header is not what the format fixes (name, fixed fields or checksum): altered, or not ours.")
    }
    count += 1
    guard count <= limits.maximumMembers, header.size <= limits.maximumMemberBytes else {
      throw ArchiveError(
        .limit, at: start,
        zh: "第 \(count) 个成员（\(header.size) 字节）超过上限（\(limits.maximumMembers) 个，每个 \(limits.maximumMemberBytes) 字节）。",
        en: "Member \(count) of \(header.size) bytes is beyond the limit of \(limits.maximumMembers) members"
          + " of \(limits.maximumMemberBytes) bytes each.")
    }
    try order.admit(header.path, at: start)
    let offset = start + UInt64(UstarHeader.blockBytes)
    let padding = UstarHeader.padding(of: header.size)
    let end = offset + header.size
    guard end + UInt64(padding) <= source.byteCount else {
      throw .truncated(at: source.byteCount, wanted: offset, Int(header.size) + padding)
    }
    if padding > 0, try source.read(at: end, count: padding).contains(where: { $0 != 0 }) {
      throw ArchiveError(
        .padding, at: end, zh: "成员 \(String(decoding: header.path, as: UTF8.self)) 之后的填充不全为零。",
        en: "The padding after member \(String(decoding: header.path, as: UTF8.self)) is not all zero.")
    }
    position = end + UInt64(padding)
    return ArchiveMember(path: String(decoding: header.path, as: UTF8.self), size: header.size, offset: offset)
  }

  private func checkEnd(at start: UInt64) throws(ArchiveError) {
    let second = start + UInt64(UstarHeader.blockBytes)
    let isZero = try source.read(at: second, count: UstarHeader.blockBytes).allSatisfy { $0 == 0 }
    guard isZero, source.byteCount == second + UInt64(UstarHeader.blockBytes) else {
      throw ArchiveError(
        .trailer, at: second, zh: "归档结尾必须恰好是两个全零块，其后不得有任何字节。",
        en: "An archive ends in exactly two zero blocks, and no byte follows them.")
    }
  }
}
