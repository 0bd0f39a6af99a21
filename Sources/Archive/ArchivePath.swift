/// Rules for the names of members: plain relative paths that unpack the same on every system.
package enum ArchivePath {
  /// ustar: 155 bytes of `prefix`, the slash, 100 bytes of `name`.
  package static let maximumByteCount = 256
  static let maximumNameBytes = 100
  static let maximumPrefixBytes = 155

  /// - Returns: nil unless `path` is segments of `[A-Za-z0-9._-]` joined by `/`, none of them `.` or `..`, that fit a
  ///   ustar header; otherwise the header's `prefix` and `name`.
  ///
  /// A path of at most 100 bytes stands in `name` alone. A longer one is cut at the leftmost slash that leaves at most
  /// 100 bytes for `name`: so that one path has one header.
  static func split(_ path: [UInt8]) -> (prefix: ArraySlice<UInt8>, name: ArraySlice<UInt8>)? {
    guard isPlain(path) else { return nil }
    if path.count <= maximumNameBytes { return (path[..<0], path[...]) }
    guard let slash = path[(path.count - maximumNameBytes - 1)...].firstIndex(of: 0x2F), slash <= maximumPrefixBytes
    else { return nil }
    return (path[..<slash], path[(slash + 1)...])
  }

  package static func isValid(_ path: String) -> Bool { split([UInt8](path.utf8)) != nil }

  private static func isPlain(_ path: [UInt8]) -> Bool {
    guard !path.isEmpty, path.count <= maximumByteCount else { return false }
    return path.split(separator: 0x2F, omittingEmptySubsequences: false).allSatisfy { segment in
      !segment.isEmpty && !segment.elementsEqual([0x2E]) && !segment.elementsEqual([0x2E, 0x2E])
        && segment.allSatisfy(isPlain)
    }
  }

  private static func isPlain(_ sign: UInt8) -> Bool {
    switch sign {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }
}

/// Watches the order of paths, for writer and reader alike: strictly ascending bytes, and no path that is both a file
/// and a folder of another.
struct PathOrder: Sendable {
  private var last: [UInt8] = []
  /// Earlier paths of which the last one is an extension, shortest first; at most 256.
  private var open: [[UInt8]] = []

  mutating func admit(_ path: [UInt8], at offset: UInt64) throws(ArchiveError) {
    guard last.isEmpty || last.lexicographicallyPrecedes(path) else {
      throw ArchiveError(
        .order, at: offset,
        zh: "归档成员 \(text(path)) 没有按字节序排在 \(text(last)) 之后，或者重复。",
        en: "Archive member \(text(path)) does not come after \(text(last)) in byte order, or is there twice.")
    }
    while let candidate = open.last, !path.starts(with: candidate) { open.removeLast() }
    if let file = open.first(where: { path[$0.count] == 0x2F }) {
      throw ArchiveError(
        .collision, at: offset,
        zh: "归档成员 \(text(file)) 既是文件又是 \(text(path)) 的目录。",
        en: "Archive member \(text(file)) is a file and also the folder of \(text(path)).")
    }
    open.append(path)
    last = path
  }

  private func text(_ path: [UInt8]) -> String { String(decoding: path, as: UTF8.self) }
}
