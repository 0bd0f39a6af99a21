import Glibc

/// Text of unknown encoding, as offices send it: UTF-8 with or without BOM, UTF-16, GB18030.
package enum TextEncoding: String, Hashable, Sendable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  case gb18030 = "GB18030"

  /// The first encoding in which every byte makes sense, by BOM, then UTF-8, then UTF-16 by its zeros, then GB18030.
  ///
  /// - Parameter isPrefix: the last character may be cut.
  /// - Returns: nil for what is not text in any of them.
  package static func decode(_ bytes: [UInt8], isPrefix: Bool = false) -> (text: String, encoding: TextEncoding)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return utf8Text(Array(bytes.dropFirst(3)), isPrefix: isPrefix).map { ($0, .utf8) }
    }
    if bytes.starts(with: [0xFF, 0xFE]) {
      return utf16Text(Array(bytes.dropFirst(2)), littleEndian: true).map { ($0, .utf16LittleEndian) }
    }
    if bytes.starts(with: [0xFE, 0xFF]) {
      return utf16Text(Array(bytes.dropFirst(2)), littleEndian: false).map { ($0, .utf16BigEndian) }
    }
    if bytes.contains(0) {
      // Without a BOM only text with ASCII in it (digits, commas) shows which byte comes first.
      let zerosAtOdd = stride(from: 1, to: bytes.count, by: 2).count { bytes[$0] == 0 }
      let zerosAtEven = stride(from: 0, to: bytes.count, by: 2).count { bytes[$0] == 0 }
      let littleEndian = zerosAtOdd > zerosAtEven
      return utf16Text(bytes, littleEndian: littleEndian).map {
        ($0, littleEndian ? .utf16LittleEndian : .utf16BigEndian)
      }
    }
    if let text = utf8Text(bytes, isPrefix: isPrefix) { return (text, .utf8) }
    return gb18030Text(bytes, isPrefix: isPrefix).map { ($0, .gb18030) }
  }

  static func utf8Text(_ bytes: [UInt8], isPrefix: Bool) -> String? {
    if let text = String(validating: bytes, as: UTF8.self) { return isPlain(text) ? text : nil }
    guard isPrefix else { return nil }
    for cut in 1...3 where cut < bytes.count {
      if let text = String(validating: bytes.dropLast(cut), as: UTF8.self) { return isPlain(text) ? text : nil }
    }
    return nil
  }

  private static func utf16Text(_ bytes: [UInt8], littleEndian: Bool) -> String? {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for index in stride(from: 0, to: bytes.count - 1, by: 2) {
      let first = UInt16(bytes[index])
      let second = UInt16(bytes[index + 1])
      units.append(littleEndian ? first | second << 8 : first << 8 | second)
    }
    guard let text = String(validating: units, as: UTF16.self) else { return nil }
    return isPlain(text) ? text : nil
  }

  /// Control characters other than white space do not stand in text.
  private static func isPlain(_ text: String) -> Bool {
    !text.unicodeScalars.contains { $0.value < 0x20 && ![0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A].contains($0.value) }
  }

  /// - Returns: nil when a byte sequence is not GB18030.
  package static func gb18030Text(_ bytes: [UInt8], isPrefix: Bool = false) -> String? {
    guard let utf8 = convert(bytes, from: "GB18030", to: "UTF-8", isPrefix: isPrefix),
      let text = String(validating: utf8, as: UTF8.self)
    else { return nil }
    return isPlain(text) ? text : nil
  }

  /// - Returns: nil for a character set that the system does not know, and for bytes that do not convert.
  static func convert(_ bytes: [UInt8], from source: String, to target: String, isPrefix: Bool = false) -> [UInt8]? {
    let converter = unsafe iconv_open(target, source)
    guard unsafe converter != iconv_t(bitPattern: -1) else { return nil }
    defer { _ = unsafe iconv_close(converter) }
    // No character grows to more than twice its bytes between these sets.
    var output = [UInt8](repeating: 0, count: bytes.count * 2 + 16)
    var input = bytes
    var written = 0
    var isComplete = false
    unsafe input.withUnsafeMutableBytes { source in
      unsafe output.withUnsafeMutableBytes { target in
        var from = unsafe source.baseAddress?.assumingMemoryBound(to: CChar.self)
        var left = source.count
        var into = unsafe target.baseAddress?.assumingMemoryBound(to: CChar.self)
        var room = target.count
        let result = unsafe iconv(converter, &from, &left, &into, &room)
        written = target.count - room
        isComplete = result != -1 || (isPrefix && errno == EINVAL)
      }
    }
    return isComplete ? Array(output.prefix(written)) : nil
  }
}
