/// Names in zips: UTF-8 when flagged, otherwise UTF-8 or GBK, whichever the bytes are.
enum ZipName {
  static func decode(
    _ bytes: [UInt8], isUTF8: Bool, unicodePath: [UInt8]?
  ) -> (name: String, encoding: ZipEntry.NameEncoding) {
    if let unicodePath, let name = String(validating: unicodePath, as: UTF8.self) { return (slashed(name), .utf8) }
    if let name = String(validating: bytes, as: UTF8.self), let mended = mended(name) {
      return (slashed(mended), .mended)
    }
    // A flag that lies is common: the bytes decide, and UTF-8 is never GBK by chance for whole Chinese names.
    if let name = String(validating: bytes, as: UTF8.self) { return (slashed(name), .utf8) }
    if !isUTF8, let name = TextEncoding.gb18030Text(bytes) { return (slashed(name), .gb18030) }
    let hexadecimal = bytes.map { byte in
      (0x20...0x7E).contains(byte) ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16, uppercase: true)
    }
    return (slashed(hexadecimal.joined()), .unknown)
  }

  /// Chinese that a packer took for the characters of DOS or of western Windows (╔Ω▒¿╩Θ is 申报书), turned back.
  private static func mended(_ name: String) -> String? {
    let foreign = name.unicodeScalars.filter { $0.value >= 0x80 }
    // Chinese names have Chinese characters; only names that have none are suspect.
    guard !foreign.isEmpty, foreign.allSatisfy({ $0.value < 0x2E80 }) else { return nil }
    for page in ["CP437", "CP1252", "CP850"] {
      guard let bytes = TextEncoding.convert([UInt8](name.utf8), from: "UTF-8", to: page), isCommonChinese(bytes)
      else { continue }
      return TextEncoding.gb18030Text(bytes)
    }
    return nil
  }

  /// Every pair that is not ASCII is one of the 3,755 characters of everyday use (GB 2312, level 1) or a full-width sign:
  /// bytes that only happen to be GBK rarely are.
  private static func isCommonChinese(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    var count = 0
    while let lead = rest.popFirst() {
      guard lead >= 0x80 else { continue }
      guard let trail = rest.popFirst(), trail >= 0xA1 else { return false }
      guard (0xB0...0xD7).contains(lead) || (0xA1...0xA3).contains(lead) else { return false }
      count += 1
    }
    return count > 1
  }

  private static func slashed(_ name: String) -> String { name.replacing("\\", with: "/") }
}
