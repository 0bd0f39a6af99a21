/// Text as a reader takes it, whatever was typed: full width folded to half, invisible characters and spaces gone.
enum FoldedText {
  /// For comparing labels and names: no white space at all.
  static func compact(_ text: some StringProtocol) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.compactMap(fold).filter { !isSpace($0) }))
  }

  /// For reading: folded, edges trimmed, inner spaces kept as one.
  static func line(_ text: some StringProtocol) -> String {
    var result = String.UnicodeScalarView()
    var spacePending = false
    for scalar in text.unicodeScalars.compactMap(fold) {
      if isSpace(scalar) {
        spacePending = !result.isEmpty
      } else {
        if spacePending { result.append(" ") }
        spacePending = false
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Only what shows: invisible characters gone, everything else as it was.
  static func visible(_ text: some StringProtocol) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !isInvisible($0) }))
  }

  static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    (0x4E00...0x9FFF).contains(scalar.value) || (0x3400...0x4DBF).contains(scalar.value)
      || (0x20000...0x3FFFF).contains(scalar.value)
  }

  static func hanCount(_ text: some StringProtocol) -> Int { text.unicodeScalars.count(where: isHan) }

  private static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    if isInvisible(scalar) { return nil }
    switch scalar.value {
    case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0)
    case 0x3000, 0x00A0: return " "
    case 0x3014, 0x3010: return "("
    case 0x3015, 0x3011: return ")"
    case 0x2212, 0xFE63, 0x2010, 0x2011: return "-"
    default: return scalar
    }
  }

  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00AD, 0x034F, 0x061C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B...0x200F, 0x202A...0x202E,
      0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
      true
    default:
      false
    }
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
}
