/// Companies by the end of their names (…有限公司, …集团公司) and by a place before 集团, 厂, 股份.
struct CompanyDetector: Detector {
  private static let endings = Lexicon(
    "有限责任公司 股份有限公司 有限公司 集团公司 集团股份公司 股份公司 股份合作公司 总公司 合伙企业 专业合作社 合作联社")
  private static let looseEndings = Lexicon("集团 股份 总厂 厂 公司 实业 酒业 药业 银行 合作社")
  private static let brackets = Lexicon("(集团) (山东) (中国) (控股) (股份) (有限合伙)")
  /// Words that stand before a name and are no part of one.
  private static let leads = Lexicon(
    """
    引进 支持 组织 推动 依托 培育 扶持 成立 招引 促成 帮助 指导 鼓励 推荐 包括 分别为 来自 走访 收购 携手 其中 以及 吸引 落户 选取 \
    推进 协调 会同 打造 借助 围绕 通过 针对 骨干企业 龙头企业 领军企业 链主企业 重点企业 规上企业 民营企业 企业 单位 认定 入选 获评 \
    获批 建设单位 承建单位 承担单位 位于 全资 子公司 旗下 坐落于 聚集 集聚 涌现 涌现出 拥有 发挥 牵头 代表 实施主体 服务商 供应商 \
    运营商 协助 督促 约谈 调研 带动 辐射 推广 参观 考察 联系 服务 家 项目 系统 平台 产品 客户
    """)
  private static let particles = Lexicon("由 与 和 及 如 是 为 对 在 向 被 将 使 让 有 等 的 给 以 经 从 到 把 了 至 于")
  private static let general = Lexicon(
    """
    中国移动 中国联通 中国电信 中国铁塔 中国广电 中国银行 中国农业银行 中国工商银行 中国建设银行 国家电网 华为 腾讯 阿里 百度 京东 \
    中兴 国家开发银行 中国石化 中国石油 中国邮政
    """)
  private static let longest = 36

  func detections(in text: NormalizedText, context: DetectionContext) -> [Detection] {
    let codes = text.codes
    var found: [Detection] = []
    for index in codes.indices {
      if let length = CompanyDetector.endings.length(at: index, in: codes),
        let start = start(ofEnding: index, codes, context)
      {
        let range = start..<index + length
        if !CompanyDetector.isGeneral(range, codes, context) { found.append(company(range, text)) }
      } else if let length = CompanyDetector.looseEndings.length(at: index, in: codes),
        let start = placedStart(ofEnding: index, codes, context),
        !CompanyDetector.isGeneral(start..<index + length, codes, context)
      {
        found.append(company(start..<index + length, text))
      }
    }
    return found
  }

  private func company(_ range: Range<Int>, _ text: NormalizedText) -> Detection {
    Detection(range: range, rule: .company, subject: .company(text.plain(range)))
  }

  /// The start of the name that ends with the ending at `end`; nil when nothing stands before it.
  private func start(ofEnding end: Int, _ codes: [UInt32], _ context: DetectionContext) -> Int? {
    let chunk = CompanyDetector.chunkStart(before: end, codes)
    var start = placeStart(in: chunk..<end, codes, context) ?? chunk
    // Two characters before the ending belong to the name, whatever they are.
    let headEnd = max(start, end - 2)
    if let lead = CompanyDetector.leads.lastEnd(in: start..<headEnd, of: codes) { start = lead }
    if let particle = CompanyDetector.particleEnd(in: start..<headEnd, codes) { start = particle }
    return end - start >= 2 ? start : nil
  }

  /// The start of the run of characters, letters and bracket pairs that ends before here.
  private static func chunkStart(before end: Int, _ codes: [UInt32]) -> Int {
    var start = end
    while start > 0, end - start < longest {
      let code = codes[start - 1]
      if code == 0x29, let open = codes[..<(start - 1)].lastIndex(of: 0x28), start - open <= 8,
        codes[open + 1..<start - 1].allSatisfy(Sign.isHan), isNameBracket(open..<start, codes)
      {
        start = open
      } else if Sign.isWord(code) || code == 0xB7 || code == 0x2D || code == 0x26 {
        start -= 1
      } else {
        break
      }
    }
    return start
  }

  /// A bracket that stands inside a name: （集团）, （山东）; not （项目代码）.
  private static func isNameBracket(_ range: Range<Int>, _ codes: [UInt32]) -> Bool {
    brackets.length(at: range.lowerBound, in: codes) == range.count || range.count <= 5
  }

  /// The start of the last run of places that a name may begin with.
  private func placeStart(in chunk: Range<Int>, _ codes: [UInt32], _ context: DetectionContext) -> Int? {
    var starts: [Range<Int>] = []
    var index = chunk.lowerBound
    while index < chunk.upperBound {
      let length =
        CompanyDetector.wide.length(at: index, in: codes)
        ?? context.gazetteer.names(at: index, in: codes).first {
          $0.strength != .noun && context.reads($0, at: index, in: codes)
        }?.codes.count
      guard let length, index + length <= chunk.upperBound else {
        index += 1
        continue
      }
      starts.append(index..<index + length)
      index += length
    }
    guard var first = starts.popLast() else { return nil }
    while let earlier = starts.popLast() {
      let between = earlier.upperBound..<first.lowerBound
      guard between.count <= 4, CompanyDetector.leads.lastEnd(in: between, of: codes) == nil,
        CompanyDetector.particles.lastEnd(in: between, of: codes) == nil
      else { break }
      first = earlier
    }
    return first.lowerBound
  }

  private static let wide = Lexicon(
    """
    山东 中国 中科 北京 天津 河北 山西 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 \
    云南 陕西 甘肃 深圳 杭州 苏州 南京 武汉 广州 成都 合肥 宁波 无锡 常州 厦门 大连 西安 郑州 长沙 沈阳 哈尔滨
    """)

  /// A particle counts as a boundary when a whole word stands before it: 支持华为 keeps its 为.
  private static func particleEnd(in range: Range<Int>, _ codes: [UInt32]) -> Int? {
    for end in stride(from: range.upperBound, to: range.lowerBound, by: -1)
    where particles.length(before: end, in: codes) != nil {
      let before = end - 1
      if before == range.lowerBound { return end }
      let isAfterWord = (2...3).contains { length in
        before - length >= range.lowerBound && WordList.standard.contains(Array(codes[before - length..<before]))
      }
      if isAfterWord { return end }
    }
    return nil
  }

  /// 济南…集团: only with a place directly at the start, so that 产业集团 is none.
  private func placedStart(ofEnding end: Int, _ codes: [UInt32], _ context: DetectionContext) -> Int? {
    let reach = codes.start(before: end, limit: 12) { Sign.isHan($0) }
    guard let start = placeStart(in: reach..<end, codes, context) else { return nil }
    let place = context.place(at: start, in: codes)?.codes.count ?? 2
    let middle = start + place..<end
    guard (2...8).contains(middle.count), CompanyDetector.leads.lastEnd(in: middle, of: codes) == nil,
      CompanyDetector.looseStops.lastEnd(in: middle, of: codes) == nil
    else { return nil }
    return start
  }

  /// Words that show that place and ending belong to different things.
  private static let looseStops = Lexicon("的 市 县 区 委 局 各 家 等 为 有 与 和 及 全 在 对 了 将 被 教育 职业 产业 园 级 个 大 企业 工业 国有")

  /// National enterprises name nobody.
  private static func isGeneral(_ range: Range<Int>, _ codes: [UInt32], _ context: DetectionContext) -> Bool {
    guard general.length(at: range.lowerBound, in: codes) != nil else { return false }
    return !range.contains { context.place(at: $0, in: codes) != nil }
  }

  /// What a company is called without place and legal form: 润泽纺织 of 济南润泽纺织股份有限公司; nil when too short to be sure.
  static func core(of name: String, context: DetectionContext) -> String? {
    var codes = NormalizedText(name).codes
    codes.removeAll { $0 == 0x28 || $0 == 0x29 }
    var start = 0
    while start < codes.count {
      if let length = CompanyDetector.wide.length(at: start, in: codes) {
        start += length
      } else if let place = context.place(at: start, in: codes) {
        start += place.codes.count
      } else {
        break
      }
    }
    var end = codes.count
    while let length = endings.length(before: end, in: codes) ?? Lexicon("集团 控股 股份").length(before: end, in: codes),
      end - length > start
    {
      end -= length
    }
    return end - start >= 4 ? codes[start..<end].text : nil
  }
}
