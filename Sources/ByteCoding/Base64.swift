/// Standard base64 with padding (RFC 4648 §4), strict both ways: one text for one sequence of bytes.
package enum Base64 {
  private static let alphabet = [UInt8]("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values: [UInt8] = {
    var table = [UInt8](repeating: 0xFF, count: 256)
    for (value, sign) in alphabet.enumerated() { table[Int(sign)] = UInt8(value) }
    return table
  }()

  package static func encode(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: encodeBytes(bytes), as: UTF8.self)
  }

  /// The text as ASCII bytes.
  package static func encodeBytes(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let input = [UInt8](bytes)
    var text: [UInt8] = []
    text.reserveCapacity((input.count + 2) / 3 * 4)
    var index = 0
    while index + 3 <= input.count {
      let word = UInt32(input[index]) << 16 | UInt32(input[index + 1]) << 8 | UInt32(input[index + 2])
      text.append(alphabet[Int(word >> 18)])
      text.append(alphabet[Int(word >> 12 & 63)])
      text.append(alphabet[Int(word >> 6 & 63)])
      text.append(alphabet[Int(word & 63)])
      index += 3
    }
    switch input.count - index {
    case 1:
      let word = UInt32(input[index]) << 16
      text.append(alphabet[Int(word >> 18)])
      text.append(alphabet[Int(word >> 12 & 63)])
      text.append(contentsOf: [0x3D, 0x3D])
    case 2:
      let word = UInt32(input[index]) << 16 | UInt32(input[index + 1]) << 8
      text.append(alphabet[Int(word >> 18)])
      text.append(alphabet[Int(word >> 12 & 63)])
      text.append(alphabet[Int(word >> 6 & 63)])
      text.append(0x3D)
    default: break
    }
    return text
  }

  /// - Returns: nil for anything `encode` would not have written: no padding, white space, other alphabets,
  ///   trailing bits that are not zero.
  package static func decode(_ text: some StringProtocol) -> [UInt8]? {
    decode(bytes: [UInt8](text.utf8))
  }

  package static func decode(bytes text: [UInt8]) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    guard !text.isEmpty else { return [] }
    let padding = text[text.count - 1] != 0x3D ? 0 : text[text.count - 2] != 0x3D ? 1 : 2
    let whole = text.count - (padding > 0 ? 4 : 0)
    let table = values
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    for index in stride(from: 0, to: whole, by: 4) {
      let (a, b) = (table[Int(text[index])], table[Int(text[index + 1])])
      let (c, d) = (table[Int(text[index + 2])], table[Int(text[index + 3])])
      // Values have six bits; only "no value" has the two above.
      guard (a | b | c | d) & 0xC0 == 0 else { return nil }
      bytes.append(a << 2 | b >> 4)
      bytes.append(b << 4 | c >> 2)
      bytes.append(c << 6 | d)
    }
    guard padding > 0 else { return bytes }
    let (a, b) = (table[Int(text[whole])], table[Int(text[whole + 1])])
    guard (a | b) & 0xC0 == 0 else { return nil }
    bytes.append(a << 2 | b >> 4)
    if padding == 2 { return b & 0x0F == 0 ? bytes : nil }
    let c = table[Int(text[whole + 2])]
    guard c & 0xC0 == 0, c & 0x03 == 0 else { return nil }
    bytes.append(b << 4 | c >> 2)
    return bytes
  }
}
