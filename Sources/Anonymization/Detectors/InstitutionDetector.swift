/// Parks, zones and schools that carry a place's name.
struct InstitutionDetector: Detector {
  private static let parks = Lexicon(
    """
    经济技术开发区 高新技术产业开发区 经济开发区 高新技术开发区 开发区 高新区 经开区 产业园区 产业园 工业园区 工业园 科技园区 科技园 \
    软件园 产业新城 新区 综合保税区 保税港区 保税区 示范区 试验区 化工园区 化工园 物流园 创业园 创意园 孵化器 园区 新城 集聚区 \
    智造园 智谷 科创城 科学城 科技城 产业城 港区 物流港 双创园 生态园 农业园 信息谷 医药谷 制造谷 度假区
    """)
  private static let schools = Lexicon("大学 学院 中学 职业学校 技工学校 中专 技师学院 党校 师范")
  /// Provincial universities: they name a city to whoever knows them.
  private static let knownSchools = Lexicon(
    """
    山东大学 中国海洋大学 中国石油大学 山东科技大学 山东理工大学 齐鲁工业大学 山东建筑大学 山东师范大学 山东财经大学 山东农业大学 \
    山东第一医科大学 山东中医药大学 山东交通学院 鲁东大学 山东工商学院 曲阜师范大学 哈尔滨工业大学(威海) 齐鲁师范学院 山东艺术学院
    """)
  private static let stops = Lexicon(
    "的 了 在 为 与 和 及 有 入 建设 打造 推动 境内 周边 位于 落户 成为 获批 获评 创建 争创 支持 各 个 家 从 到 以 对 被 市委 政府 局")
  private static let longestMiddle = 12

  /// Under the strict policy a university of the province goes too.
  let hidesProvincialSchools: Bool

  func detections(in text: NormalizedText, context: DetectionContext) -> [Detection] {
    let codes = text.codes
    var found: [Detection] = []
    for start in codes.indices {
      if hidesProvincialSchools, let length = InstitutionDetector.knownSchools.length(at: start, in: codes) {
        let range = start..<start + length
        found.append(Detection(range: range, rule: .school, subject: .school(text.plain(range))))
      }
      if let range = namedPark(start, codes) {
        found.append(Detection(range: range, rule: .park, subject: .park(text.plain(range))))
      }
      guard let place = context.place(at: start, in: codes) else { continue }
      let middle = start + place.codes.count
      let reach = codes.end(from: middle, limit: InstitutionDetector.longestMiddle + 8) { Sign.isHan($0) }
      for index in middle..<max(middle, reach) {
        if let range = range(start, middle, index, InstitutionDetector.parks, codes) {
          found.append(Detection(range: range, rule: .park, subject: .park(text.plain(range))))
          break
        }
        if index > middle, let range = range(start, middle, index, InstitutionDetector.schools, codes) {
          found.append(Detection(range: range, rule: .school, subject: .school(text.plain(range))))
          break
        }
      }
    }
    return found
  }

  private static let namedParks = Lexicon("工业园区 工业园 产业园区 产业园 软件园 科技园 物流园 化学工业区 开发区")

  /// A park with a name of its own (金翅岭工业园): two to four characters after a boundary, no common word in them.
  private func namedPark(_ start: Int, _ codes: [UInt32]) -> Range<Int>? {
    guard start == 0 || !Sign.isWord(codes[start - 1]) else { return nil }
    for length in 2...4 {
      guard start + length < codes.count, codes[start..<start + length].allSatisfy(Sign.isHan),
        let ending = InstitutionDetector.namedParks.length(at: start + length, in: codes)
      else { continue }
      let hasWord = (0..<length - 1).contains { offset in
        WordList.standard.contains(Array(codes[start + offset..<start + offset + 2]))
      }
      let isGeneral = InstitutionDetector.generalParks.length(before: start + length, in: codes) != nil
      return hasWord || isGeneral ? nil : start..<start + length + ending
    }
    return nil
  }

  private static let generalParks = Lexicon(
    """
    经济 技术 高新 化工 物流 数字 智能 生态 特色 创新 创业 专业 精品 示范 省级 国家 国家级 市级 县级 软件 电商 现代 循环 绿色 低碳 零碳 \
    智慧 装备 制造 材料 新材料 医药 食品 纺织 机械 汽车 电子 光电 信息 大数据 数据 算力 军民 农业 文化 创意 科技 产业 工业 配套 双创 共享 \
    各类 重点 主要 标准 特殊 专用 家居 木业 铝业 轮胎 石化 钢铁 陶瓷 服装 家电 机床 锂电 光伏 氢能 风电 海洋 渔业 保税 出口 加工 孵化 留学 \
    众创 中小 微型 小微 北斗 航空 航天 建材 冶金 造纸 印染 皮革 酿造 饮料 医疗 器械 健康 康养
    """)

  private func range(
    _ start: Int, _ middle: Int, _ ending: Int, _ endings: Lexicon, _ codes: [UInt32]
  ) -> Range<Int>? {
    guard let length = endings.length(at: ending, in: codes),
      InstitutionDetector.stops.lastEnd(in: middle..<ending, of: codes) == nil
    else { return nil }
    // 历城区新区: the class word of the place itself is no park.
    return start..<ending + length
  }
}
