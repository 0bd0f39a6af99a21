/// Nicknames and landmarks by the way a text introduces them: 素有“泉城”之称, 拥有千佛山等知名地标, …之乡.
struct EpithetDetector: Detector {
  private static let nicknameLeads = Lexicon(
    "素有 享有 被誉为 誉为 被称为 被称作 称为 称作 又称 别称 古称 简称 雅称 人称 美称为 号称 素称 史称 又名 旧称 获称 赢得 有着 冠以 堪称")
  private static let nicknameTails = Lexicon("之称 美誉 之誉 的美誉 的美称 之美誉 美称 的称号 的别称 的称谓")
  private static let landmarkLeads = Lexicon("拥有 境内有 坐拥 有 依托 以 毗邻 紧邻 地处 坐落 环绕 境内 完成 围绕 依傍 濒临")
  private static let landmarkTails = Lexicon(
    "等知名地标 等地标 等城市名片 等名片 等景区 等景点 等名胜 等风景名胜 等旅游景区 等旅游资源 等历史文化 等文化资源 等名胜古迹 等文物 等古迹 周边腾退 周边老旧厂房 景区周边 等重点景区 等热门景区 享誉海内外 享誉全国 享誉中外 享誉国内外 闻名遐迩 闻名全国 闻名于世 闻名海内外 蜚声中外 蜚声海内外 驰名中外 名扬天下 久负盛名 等文旅资源 等文旅景点 等景点景区 等地标性建筑 等地标建筑 等自然景观 等人文景观 等自然人文景观"
  )
  private static let epithetEnds = Lexicon("之乡 之都 之城 故里 故乡 名城 水城 古都 之滨 之州 圣地 首府 明珠")
  private static let awards = Lexicon("荣获 获评 获得 授予 评为 命名 称号 认定 入选")

  func detections(in text: NormalizedText, context: DetectionContext) -> [Detection] {
    let codes = text.codes
    var found: [Detection] = []
    for index in codes.indices {
      if let range = quoted(index, codes) {
        found.append(Detection(range: range, rule: .nickname, subject: .nickname(text.plain(range))))
      }
      for range in landmarks(index, codes) {
        found.append(Detection(range: range, rule: .landmark, subject: .landmark(text.plain(range))))
      }
    }
    return found
  }

  /// The words inside quotation marks after 素有 or before 之称.
  private func quoted(_ index: Int, _ codes: [UInt32]) -> Range<Int>? {
    guard "“\"「『‘".codes.contains(codes[index]) else { return nil }
    let end = codes.end(from: index + 1, limit: 16) { !"”\"」』’".codes.contains($0) }
    guard end < codes.count, "”\"」』’".codes.contains(codes[end]), end - index > 2 else { return nil }
    let isLed = EpithetDetector.nicknameLeads.length(before: index, in: codes) != nil
    let isFollowed = EpithetDetector.nicknameTails.length(at: end + 1, in: codes) != nil
    return isFollowed || (isLed && EpithetDetector.epithetEnds.length(before: end, in: codes) != nil)
      ? index + 1..<end : nil
  }

  private static let longestList = 30

  /// Each item between 拥有 and 等知名地标.
  private func landmarks(_ index: Int, _ codes: [UInt32]) -> [Range<Int>] {
    guard EpithetDetector.landmarkTails.length(at: index, in: codes) != nil else { return [] }
    let start = codes.start(before: index, limit: 40) { Sign.isWord($0) || $0 == 0x3001 || $0 == 0xB7 }
    let lead = EpithetDetector.landmarkLeads.lastEnd(in: start..<max(start, index - 2), of: codes) ?? start
    guard index - lead <= EpithetDetector.longestList else { return [] }
    var ranges: [Range<Int>] = []
    var item = lead
    for position in lead...index where position == index || codes[position] == 0x3001 {
      if position - item >= 2 { ranges.append(item..<position) }
      item = position + 1
    }
    return ranges
  }
}
