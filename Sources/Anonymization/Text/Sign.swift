/// Classes of normalised code points.
enum Sign {
  static let space: UInt32 = 0x20

  static func isHan(_ code: UInt32) -> Bool {
    (0x4E00...0x9FFF).contains(code) || (0x3400...0x4DBF).contains(code) || (0x20000...0x323AF).contains(code)
      || code == 0x3007
  }

  static func isDigit(_ code: UInt32) -> Bool { (0x30...0x39).contains(code) }

  /// After normalisation Latin letters are lower case.
  static func isLetter(_ code: UInt32) -> Bool { (0x61...0x7A).contains(code) }

  static func isWord(_ code: UInt32) -> Bool { isHan(code) || isDigit(code) || isLetter(code) }

  /// Signs that stand in an e-mail address, a host name or a path beside letters and digits.
  static func isAddressSign(_ code: UInt32) -> Bool {
    isLetter(code) || isDigit(code) || "._%+-~".unicodeScalars.contains { $0.value == code }
  }
}
