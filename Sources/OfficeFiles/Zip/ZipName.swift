/// Names in zips: UTF-8 when flagged, otherwise UTF-8 or GBK, whichever the bytes are.
enum ZipName {
  static func decode(
    _ bytes: [UInt8], isUTF8: Bool, unicodePath: [UInt8]?
  ) -> (name: String, encoding: ZipEntry.NameEncoding) {
    if let unicodePath, let name = String(validating: unicodePath, as: UTF8.self) { return (slashed(name), .utf8) }
    // A flag that lies is common: the bytes decide, and UTF-8 is never GBK by chance for whole Chinese names.
    if let name = String(validating: bytes, as: UTF8.self) { return (slashed(name), .utf8) }
    if !isUTF8, let name = TextEncoding.gb18030Text(bytes) { return (slashed(name), .gb18030) }
    let hexadecimal = bytes.map { byte in
      (0x20...0x7E).contains(byte) ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16, uppercase: true)
    }
    return (slashed(hexadecimal.joined()), .unknown)
  }

  private static func slashed(_ name: String) -> String { name.replacing("\\", with: "/") }
}
