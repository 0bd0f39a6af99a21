/// Runs of percent escapes, `\u` escapes and character references in finished bytes, decoded.
enum LeakEscapes {
  /// Each run with the offset it begins at.
  static func decoded(_ bytes: [UInt8]) -> [(offset: Int, bytes: [UInt8])] {
    var runs: [(offset: Int, bytes: [UInt8])] = []
    var index = 0
    while index < bytes.count {
      let start = index
      var decoded: [UInt8] = []
      while let (value, end) = escape(at: index, bytes) {
        decoded += value
        index = end
      }
      if decoded.count >= 3 { runs.append((start, decoded)) }
      if index == start { index += 1 }
    }
    return runs
  }

  /// One escape and where it ends. A backslash stands doubled inside JSON.
  private static func escape(at index: Int, _ bytes: [UInt8]) -> ([UInt8], Int)? {
    switch bytes.indices.contains(index) ? bytes[index] : 0 {
    case 0x25:
      guard let value = number(bytes, index + 1..<index + 3, radix: 16) else { return nil }
      return ([UInt8(truncatingIfNeeded: value)], index + 3)
    case 0x5C:
      var start = index
      while start < bytes.count, bytes[start] == 0x5C { start += 1 }
      guard start < bytes.count, bytes[start] == 0x75 else { return nil }
      return number(bytes, start + 1..<start + 5, radix: 16).flatMap { utf8($0) }.map { ($0, start + 5) }
    case 0x26:
      guard index + 2 < bytes.count, bytes[index + 1] == 0x23 else { return nil }
      let isHexadecimal = bytes[index + 2] == 0x78
      let start = index + (isHexadecimal ? 3 : 2)
      guard let end = bytes[start...].prefix(8).firstIndex(of: 0x3B), end > start else { return nil }
      return number(bytes, start..<end, radix: isHexadecimal ? 16 : 10).flatMap { utf8($0) }.map { ($0, end + 1) }
    default: return nil
    }
  }

  private static func number(_ bytes: [UInt8], _ range: Range<Int>, radix: Int) -> UInt32? {
    guard range.upperBound <= bytes.count else { return nil }
    return UInt32(String(decoding: bytes[range], as: UTF8.self), radix: radix)
  }

  private static func utf8(_ value: UInt32) -> [UInt8]? {
    Unicode.Scalar(value).map { [UInt8](String(Character($0)).utf8) }
  }
}
