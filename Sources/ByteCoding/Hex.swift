/// Lower-case hexadecimal.
package enum Hex {
  private static let signs = [UInt8]("0123456789abcdef".utf8)

  package static func encode(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      text.append(signs[Int(byte >> 4)])
      text.append(signs[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// - Returns: nil for an odd count or a sign outside 0-9, a-f.
  package static func decode(_ text: some StringProtocol) -> [UInt8]? {
    let input = [UInt8](text.utf8)
    guard input.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(input.count / 2)
    for index in stride(from: 0, to: input.count, by: 2) {
      guard let high = value(input[index]), let low = value(input[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func value(_ sign: UInt8) -> UInt8? {
    switch sign {
    case 0x30...0x39: sign - 0x30
    case 0x61...0x66: sign - 0x61 + 10
    default: nil
    }
  }
}
