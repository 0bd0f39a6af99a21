import ByteCoding

/// The textual envelope of certificates and keys (RFC 7468), strict: one block, lines of 64 signs, nothing around it
/// but white space at the end.
enum PEM {
  private static let lineLength = 64

  static func encode(_ der: [UInt8], label: String) -> [UInt8] {
    let text = Base64.encodeBytes(der)
    var output = [UInt8]("-----BEGIN \(label)-----\n".utf8)
    output.reserveCapacity(output.count * 2 + text.count * 65 / 64 + 2)
    for start in stride(from: 0, to: text.count, by: lineLength) {
      output.append(contentsOf: text[start..<min(start + lineLength, text.count)])
      output.append(0x0A)
    }
    output.append(contentsOf: "-----END \(label)-----\n".utf8)
    return output
  }

  /// - Throws: `.invalidCertificate` for anything but one block of that label.
  static func decode(_ text: [UInt8], label: String) throws(OpenSSLError) -> [UInt8] {
    let lines = text.split(separator: 0x0A).map { $0.last == 0x0D ? $0.dropLast() : $0 }.filter { !$0.isEmpty }
    guard lines.count >= 3, lines[0].elementsEqual("-----BEGIN \(label)-----".utf8),
      lines[lines.count - 1].elementsEqual("-----END \(label)-----".utf8),
      let der = Base64.decode(bytes: Array(lines[1..<lines.count - 1].joined()))
    else {
      throw OpenSSLError(
        .invalidCertificate, zh: "PEM 文本应只含一个 \(label) 块。", en: "The PEM text should hold one block of \(label).")
    }
    return der
  }
}
