/// Deflate streams for tests, made by hand: no compressor is needed for zeros (RFC 1951 §3.2.6, fixed codes).
enum Deflated {
  /// `count` zero bytes, count = 1 + 258 × n, as one block of a literal and n matches of length 258 at distance 1.
  static func zeros(matches: Int) -> [UInt8] {
    var bits = BitWriter()
    bits.write([1, 1, 0])  // last block, fixed codes
    bits.write([0, 0, 1, 1, 0, 0, 0, 0])  // literal 0
    for _ in 0..<matches { bits.write([1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]) }  // length 258, distance 1
    bits.write([0, 0, 0, 0, 0, 0, 0])  // end of block
    return bits.bytes
  }

  /// A zip of one deflated member of zeros that claims to be `claimed` bytes long.
  static func archive(name: String, matches: Int, claimed: Int, crc: UInt32 = 0) -> [UInt8] {
    let data = zeros(matches: matches)
    let nameBytes = [UInt8](name.utf8)
    func field(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let common =
      field(20, 2) + field(0x800, 2) + field(8, 2) + field(0, 2) + field(0x21, 2) + field(Int(crc), 4)
      + field(data.count, 4) + field(claimed, 4) + field(nameBytes.count, 2) + field(0, 2)
    let local = [0x50, 0x4B, 0x03, 0x04] + common + nameBytes + data
    let directory =
      [0x50, 0x4B, 0x01, 0x02] + field(20, 2) + common + field(0, 2) + field(0, 2) + field(0, 2) + field(0, 4)
      + field(0, 4) + nameBytes
    return local + directory + [0x50, 0x4B, 0x05, 0x06] + field(0, 4) + field(1, 2) + field(1, 2)
      + field(directory.count, 4) + field(local.count, 4) + field(0, 2)
  }

  private struct BitWriter {
    var bytes: [UInt8] = []
    var used = 8

    mutating func write(_ bits: [UInt8]) {
      for bit in bits {
        if used == 8 {
          bytes.append(0)
          used = 0
        }
        bytes[bytes.count - 1] |= bit << UInt8(used)
        used += 1
      }
    }
  }
}
