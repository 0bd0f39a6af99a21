/// Reads a zip's central directory (PKWARE APPNOTE 6.3.10, §4.3.12 to §4.3.16), with the 64-bit fields.
///
/// The directory is read here and not by libarchive, because what is wrong with it (names without a character set,
/// duplicates, encrypted members, paths that climb) must be told apart and shown.
struct ZipDirectory {
  let bytes: [UInt8]
  let limits: OfficeLimits

  private static let endRecordBytes = 22
  private static let entryBytes = 46
  private static let maximumCommentBytes = 65_535

  private struct Location {
    var entries: Int
    var offset: Int
    /// Bytes before the archive's own first byte (a self-extractor's program).
    var shift: Int
  }

  func entries() throws(OfficeFileError) -> [ZipEntry] {
    let location = try locate()
    guard location.entries <= limits.entries else {
      throw OfficeFileError(.overLimit, "the archive has \(location.entries) members; \(limits.entries) are allowed")
    }
    var entries: [ZipEntry] = []
    var cursor = location.offset
    for _ in 0..<location.entries {
      entries.append(try entry(at: &cursor, shift: location.shift))
    }
    return entries
  }

  private func locate() throws(OfficeFileError) -> Location {
    let signature: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    let lowest = max(0, bytes.count - ZipDirectory.endRecordBytes - ZipDirectory.maximumCommentBytes)
    var position = bytes.count - ZipDirectory.endRecordBytes
    while position >= lowest {
      if bytes[position..<position + 4].elementsEqual(signature) { break }
      position -= 1
    }
    guard position >= lowest, let count = bytes.littleEndian16(at: position + 10),
      let size = bytes.littleEndian32(at: position + 12), let offset = bytes.littleEndian32(at: position + 16)
    else { throw OfficeFileError(.unreadable, "the archive's directory is missing: it is damaged or cut short") }
    if count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF,
      let wide = locate64(before: position)
    {
      return wide
    }
    let start = position - size
    guard start >= 0, start >= offset else {
      throw OfficeFileError(.unreadable, "the archive's directory lies outside the file")
    }
    return Location(entries: count, offset: start, shift: start - offset)
  }

  private func locate64(before end: Int) -> Location? {
    let locator = end - 20
    guard locator >= 0, bytes[locator..<locator + 4].elementsEqual([0x50, 0x4B, 0x06, 0x07]),
      let record = bytes.littleEndian64(at: locator + 8), record + 56 <= bytes.count,
      bytes[record..<record + 4].elementsEqual([0x50, 0x4B, 0x06, 0x06]),
      let count = bytes.littleEndian64(at: record + 32), let offset = bytes.littleEndian64(at: record + 48),
      offset < bytes.count
    else { return nil }
    return Location(entries: count, offset: offset, shift: 0)
  }

  private func entry(at cursor: inout Int, shift: Int) throws(OfficeFileError) -> ZipEntry {
    let damaged = OfficeFileError(.unreadable, "the archive's directory is damaged")
    guard cursor + ZipDirectory.entryBytes <= bytes.count,
      bytes[cursor..<cursor + 4].elementsEqual([0x50, 0x4B, 0x01, 0x02]),
      let madeBy = bytes.littleEndian16(at: cursor + 4),
      let flags = bytes.littleEndian16(at: cursor + 8), let method = bytes.littleEndian16(at: cursor + 10),
      let crc = bytes.littleEndian32(at: cursor + 16), var packed = bytes.littleEndian32(at: cursor + 20),
      var size = bytes.littleEndian32(at: cursor + 24), let nameLength = bytes.littleEndian16(at: cursor + 28),
      let extraLength = bytes.littleEndian16(at: cursor + 30),
      let commentLength = bytes.littleEndian16(at: cursor + 32),
      let attributes = bytes.littleEndian32(at: cursor + 38), var offset = bytes.littleEndian32(at: cursor + 42)
    else { throw damaged }
    let nameStart = cursor + ZipDirectory.entryBytes
    let extraStart = nameStart + nameLength
    let end = extraStart + extraLength + commentLength
    guard end <= bytes.count else { throw damaged }
    guard nameLength <= limits.nameBytes else {
      throw OfficeFileError(.overLimit, "a name in the archive has \(nameLength) bytes")
    }
    widen(extra: extraStart..<extraStart + extraLength, size: &size, packed: &packed, offset: &offset)
    let (name, encoding) = ZipName.decode(
      Array(bytes[nameStart..<extraStart]), isUTF8: flags & 0x800 != 0,
      unicodePath: unicodePath(extra: extraStart..<extraStart + extraLength))
    cursor = end
    return ZipEntry(
      name: name, nameEncoding: encoding, isEncrypted: flags & 1 != 0,
      isSymbolicLink: madeBy >> 8 == 3 && (attributes >> 16) & 0xF000 == 0xA000, byteCount: size,
      packedByteCount: packed, method: method, crc: UInt32(crc), localOffset: offset + shift)
  }

  /// §4.5.3: the fields that did not fit 32 bits stand in the extra field, in this order.
  private func widen(extra: Range<Int>, size: inout Int, packed: inout Int, offset: inout Int) {
    guard let field = extraField(1, in: extra) else { return }
    var at = field.lowerBound
    func take(_ value: inout Int) {
      guard value == 0xFFFF_FFFF, at + 8 <= field.upperBound, let wide = bytes.littleEndian64(at: at) else { return }
      value = wide
      at += 8
    }
    take(&size)
    take(&packed)
    take(&offset)
  }

  /// Info-ZIP's Unicode path: one byte of version, four of the old name's CRC, then UTF-8.
  private func unicodePath(extra: Range<Int>) -> [UInt8]? {
    guard let field = extraField(0x7075, in: extra), field.count > 5 else { return nil }
    return Array(bytes[field.dropFirst(5)])
  }

  private func extraField(_ id: Int, in extra: Range<Int>) -> Range<Int>? {
    var at = extra.lowerBound
    while at + 4 <= extra.upperBound, let tag = bytes.littleEndian16(at: at),
      let length = bytes.littleEndian16(at: at + 2)
    {
      let body = at + 4..<at + 4 + length
      guard body.upperBound <= extra.upperBound else { return nil }
      if tag == id { return body }
      at = body.upperBound
    }
    return nil
  }
}
