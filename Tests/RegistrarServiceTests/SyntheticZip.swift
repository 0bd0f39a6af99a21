/// A zip with stored members, as small as the format allows.
struct SyntheticZip {
  private var body: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  mutating func add(_ name: String, _ content: [UInt8]) {
    let shared =
      Self.number(20, 2) + Self.number(0x0800, 2) + Self.number(0, 2) + Self.number(0, 2) + Self.number(0x21, 2)
      + Self.number(Self.checksum(content), 4) + Self.number(UInt32(content.count), 4)
      + Self.number(UInt32(content.count), 4) + Self.number(UInt32(name.utf8.count), 2) + Self.number(0, 2)
    directory += [0x50, 0x4B, 1, 2] + Self.number(20, 2) + shared + [UInt8](repeating: 0, count: 10)
    directory += Self.number(UInt32(body.count), 4) + name.utf8
    body += [0x50, 0x4B, 3, 4] + shared + name.utf8 + content
    count += 1
  }

  var bytes: [UInt8] {
    let end =
      [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + Self.number(UInt32(count), 2) + Self.number(UInt32(count), 2)
      + Self.number(UInt32(directory.count), 4) + Self.number(UInt32(body.count), 4) + [0, 0]
    return body + directory + end
  }

  private static func number(_ value: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
  }

  /// CRC-32 (ISO 3309), bit by bit.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var remainder: UInt32 = .max
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1 }
    }
    return ~remainder
  }
}
