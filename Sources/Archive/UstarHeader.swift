/// One 512-byte header of POSIX.1-1988 ustar, with everything fixed but path, size and checksum.
///
/// Source: POSIX.1-2017, `pax`, "ustar Interchange Format". `protocol/archive.md` has the table.
struct UstarHeader: Equatable, Sendable {
  static let blockBytes = 512

  let path: [UInt8]
  /// Bytes of content.
  let size: UInt64

  /// - Returns: nil if the path breaks the rules of `ArchivePath` or the size needs more than eleven octal digits.
  init?(path: [UInt8], size: UInt64) {
    guard size <= ArchiveLimits.maximumFormatMemberBytes, ArchivePath.split(path) != nil else { return nil }
    self.path = path
    self.size = size
  }

  /// Reads path and size, then writes the header again and compares: any other byte than the writer's is refused.
  ///
  /// - Returns: nil if `block` is not exactly what `encoded` gives.
  init?(block: [UInt8]) {
    guard block.count == UstarHeader.blockBytes else { return nil }
    let name = block[Field.name].prefix { $0 != 0 }
    let prefix = block[Field.prefix].prefix { $0 != 0 }
    guard let size = UstarHeader.octal(block[Field.size].dropLast()) else { return nil }
    self.init(path: prefix.isEmpty ? [UInt8](name) : prefix + [0x2F] + name, size: size)
    guard encoded == block else { return nil }
  }

  var encoded: [UInt8] {
    var block = [UInt8](repeating: 0, count: UstarHeader.blockBytes)
    func put(_ bytes: some Collection<UInt8>, _ field: Range<Int>) {
      block.replaceSubrange(field.lowerBound..<(field.lowerBound + bytes.count), with: bytes)
    }
    guard let (prefix, name) = ArchivePath.split(path) else {
      preconditionFailure("a header is only made of a valid path")
    }
    put(name, Field.name)
    put("0000644".utf8, Field.mode)
    put("0000000".utf8, Field.uid)
    put("0000000".utf8, Field.gid)
    put(UstarHeader.octal(size, digits: 11), Field.size)
    put("00000000000".utf8, Field.mtime)
    put("        ".utf8, Field.checksum)
    put("0".utf8, Field.type)
    put("ustar\0".utf8, Field.magic)
    put("00".utf8, Field.version)
    put("0000000".utf8, Field.deviceMajor)
    put("0000000".utf8, Field.deviceMinor)
    put(prefix, Field.prefix)
    let sum = block.reduce(UInt64(0)) { $0 + UInt64($1) }
    put(UstarHeader.octal(sum, digits: 6) + [0, 0x20], Field.checksum)
    return block
  }

  /// Zero bytes that fill the last block of `size` bytes of content.
  static func padding(of size: UInt64) -> Int {
    let rest = Int(size % UInt64(blockBytes))
    return rest == 0 ? 0 : blockBytes - rest
  }

  private enum Field {
    static let name = 0..<100
    static let mode = 100..<108
    static let uid = 108..<116
    static let gid = 116..<124
    static let size = 124..<136
    static let mtime = 136..<148
    static let checksum = 148..<156
    static let type = 156..<157
    static let magic = 257..<263
    static let version = 263..<265
    static let deviceMajor = 329..<337
    static let deviceMinor = 337..<345
    static let prefix = 345..<500
  }

  private static func octal(_ value: UInt64, digits: Int) -> [UInt8] {
    (0..<digits).reversed().map { 0x30 + UInt8(value >> UInt64(3 * $0) & 7) }
  }

  private static func octal(_ digits: ArraySlice<UInt8>) -> UInt64? {
    var value: UInt64 = 0
    for digit in digits {
      guard (0x30...0x37).contains(digit) else { return nil }
      value = value << 3 | UInt64(digit - 0x30)
    }
    return value
  }
}
