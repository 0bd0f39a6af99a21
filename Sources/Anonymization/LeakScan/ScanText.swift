import Foundation

/// Finished bytes as the scan reads them, with the byte offset of every sign.
///
/// This is the scan's own reading. It shares nothing with `NormalizedText`: here Foundation folds width, case and
/// compatibility, and for names everything that is neither letter nor digit is dropped.
struct ScanText {
  /// Letters and digits only, folded.
  private(set) var dense: [UInt32] = []
  private(set) var denseOffsets: [Int] = []
  /// False where something was dropped before the sign.
  private(set) var isJoined: [Bool] = []
  /// As it stands, folded, spaces kept.
  private(set) var plain: [UInt32] = []
  private(set) var plainOffsets: [Int] = []

  init(_ bytes: [UInt8]) {
    var folds: [UInt32: [UInt32]] = [:]
    var offset = 0
    var joined = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      let folded: [UInt32]
      if let known = folds[scalar.value] {
        folded = known
      } else {
        folded = ScanText.folded(scalar)
        folds[scalar.value] = folded
      }
      for sign in folded {
        if ScanText.isLetterOrDigit(sign) {
          dense.append(sign)
          denseOffsets.append(offset)
          isJoined.append(joined)
          joined = true
        } else {
          joined = false
        }
        plain.append(sign)
        plainOffsets.append(offset)
      }
      offset += UTF8.width(scalar)
    }
  }

  static func fold(_ name: String) -> [UInt32] { name.unicodeScalars.flatMap(folded) }

  static func isLetterOrDigit(_ sign: UInt32) -> Bool {
    switch sign {
    case 0x30...0x39, 0x61...0x7A, 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x323AF, 0x3007: true
    case 0...0x7F: false
    default: Unicode.Scalar(sign).map { $0.properties.isAlphabetic || $0.properties.numericType != nil } ?? false
    }
  }

  /// Width, case and marks folded, compatibility forms composed, traditional characters made simple.
  private static func folded(_ scalar: Unicode.Scalar) -> [UInt32] {
    if scalar.isASCII { return [(0x41...0x5A).contains(scalar.value) ? scalar.value + 32 : scalar.value] }
    if (0x4E00...0x9FFF).contains(scalar.value) { return [plainForm[scalar.value] ?? scalar.value] }
    let text = String(Character(scalar)).decomposedStringWithCompatibilityMapping.lowercased()
    return text.unicodeScalars.filter { part in
      switch part.properties.generalCategory {
      case .format, .control, .nonspacingMark, .enclosingMark, .privateUse, .unassigned: false
      default: part.value != 0x3164 && part.value != 0x115F && part.value != 0x1160
      }
    }.map { plainForm[$0.value] ?? $0.value }
  }

  private static let plainForm: [UInt32: UInt32] = {
    let from = "東臨樂蘭興單歷縣臺呂墾寧寶壽嵐島嶽嶧嶗廣莊慶張時棗棲橋滄澤濟濱濰煙環膠蕪榮蔭萊蓮營諸費鄒鄆鋼長陽陰陳饒馬魚魯黃齊龍區無済斉栄沢広浜荘巿曰青髙囻國兗單禹郯沂"
    let to = "东临乐兰兴单历县台吕垦宁宝寿岚岛岳峄崂广庄庆张时枣栖桥沧泽济滨潍烟环胶芜荣荫莱莲营诸费邹郓钢长阳阴陈饶马鱼鲁黄齐龙区无济齐荣泽广滨庄市日青高国国兖单禹郯沂"
    return Dictionary(
      zip(from.unicodeScalars.map(\.value), to.unicodeScalars.map(\.value)), uniquingKeysWith: { first, _ in first })
  }()
}
