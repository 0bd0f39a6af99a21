import Foundation

/// What one scalar becomes in a normalised text: nothing, itself, or other scalars.
enum ScalarFolding {
  static func fold(_ scalar: Unicode.Scalar) -> [UInt32] {
    let code = scalar.value
    switch code {
    case 0x41...0x5A: return [code + 32]
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
      return [Sign.space]
    case 0x00...0x7F: return [code]
    case 0x4E00...0x9FFF: return [VariantCharacters.simplified[code] ?? code]
    case 0xFF01...0xFF5E: return fold(ascii: code - 0xFEE0)
    case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D: return [0x2D]
    case 0x3014, 0x3010, 0x3016, 0x2772, 0xFE5D: return [0x3014]
    case 0x3015, 0x3011, 0x3017, 0x2773, 0xFE5E: return [0x3015]
    default: break
    }
    if isUnseen(scalar) { return [] }
    if let letter = VariantCharacters.latin[code] { return [letter] }
    return compatible(scalar)
  }

  private static func fold(ascii code: UInt32) -> [UInt32] {
    (0x41...0x5A).contains(code) ? [code + 32] : [code]
  }

  /// Format controls, joiners, fillers, variation selectors, tags and marks that combine.
  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B...0x200F, 0x202A...0x202E,
      0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFC, 0xE0000...0xE0FFF:
      return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .format, .control, .nonspacingMark, .enclosingMark, .surrogate, .unassigned, .privateUse: return true
    default: return false
    }
  }

  /// Compatibility decomposition (Unicode Standard Annex 15), marks dropped, lower case, variants simplified.
  private static func compatible(_ scalar: Unicode.Scalar) -> [UInt32] {
    let plain = String(Character(scalar)).decomposedStringWithCompatibilityMapping
    var codes: [UInt32] = []
    for part in plain.unicodeScalars where !isUnseen(part) {
      switch part.value {
      case 0x41...0x5A: codes.append(part.value + 32)
      case 0x4E00...0x9FFF: codes.append(VariantCharacters.simplified[part.value] ?? part.value)
      default: codes.append(VariantCharacters.latin[part.value] ?? part.value)
      }
    }
    return codes
  }
}
