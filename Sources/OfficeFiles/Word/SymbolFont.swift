/// Characters of the symbol fonts with which boxes are ticked; Word stores them as code points of the font
/// (F000 + code, or the bare code).
enum SymbolFont {
  /// - Returns: nil when that font is none of them.
  static func character(font: String, code: UInt32) -> Character? {
    let code = UInt8(truncatingIfNeeded: code)
    switch font.lowercased() {
    case "wingdings 2": return wingdings2[code]
    case "wingdings": return wingdings[code]
    case "webdings": return webdings[code]
    case "symbol": return symbol[code]
    default: return nil
    }
  }

  static func isSymbolFont(_ font: String) -> Bool {
    ["wingdings 2", "wingdings", "webdings", "symbol"].contains(font.lowercased())
  }

  private static let wingdings2: [UInt8: Character] = [
    0x2A: "☐", 0x30: "☐", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x55: "⊗", 0x98: "●",
    0xA2: "■", 0xA3: "☐", 0xA4: "☐",
  ]

  private static let wingdings: [UInt8: Character] = [
    0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x78: "☒", 0x9F: "•", 0xA7: "▪", 0xA8: "☐",
    0xD8: "➢", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
  ]

  private static let webdings: [UInt8: Character] = [0x61: "✓", 0x63: "☐", 0x67: "■", 0x72: "✗"]

  private static let symbol: [UInt8: Character] = [
    0x2D: "−", 0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB7: "·", 0xD6: "√",
  ]
}
