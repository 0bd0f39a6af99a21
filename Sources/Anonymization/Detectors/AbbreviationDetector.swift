import Intake
import Programme

/// One character that stands for the place: in the name of a local brand (“青链通”, “潍企”, 惠企“东十条”) and of a
/// railway or road (济青高速).
struct AbbreviationDetector: Detector {
  private static let brandTails = Lexicon(
    """
    链通 企 企通 企服 政通 惠通 易办 快办 好办 i企 e企 惠企 企惠 十条 二十条 三十条 条 企云 工云 数云 事通 办 码 融通 企融 快贷 才通 \
    惠保 商通 企业 企码 政企 企直通 链 工惠 数工 智造 品 智云 享通 时通 企帮 帮办 企惠 惠 帮 e通 惠办 速办 省心办
    """)
  private static let brandHeads = Lexicon("惠企 助企 暖企 政企 企服 数字 链上 工赋 智慧 惠 助 爱 i")
  /// Second characters of names that are too common to stand for one place.
  private static let commonSigns = Set("山城州阳南北县口东河中上海平原水安新".codes)
  private static let services = Lexicon("服务平台 平台 品牌 小程序 app 公众号 政策 服务 系统 门户 应用 专区 机制")
  /// First characters of all divisions' names.
  private static let anySigns = Set(DivisionFacts.pinyin.keys.flatMap { $0.prefix(1).unicodeScalars.map(\.value) })
  private static let routeTails = Lexicon("高速 高铁 铁路 城际 快速路 客专 公路 一体化 同城化 协同 都市圈 经济带 经济圈 国道 通道 运河 联动 合作区")

  func detections(in text: NormalizedText, context: DetectionContext) -> [Detection] {
    let codes = text.codes
    let own = ownSigns(context)
    var found: [Detection] = []
    for index in codes.indices {
      if "“\"「『‘".codes.contains(codes[index]), let range = brand(from: index + 1, own, codes) {
        found.append(Detection(range: range, rule: .abbreviation, subject: .declared(text.plain(range))))
      }
      if let length = AbbreviationDetector.routeTails.length(at: index, in: codes),
        let range = route(endingAt: index, length, own, codes)
      {
        found.append(Detection(range: range, rule: .route, subject: .kind(.route)))
      }
    }
    return found
  }

  private func ownSigns(_ context: DetectionContext) -> Set<UInt32> {
    var signs: Set<UInt32> = []
    for code in context.applicant.ownCodes {
      signs.formUnion(DivisionFacts.citySigns[code]?.codes ?? [])
      let first = context.applicant.divisions.division(code: code)?.shortName.prefix(1) ?? ""
      signs.formUnion(first.unicodeScalars.map(\.value))
      if let name = context.applicant.divisions.division(code: code)?.shortName {
        signs.formUnion(name.unicodeScalars.map(\.value).filter { !AbbreviationDetector.commonSigns.contains($0) })
      }
    }
    return signs
  }

  /// Quoted, two to six characters, the place's sign first (or after 惠企) and a brand's word last.
  private func brand(from start: Int, _ own: Set<UInt32>, _ codes: [UInt32]) -> Range<Int>? {
    var start = start
    if let head = AbbreviationDetector.brandHeads.length(at: start, in: codes) {
      let inner = start + head
      if inner < codes.count, "“\"「『‘".codes.contains(codes[inner]) { start = inner + 1 }
    }
    let end = codes.end(from: start, limit: 7) { Sign.isWord($0) }
    guard (2...6).contains(end - start), end < codes.count, "”\"」』’".codes.contains(codes[end]) else { return nil }
    let words = start..<end
    let isService =
      AbbreviationDetector.services.length(at: end + 1, in: codes) != nil
      || AbbreviationDetector.services.length(at: end + 2, in: codes) != nil
    guard own.contains(codes[start]) || (isService && AbbreviationDetector.anySigns.contains(codes[start])),
      let tail = AbbreviationDetector.brandTails.length(before: end, in: codes),
      tail < words.count, tail + 2 >= words.count,
      !WordList.standard.contains(Array(codes[words]))
    else { return nil }
    return words
  }

  /// Two to four signs of cities before 高速, at least one of them the applicant's.
  private func route(endingAt index: Int, _ length: Int, _ own: Set<UInt32>, _ codes: [UInt32]) -> Range<Int>? {
    let start = codes.start(before: index, limit: 4) { AbbreviationDetector.citySigns.contains($0) }
    let signs = codes[start..<index]
    guard signs.count >= 2, signs.contains(where: own.contains),
      !WordList.standard.contains(Array(signs))
    else { return nil }
    return start..<index + length
  }

  private static let citySigns = Set("济青淄枣东烟潍泰威日临德聊滨菏莱胶鲁京沪津石郑银荣乌曲兰黄滕莒沂文蓬龙招栖海诸寿".codes)
}
