/// Crockford's base32: digits and capital letters without I, L, O and U; made to be read aloud and typed.
package enum Crockford32 {
  private static let alphabet = [UInt8]("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// Five bits a sign, most significant first; the last sign is filled up with zero bits.
  package static func encode(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    var buffer: UInt32 = 0
    var bits = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(alphabet[Int(buffer >> UInt32(bits) & 31)])
      }
    }
    if bits > 0 { text.append(alphabet[Int(buffer << UInt32(5 - bits) & 31)]) }
    return String(decoding: text, as: UTF8.self)
  }

  /// Accepts what people type: small letters, spaces and hyphens, O for 0, I and L for 1.
  ///
  /// - Returns: nil for any other sign, for filling bits that are not zero, and for a sign too many.
  package static func decode(_ text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer: UInt32 = 0
    var bits = 0
    for sign in text.utf8 {
      if sign == 0x20 || sign == 0x2D { continue }
      guard let value = value(sign) else { return nil }
      buffer = (buffer << 5 | value) & 0xFFFF
      bits += 5
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(buffer >> UInt32(bits) & 0xFF))
      }
    }
    guard bits < 5, buffer & (1 << UInt32(bits) - 1) == 0 else { return nil }
    return bytes
  }

  /// Four signs, hyphen, four signs …: the form that is printed.
  package static func grouped(_ bytes: some Collection<UInt8>) -> String {
    let text = [UInt8](encode(bytes).utf8)
    return stride(from: 0, to: text.count, by: 4)
      .map { String(decoding: text[$0..<min($0 + 4, text.count)], as: UTF8.self) }
      .joined(separator: "-")
  }

  private static func value(_ sign: UInt8) -> UInt32? {
    let capital = (0x61...0x7A).contains(sign) ? sign - 0x20 : sign
    switch capital {
    case 0x4F: return 0  // O
    case 0x49, 0x4C: return 1  // I, L
    default: return alphabet.firstIndex(of: capital).map(UInt32.init)
    }
  }
}
