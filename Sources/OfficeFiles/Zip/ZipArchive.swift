import CArchive

/// A zip in memory: its directory read once, its members unpacked one at a time, never on disk.
///
/// Members are unpacked by libarchive from their own local header on, so that each costs only itself.
package struct ZipArchive: Sendable {
  package let entries: [ZipEntry]
  private let bytes: [UInt8]
  private let limits: OfficeLimits
  private let indexByName: [String: Int]

  /// - Throws: `unreadable` when there is no sound directory, `overLimit` when it names too much.
  package init(bytes: [UInt8], limits: OfficeLimits) throws(OfficeFileError) {
    self.bytes = bytes
    self.limits = limits
    let entries = try ZipDirectory(bytes: bytes, limits: limits).entries()
    self.entries = entries
    // The first of two equal names counts, as in Word; the second is reported by `duplicateNames`.
    indexByName = Dictionary(entries.indices.map { (entries[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func entry(named name: String) -> ZipEntry? { indexByName[name].map { entries[$0] } }

  /// Names that occur more than once, also where only case or the kind of slash differs.
  package var duplicateNames: [String] {
    Dictionary(grouping: entries.filter { !$0.isDirectory }, by: { $0.name.lowercased() })
      .filter { $0.value.count > 1 }.map(\.key).sorted()
  }

  /// The first member that claims to be larger than is allowed, by itself or with all the others.
  package var oversized: ZipEntry? {
    if let entry = entries.first(where: exceedsLimits) { return entry }
    var total = 0
    for entry in entries {
      total += entry.byteCount
      if total > limits.totalBytes { return entry }
    }
    return nil
  }

  private func exceedsLimits(_ entry: ZipEntry) -> Bool {
    entry.byteCount > limits.memberBytes
      || (entry.byteCount > limits.ratioFreeBytes && entry.byteCount / limits.ratio > max(1, entry.packedByteCount))
  }

  /// Unpacks one member.
  ///
  /// - Throws: `overLimit` before more than `memberBytes` or than the member claims are written; `encrypted`;
  ///   `unreadable` when the data is damaged or its checksum differs.
  package func read(_ entry: ZipEntry) throws(OfficeFileError) -> [UInt8] {
    guard !entry.isEncrypted else {
      throw OfficeFileError(.encrypted, part: entry.name, "the member is protected by a password")
    }
    guard !exceedsLimits(entry) else {
      throw OfficeFileError(
        .overLimit, part: entry.name, "\(entry.byteCount) bytes unpacked from \(entry.packedByteCount)")
    }
    let content = entry.method == 0 ? try stored(entry) : try unpacked(entry)
    guard content.count == entry.byteCount, CRC32.checksum(content) == entry.crc else {
      throw OfficeFileError(.unreadable, part: entry.name, "the member's checksum or size differs")
    }
    return content
  }

  /// Nil when there is no such member.
  package func read(named name: String) throws(OfficeFileError) -> [UInt8]? {
    guard let entry = entry(named: name) else { return nil }
    return try read(entry)
  }

  /// Where the member's data begin: after its local header (APPNOTE §4.3.7).
  private func localHeader(_ entry: ZipEntry) throws(OfficeFileError) -> (start: Int, data: Int) {
    let start = entry.localOffset
    guard start >= 0, start + 30 <= bytes.count, bytes[start..<start + 4].elementsEqual([0x50, 0x4B, 0x03, 0x04]),
      let nameLength = bytes.littleEndian16(at: start + 26), let extraLength = bytes.littleEndian16(at: start + 28),
      start + 30 + nameLength + extraLength + entry.packedByteCount <= bytes.count
    else { throw OfficeFileError(.unreadable, part: entry.name, "the member's header is damaged") }
    return (start, start + 30 + nameLength + extraLength)
  }

  private func stored(_ entry: ZipEntry) throws(OfficeFileError) -> [UInt8] {
    let data = try localHeader(entry).data
    return Array(bytes[data..<data + entry.packedByteCount])
  }

  private func unpacked(_ entry: ZipEntry) throws(OfficeFileError) -> [UInt8] {
    let header = try localHeader(entry)
    // With a data descriptor the sizes follow the data: give libarchive room to see it.
    let end = min(bytes.count, header.data + entry.packedByteCount + 24)
    return try MemberUnpacker.unpack(bytes, in: header.start..<end, name: entry.name, atMost: entry.byteCount)
  }
}

/// One member through libarchive's streaming zip reader.
private enum MemberUnpacker {
  static func unpack(
    _ bytes: [UInt8], in range: Range<Int>, name: String, atMost byteCount: Int
  ) throws(OfficeFileError) -> [UInt8] {
    guard let reader = unsafe archive_read_new() else {
      throw OfficeFileError(.unreadable, part: name, "no memory for the archive reader")
    }
    defer { unsafe archive_read_free(reader) }
    unsafe archive_read_support_format_zip_streamable(reader)
    let outcome = unsafe bytes.withUnsafeBytes { buffer -> Result<[UInt8], OfficeFileError> in
      let member = unsafe UnsafeRawBufferPointer(rebasing: buffer[range])
      guard unsafe archive_read_open_memory(reader, member.baseAddress, member.count) == ARCHIVE_OK else {
        return .failure(OfficeFileError(.unreadable, part: name, unsafe message(reader)))
      }
      var header: OpaquePointer?
      // A warning here only says that the name has no character set; the directory gave the name.
      guard unsafe archive_read_next_header(reader, &header) >= ARCHIVE_WARN else {
        return .failure(OfficeFileError(.unreadable, part: name, unsafe message(reader)))
      }
      return unsafe drain(reader, name: name, atMost: byteCount)
    }
    return try outcome.get()
  }

  /// Reads until the end or one byte more than was claimed.
  private static func drain(
    _ reader: OpaquePointer, name: String, atMost byteCount: Int
  ) -> Result<[UInt8], OfficeFileError> {
    var failure: OfficeFileError?
    let content = unsafe [UInt8](unsafeUninitializedCapacity: byteCount + 1) { buffer, filled in
      while filled <= byteCount {
        let free = unsafe UnsafeMutableBufferPointer(rebasing: buffer[filled...])
        let count = unsafe archive_read_data(reader, free.baseAddress, free.count)
        if count == 0 { return }
        guard count > 0 else {
          failure = OfficeFileError(.unreadable, part: name, unsafe message(reader))
          return
        }
        filled += count
      }
      failure = OfficeFileError(.overLimit, part: name, "the member unpacks to more than its \(byteCount) bytes")
    }
    if let failure { return .failure(failure) }
    return .success(content)
  }

  private static func message(_ reader: OpaquePointer) -> String {
    guard let text = unsafe archive_error_string(reader) else { return "the data is damaged" }
    return unsafe String(cString: text)
  }
}
