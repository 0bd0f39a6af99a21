import Foundation

/// Finished bytes as the scan reads them: one long plain text and, for every sign, the byte it came from.
///
/// This is the scan's own reading. It shares nothing with `NormalizedText`: here Foundation folds width, case and
/// compatibility for whole characters, and everything that is neither letter nor digit is dropped.
struct ScanText {
  /// Letters and digits only, folded.
  let dense: [Character]
  let denseOffsets: [Int]
  /// As it stands, folded, spaces kept.
  let plain: [Character]
  let plainOffsets: [Int]

  init(_ bytes: [UInt8]) {
    var dense: [Character] = []
    var denseOffsets: [Int] = []
    var plain: [Character] = []
    var plainOffsets: [Int] = []
    var offset = 0
    let text = String(decoding: bytes, as: UTF8.self)
    for character in text {
      let folded = ScanText.folded(character)
      for part in folded {
        if part.isLetter || part.isNumber {
          dense.append(part)
          denseOffsets.append(offset)
        }
        plain.append(part)
        plainOffsets.append(offset)
      }
      offset += character.utf8.count
    }
    self.dense = dense
    self.denseOffsets = denseOffsets
    self.plain = plain
    self.plainOffsets = plainOffsets
  }

  /// Width, case and marks folded, compatibility forms composed, traditional characters made simple.
  static func folded(_ character: Character) -> String {
    if let ascii = character.asciiValue {
      return (0x41...0x5A).contains(ascii) ? String(UnicodeScalar(ascii + 32)) : String(character)
    }
    let visible = character.unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .format, .control, .nonspacingMark, .enclosingMark, .privateUse, .unassigned: false
      default: scalar.value != 0x3164 && scalar.value != 0x115F && scalar.value != 0x1160
      }
    }
    let composed = String(String.UnicodeScalarView(visible)).precomposedStringWithCompatibilityMapping.lowercased()
      .folding(options: [.diacriticInsensitive, .widthInsensitive, .caseInsensitive], locale: nil)
    return String(composed.map { ScanText.plainForm[$0] ?? $0 })
  }

  private static let plainForm: [Character: Character] = {
    let from = "東臨樂蘭興單歷縣臺呂墾寧寶壽嵐島嶽嶧嶗廣莊慶張時棗棲橋滄澤濟濱濰煙環膠蕪榮蔭萊蓮營諸費鄒鄆鋼長陽陰陳饒馬魚魯黃齊龍區無済斉栄沢広浜荘巿曰青髙囻國兗單禹郯沂"
    let to = "东临乐兰兴单历县台吕垦宁宝寿岚岛岳峄崂广庄庆张时枣栖桥沧泽济滨潍烟环胶芜荣荫莱莲营诸费邹郓钢长阳阴陈饶马鱼鲁黄齐龙区无济齐荣泽广滨庄市日青高国国兖单禹郯沂"
    return Dictionary(zip(from, to), uniquingKeysWith: { first, _ in first })
  }()
}
