/// Postal addresses (…路747号) and the townships and villages below a county.
struct AddressDetector: Detector {
  private static let roads = Lexicon("大街 大道 中路 东路 西路 南路 北路 路 街 道 巷 胡同")
  private static let units = Lexicon("号院 号楼 号 弄 栋 座 室 楼 层 单元 幢")
  private static let leads = Lexicon("位于 坐落于 坐落在 地址 住所 注册地 在 于 至 到 从 为 沿 的 是 与 和 及")
  private static let townships = Lexicon("街道办事处 街道办 街道 镇 乡 村 社区")
  private static let generalTowns = Lexicon(
    """
    城 乡 村 集 小 大 强 重 名 古 各 全 每 特色 重点 中心 建制 经济 工业 千强 百强 示范 试点 行政 自然 产业 美丽 电商 个 数 多 该 本 \
    新 老 农 山 渔 进 驻 下 入 富 空心 兴 返 还 回 离 思 怀 家 梦 故 他 异 同 水 智慧 数字 未来 绿色 和谐 文明 五星 样板
    """)

  private static let generalFirst = Set("小大强重名古各全每新老中县市区省本该个多数两三四五六七八九十百千".codes)

  func detections(in text: NormalizedText, context: DetectionContext) -> [Detection] {
    addresses(text, context) + towns(text, context)
  }

  private func addresses(_ text: NormalizedText, _ context: DetectionContext) -> [Detection] {
    let codes = text.codes
    var found: [Detection] = []
    for index in codes.indices {
      guard let length = AddressDetector.roads.length(at: index, in: codes) else { continue }
      let digits = codes.skippingSpaces(from: index + length)
      var end = codes.end(from: digits, limit: 8) { Sign.isDigit($0) || $0 == 0x2D }
      guard end > digits, let unit = AddressDetector.units.length(at: end, in: codes) else { continue }
      end += unit
      while true {
        let next = codes.end(from: end, limit: 6) { Sign.isDigit($0) || Sign.isLetter($0) || $0 == 0x2D }
        guard let unit = AddressDetector.units.length(at: next, in: codes) else { break }
        end = next + unit
      }
      var start = codes.start(before: index, limit: 24) { Sign.isHan($0) }
      if let lead = AddressDetector.leads.lastEnd(in: start..<index, of: codes) { start = lead }
      let places = (start..<index).filter { context.place(at: $0, in: codes) != nil }
      start = places.first ?? max(start, index - 6)
      found.append(Detection(range: start..<end, rule: .address, subject: .kind(.address)))
    }
    return found
  }

  /// A town after a place's name, or two characters and 镇 or 街道 after a boundary.
  private func towns(_ text: NormalizedText, _ context: DetectionContext) -> [Detection] {
    let codes = text.codes
    var found: [Detection] = []
    for index in codes.indices {
      guard let length = AddressDetector.townships.length(at: index, in: codes) else { continue }
      let isVillage = codes[index] == 0x6751 || codes[index] == 0x793E || codes[index] == 0x4E61
      for nameLength in [2, 3] where index >= nameLength {
        let start = index - nameLength
        guard codes[start..<index].allSatisfy(Sign.isHan), context.place(at: start, in: codes) == nil else {
          continue
        }
        let follows = start > 0 ? codes[start - 1] : 0
        let general = AddressDetector.generalTowns.length(before: index, in: codes) ?? 0
        let afterPlace =
          general < nameLength
          && (2...4).contains { length in
            start >= length && context.place(at: start - length, in: codes)?.codes.count == length
          }
        let name = Array(codes[start..<index])
        let isBounded = start == 0 || !Sign.isWord(follows) || "在于到赴由".codes.contains(follows)
        let endsClean = index + length == codes.count || !Sign.isHan(codes[index + length])
        let afterBoundary =
          !isVillage && isBounded && general < nameLength && !AddressDetector.generalFirst.contains(codes[start])
          && !WordList.standard.contains(name) && !WordList.standard.contains(Array(name.suffix(2)))
          && (nameLength == 2 && general == 0 || endsClean && !WordList.standard.contains(Array(name.prefix(2))))
        guard afterPlace || afterBoundary else { continue }
        let range = start..<index + length
        found.append(Detection(range: range, rule: .township, subject: .township(text.plain(range))))
        break
      }
    }
    return found
  }
}
