/// Entries of a tile: u16 big-endian length, then that many bytes, one entry after another.
package enum EntryBundle {
  package static let maximumEntryBytes = 65_535

  /// - Throws: `LogError` `entry` for an entry beyond 65,535 bytes.
  package static func encode(_ entries: some Sequence<[UInt8]>) throws(LogError) -> [UInt8] {
    var bytes: [UInt8] = []
    for entry in entries {
      try check(entry)
      bytes.append(UInt8(entry.count >> 8))
      bytes.append(UInt8(entry.count & 0xFF))
      bytes.append(contentsOf: entry)
    }
    return bytes
  }

  /// - Parameter count: how many entries the tile's width says.
  /// - Throws: `LogError` `tile` unless the bytes are exactly `count` entries.
  package static func decode(_ bytes: [UInt8], count: Int) throws(LogError) -> [[UInt8]] {
    var entries: [[UInt8]] = []
    var rest = bytes[...]
    while entries.count < count {
      guard let high = rest.popFirst(), let low = rest.popFirst() else { throw damaged(count) }
      let length = Int(high) << 8 | Int(low)
      guard rest.count >= length else { throw damaged(count) }
      entries.append([UInt8](rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    guard rest.isEmpty else { throw damaged(count) }
    return entries
  }

  static func check(_ entry: [UInt8]) throws(LogError) {
    guard entry.count <= maximumEntryBytes else {
      throw LogError(
        .entry, zh: "日志条目有 \(entry.count) 字节，上限 \(maximumEntryBytes)。",
        en: "A log entry has \(entry.count) bytes; the most is \(maximumEntryBytes).")
    }
  }

  private static func damaged(_ count: Int) -> LogError {
    LogError(.tile, zh: "条目文件不是恰好 \(count) 个条目。", en: "The bundle is not exactly \(count) entries.")
  }
}
