/// A whole archive, checked once from end to end, whose members are then read by path in any order.
///
/// Holds about 16 bytes and the path per member, and no content: 2,000,000 members fit 200 MiB.
package struct ArchiveIndex: Sendable {
  private let source: any ArchiveSource
  /// All paths, one after the other, in byte order.
  private var paths: [UInt8] = []
  private var pathEnds: [UInt32] = []
  private var sizes: [UInt64] = []
  private var offsets: [UInt64] = []

  /// - Throws: what `ArchiveReader` finds.
  package init(_ source: any ArchiveSource, limits: ArchiveLimits = ArchiveLimits()) throws(ArchiveError) {
    self.source = source
    var reader = try ArchiveReader(source, limits: limits)
    while let member = try reader.next() {
      paths.append(contentsOf: member.path.utf8)
      guard let end = UInt32(exactly: paths.count) else {
        throw ArchiveError(.limit, at: member.offset, zh: "成员名总长超过 4 GiB。", en: "Member names exceed 4 GiB in all.")
      }
      pathEnds.append(end)
      sizes.append(member.size)
      offsets.append(member.offset)
    }
  }

  /// Number of members.
  package var count: Int { sizes.count }

  /// The member at a place in byte order of the paths.
  package subscript(place: Int) -> ArchiveMember {
    ArchiveMember(
      path: String(decoding: pathBytes(place), as: UTF8.self), size: sizes[place], offset: offsets[place])
  }

  package func member(_ path: String) -> ArchiveMember? {
    let wanted = [UInt8](path.utf8)
    let place = firstPlace { !$0.lexicographicallyPrecedes(wanted) }
    guard place < count, pathBytes(place).elementsEqual(wanted) else { return nil }
    return self[place]
  }

  /// Members whose path begins with `prefix`, in byte order.
  package func members(under prefix: String) -> some Sequence<ArchiveMember> {
    let wanted = [UInt8](prefix.utf8)
    let first = firstPlace { !$0.lexicographicallyPrecedes(wanted) }
    return (first..<count).lazy.prefix { self.pathBytes($0).starts(with: wanted) }.map { self[$0] }
  }

  /// A member's whole content.
  ///
  /// - Parameter limit: the most that the caller wants in memory, in bytes.
  /// - Throws: `ArchiveError` `missing`, `limit`, and what the source throws.
  package func content(_ path: String, limit: Int) throws(ArchiveError) -> [UInt8] {
    guard let member = member(path) else {
      throw ArchiveError(.missing, at: 0, zh: "归档中没有 \(path)。", en: "The archive has no member \(path).")
    }
    guard member.size <= UInt64(limit) else {
      throw ArchiveError(
        .limit, at: member.offset, zh: "归档成员 \(path) 有 \(member.size) 字节，超过此处上限 \(limit)。",
        en: "Archive member \(path) has \(member.size) bytes, more than the \(limit) allowed here.")
    }
    return try source.read(at: member.offset, count: Int(member.size))
  }

  /// Part of a member's content.
  ///
  /// - Throws: `ArchiveError` `truncated` if the range goes beyond the member.
  package func content(of member: ArchiveMember, at start: UInt64, count: Int) throws(ArchiveError) -> [UInt8] {
    guard count >= 0, start <= member.size, UInt64(count) <= member.size - start else {
      throw .truncated(at: member.offset + member.size, wanted: start, count)
    }
    return try source.read(at: member.offset + start, count: count)
  }

  /// Hands over a member's content in pieces of at most `ArchiveWriter.pieceBytes`.
  package func forEachPiece(of member: ArchiveMember, _ body: ([UInt8]) throws -> Void) throws {
    var start: UInt64 = 0
    while start < member.size {
      let count = Int(min(UInt64(ArchiveWriter.pieceBytes), member.size - start))
      try body(try content(of: member, at: start, count: count))
      start += UInt64(count)
    }
  }

  private func pathBytes(_ place: Int) -> ArraySlice<UInt8> {
    paths[(place == 0 ? 0 : Int(pathEnds[place - 1]))..<Int(pathEnds[place])]
  }

  /// The first place whose path satisfies a condition that, once true, stays true.
  private func firstPlace(where condition: (ArraySlice<UInt8>) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if condition(pathBytes(middle)) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
