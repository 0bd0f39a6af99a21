import ByteCoding

/// A file of an exported log: a path and its bytes.
package struct LogFile: Equatable, Sendable {
  package let path: String
  package let bytes: [UInt8]
}

/// The files of a log as C2SP tlog-tiles lays them out, in byte order of their paths, so that they go straight into an
/// archive: `checkpoint`, `checkpoints/<size>` for every earlier cosigned one, `tile/…`.
package struct TileExporter<Store: LogStore> {
  /// Above this, tile numbers have nine digits and their paths are no longer in byte order: 256 million entries.
  package static var maximumSize: UInt64 { 256_000_000 }

  private let store: Store
  package let checkpoint: SignedCheckpoint

  /// - Parameter size: of a checkpoint that was signed.
  /// - Throws: `LogError` `missing` if none was, `limit` beyond `maximumSize`.
  package init(_ store: Store, size: UInt64) throws {
    guard size <= Self.maximumSize else {
      throw LogError(
        .limit, zh: "日志超过 \(Self.maximumSize) 条，无法导出。",
        en: "A log beyond \(Self.maximumSize) entries cannot be exported.")
    }
    guard let checkpoint = try store.cosignedCheckpoint(size: size) else {
      throw LogError(.missing, zh: "没有大小为 \(size) 的检查点。", en: "There is no checkpoint of size \(size).")
    }
    self.store = store
    self.checkpoint = checkpoint
  }

  /// Hands over one file after another; holds one at a time.
  package func forEachFile(_ body: (LogFile) throws -> Void) throws {
    let size = checkpoint.checkpoint.size
    try body(LogFile(path: "checkpoint", bytes: checkpoint.bytes))
    let earlier = try store.cosignedSizes().filter { $0 < size }.map(String.init)
    for name in earlier.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      guard let size = UInt64(name), let cosigned = try store.cosignedCheckpoint(size: size) else { continue }
      try body(LogFile(path: "checkpoints/\(name)", bytes: cosigned.bytes))
    }
    for tile in Tile.all(size: size) {
      try body(LogFile(path: tile.path, bytes: try store.read(tile)))
    }
  }
}
