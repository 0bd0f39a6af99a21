/// Writes a deterministic ustar archive: the same members give the same bytes, on every machine, for ever.
///
/// Members must come in ascending byte order of their paths. The writer keeps nothing but the last path, so an archive
/// may be larger than memory.
package struct ArchiveWriter {
  /// Content is handed to the sink in pieces of at most this size, in bytes.
  package static let pieceBytes = 1 << 16

  private let sink: ([UInt8]) throws -> Void
  private var order = PathOrder()
  private var isFinished = false
  /// Bytes written so far.
  package private(set) var byteCount: UInt64 = 0

  /// - Parameter sink: takes the archive's bytes, in order.
  package init(to sink: @escaping ([UInt8]) throws -> Void) {
    self.sink = sink
  }

  package mutating func append(_ path: String, _ content: [UInt8]) throws {
    var rest = content[...]
    try append(path, size: UInt64(content.count)) {
      let piece = rest.prefix(ArchiveWriter.pieceBytes)
      rest = rest.dropFirst(piece.count)
      return [UInt8](piece)
    }
  }

  /// Appends a member of known size whose content comes in pieces.
  ///
  /// - Parameter next: the next piece; empty at the end.
  /// - Throws: `ArchiveError` `path`, `order`, `collision`, `limit`, `size`; what `next` and the sink throw. After an
  ///   error the archive is worthless.
  package mutating func append(_ path: String, size: UInt64, from next: () throws -> [UInt8]) throws {
    guard !isFinished else {
      throw ArchiveError(.finished, at: byteCount, zh: "归档已经结束，不能再添加。", en: "The archive is finished already.")
    }
    guard size <= ArchiveLimits.maximumFormatMemberBytes else {
      throw ArchiveError(
        .limit, at: byteCount, zh: "归档成员 \(path) 超过 8 GiB，无法写入。",
        en: "Archive member \(path) is larger than the 8 GiB that the format can hold.")
    }
    guard let header = UstarHeader(path: [UInt8](path.utf8), size: size) else {
      throw ArchiveError(
        .path, at: byteCount,
        zh: "归档成员名 \(path) 不合规则：只许用 / 连接的 [A-Za-z0-9._-]，且不超过 ustar 的长度。",
        en: "Archive member name \(path) is not segments of [A-Za-z0-9._-] joined by / that fit a ustar header.")
    }
    try order.admit(header.path, at: byteCount)
    try write(header.encoded)
    var left = size
    while true {
      let piece = try next()
      guard !piece.isEmpty else { break }
      guard UInt64(piece.count) <= left else { throw sizeError(path, size) }
      left -= UInt64(piece.count)
      try write(piece)
    }
    guard left == 0 else { throw sizeError(path, size) }
    try write([UInt8](repeating: 0, count: UstarHeader.padding(of: size)))
  }

  /// Writes the two zero blocks that end the archive.
  package mutating func finish() throws {
    guard !isFinished else {
      throw ArchiveError(.finished, at: byteCount, zh: "归档已经结束。", en: "The archive is finished already.")
    }
    isFinished = true
    try write([UInt8](repeating: 0, count: 2 * UstarHeader.blockBytes))
  }

  private mutating func write(_ bytes: [UInt8]) throws {
    guard !bytes.isEmpty else { return }
    try sink(bytes)
    byteCount += UInt64(bytes.count)
  }

  private func sizeError(_ path: String, _ size: UInt64) -> ArchiveError {
    ArchiveError(
      .size, at: byteCount, zh: "归档成员 \(path) 的内容不是所报的 \(size) 字节。",
      en: "The content of archive member \(path) is not the \(size) bytes announced.")
  }
}
