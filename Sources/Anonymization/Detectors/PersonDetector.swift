/// People, by what stands beside their names: 联系人：何晓丽, 董事长薛丽表示, 钱娜带队, 由顾传峰牵头.
struct PersonDetector: Detector {
  private static let labels = Lexicon(
    """
    联系人及电话 联系人及联系方式 姓名及电话 联系人姓名 联系人 联络人 负责人 责任人 填报人 填表人 制表人 经办人 审核人 复核人 执笔 执笔人 撰稿 撰稿人 撰写 编辑 主编 审定 审核 签发 签发人 \
    校对 承办人 主持人 讲解员 法定代表人 法人代表 法人 实际控制人 姓名 作者 签字 签名 分管领导 主要领导 带头人 项目经理 值班员 网格员 \
    联系 编写 统计员 通讯员 记者 摄影 供稿 起草人 起草 对接人 专员 执行人
    """)
  private static let titles = Lexicon(
    """
    书记 副书记 市长 副市长 县长 副县长 区长 副区长 局长 副局长 主任 副主任 董事长 总经理 副总经理 总裁 副总裁 秘书长 会长 副会长 \
    理事长 厂长 院长 副院长 校长 所长 处长 科长 股长 部长 镇长 乡长 村长 主席 副主席 教授 副教授 院士 博士 高级工程师 工程师 研究员 厅长 \
    组长 常委 创始人 企业家 专家 劳模 工匠 人大代表 政协委员 委员 经理 总监 总工程师 总工 首席 首席专家 首席技师 技师 高级技师 站长 \
    首席执行官 首席技术官 链长 特派员 行长 队长 班长 先进个人 获得者 带头人 毕业生 青年 职工 员工 代表 店主 主播 书记员 辅导员 顾问 负责人 执笔人 执笔 撰稿人 联系人 审核人 填报人 经办人
    """)
  private static let followers = Lexicon(
    """
    同志 带队 牵头 表示 团队 主播 教授 院士 博士 研究员 副研究员 高级工程师 工程师 书记 市长 县长 区长 局长 主任 董事长 总经理 院长 \
    具体负责 介绍 先生 女士 老师 一行 出席 主持 调研 强调 指出 专题 签批 批示 分管 挂帅 领衔 执笔 带领 率队 率领 总工 担任 任组长 任链长 \
    任总 赴 说 介绍说 告诉 认为 感慨 坦言 当选 荣获 获评 获全国 获省 被评为 被授予 入选 亲自 多次 现场 为组长 为链长 为法人 为负责人 \
    工作室 名师 工匠 劳模 专家 创办 创立 发明 主讲 授课 联系方式 电话 手机 编制 撰稿 供图 摄
    """)
  /// What may stand directly before a name.
  private static let openers = Lexicon(
    """
    由 聘请 邀请 以及 和 与 请 对 以 为 是 向 经 被 让 据 及 大学 学院 研究所 研究院 科学院 公司 集团 局 委 中心 协会 引进 柔性引进 \
    邀 聘 访 会见 陪同 选派 推荐 推选 组织 支持 培养 原 现 如
    """)
  private static let compoundSurnames = Lexicon(
    "欧阳 司马 诸葛 上官 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 长孙 宇文 令狐 端木 轩辕 百里 呼延 闾丘 淳于 公冶 澹台")
  private static let surnames = Set(
    """
    赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷\
    罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟\
    徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓\
    牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶\
    堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁\
    勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公丛迟逢初由战官苑綦矫修隋姚衣荐仝亓昃宓展位盍宫丘肖闫付代覃岳帅佟仉楚
    """.unicodeScalars.map(\.value))
  /// Characters that do not end a given name, but words like 协会, 企业, 专班.
  private static let neverLast = Set("企业局委校会部门院所办组区市县省园厂公司班盟团队级处科室长位社场店行厅的了和与及等在年月日家个项".codes)

  /// Of those, the ones that end given names too: 继业, 保家, 立行.
  private static let lastOfNames = Set("业家行省园长公团".codes)

  /// True for two to four characters that begin with a surname and are no common word.
  static func canBeName(_ name: String) -> Bool {
    let codes = name.codes
    let detector = PersonDetector()
    return detector.isName(0..<codes.count, codes) && detector.isLikely(0..<codes.count, codes)
  }

  func detections(in text: NormalizedText, context: DetectionContext) -> [Detection] {
    let codes = text.codes
    var found: [Detection] = []
    func add(_ range: Range<Int>) {
      found.append(Detection(range: range, rule: .person, subject: .person(text.plain(range))))
    }
    if PersonDetector.labels.length(at: 0, in: NormalizedText(context.label).codes) != nil,
      let range = wholeName(text)
    {
      add(range)
    }
    for index in codes.indices {
      if let range = afterLabel(index, text, context) { add(range) }
      if let range = beforeFollower(index, text, context) {
        add(range)
        for earlier in listed(before: range.lowerBound, codes) { add(earlier) }
      }
      if let range = beforePhone(index, text) { add(range) }
      if let range = afterTitle(index, text) { add(range) }
      if let range = anonymousForm(index, codes) { add(range) }
    }
    return found
  }

  /// A cell that is nothing but a name.
  private func wholeName(_ text: NormalizedText) -> Range<Int>? {
    let codes = text.codes
    let start = codes.skippingSpaces(from: 0)
    let end = codes.end(from: start, while: Sign.isHan)
    return (2...4).contains(end - start) && codes.skippingSpaces(from: end) == codes.count ? start..<end : nil
  }

  /// 联系人：何晓丽
  private func afterLabel(_ index: Int, _ text: NormalizedText, _ context: DetectionContext) -> Range<Int>? {
    let codes = text.codes
    guard let length = PersonDetector.labels.length(at: index, in: codes) else { return nil }
    var start = index + length
    let mark = codes.end(from: start, limit: 6) { "():,、 -".codes.contains($0) || (0x25...0x2F).contains($0) }
    let hasMark = mark > start || (start < codes.count && text.followsGap[start])
    guard hasMark else { return nil }
    start = mark
    let run = nameRun(from: start, text)
    if (2...4).contains(run - start), isSurname(start, codes) || run - start <= 3 {
      return isLikely(start..<run, codes) ? start..<run : nil
    }
    return candidates(from: start, codes).first { range in
      range.upperBound <= run && isLikely(range, codes)
        && (PersonDetector.followers.length(at: range.upperBound, in: codes) != nil
          || PersonDetector.labels.length(at: range.upperBound, in: codes) != nil)
    }
  }

  /// 董事长薛丽表示, 局长 张三
  private func afterTitle(_ index: Int, _ text: NormalizedText) -> Range<Int>? {
    let codes = text.codes
    guard let length = PersonDetector.titles.length(at: index, in: codes) else { return nil }
    var start = index + length
    if PersonDetector.titles.length(at: start, in: codes) != nil { return nil }
    start = codes.end(from: start, limit: 2) { $0 == 0x3A || $0 == Sign.space }
    let run = nameRun(from: start, text)
    return candidates(from: start, codes).first { range in
      guard range.upperBound <= run, isLikely(range, codes) else { return false }
      return range.upperBound == run || PersonDetector.followers.length(at: range.upperBound, in: codes) != nil
        || "等、任在是为".codes.contains(codes[range.upperBound])
    }
  }

  /// 钱娜带队, 邵雨桐等11名企业家
  private func beforeFollower(_ index: Int, _ text: NormalizedText, _ context: DetectionContext) -> Range<Int>? {
    let codes = text.codes
    guard PersonDetector.followers.length(at: index, in: codes) != nil || isCounted(index, codes) else { return nil }
    for length in [3, 2, 4] where index >= length {
      let range = index - length..<index
      guard isName(range, codes), isLikely(range, codes), hasNoInnerGap(range, text) else { continue }
      let start = range.lowerBound
      let isOpen =
        start == 0 || !Sign.isWord(codes[start - 1]) || text.followsGap[start]
        || PersonDetector.openers.length(before: start, in: codes) != nil
        || PersonDetector.titles.length(before: start, in: codes) != nil
        || endsWithPlace(start, codes, context)
      if isOpen { return range }
    }
    return nil
  }

  private func endsWithPlace(_ index: Int, _ codes: [UInt32], _ context: DetectionContext) -> Bool {
    (2...4).contains { length in
      index >= length && context.place(at: index - length, in: codes)?.codes.count == length
    }
  }

  /// 王晓明、李娜: the names before one in a list.
  private func listed(before index: Int, _ codes: [UInt32]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var end = index
    while end > 0, codes[end - 1] == 0x3001 {
      let last = end - 1
      let range = [3, 2, 4].map { last - $0..<last }.first { range in
        range.lowerBound >= 0 && isName(range, codes) && isLikely(range, codes)
          && (range.lowerBound == 0 || !Sign.isWord(codes[range.lowerBound - 1])
            || PersonDetector.openers.length(before: range.lowerBound, in: codes) != nil
            || PersonDetector.titles.length(before: range.lowerBound, in: codes) != nil)
      }
      guard let range else { break }
      ranges.append(range)
      end = range.lowerBound
    }
    return ranges
  }

  /// 李四 (0533)3181234: a name that a telephone number follows.
  private func beforePhone(_ index: Int, _ text: NormalizedText) -> Range<Int>? {
    let codes = text.codes
    guard Sign.isDigit(codes[index]), index > 0, !Sign.isDigit(codes[index - 1]) else { return nil }
    let digits = codes[index..<codes.end(from: index, limit: 16) { Sign.isDigit($0) || $0 == 0x2D || $0 == 0x29 }]
    guard digits.filter(Sign.isDigit).count >= 7 else { return nil }
    let end = codes.start(before: index, limit: 4) { $0 == Sign.space || $0 == 0x28 || $0 == 0x3A }
    guard end < index else { return nil }
    return [3, 2, 4].map { end - $0..<end }.first { range in
      range.lowerBound >= 0 && isName(range, codes) && isLikely(range, codes)
        && (range.lowerBound == 0 || !Sign.isWord(codes[range.lowerBound - 1]) || text.followsGap[range.lowerBound])
    }
  }

  /// 等11名, 等人, 两位同志
  private func isCounted(_ index: Int, _ codes: [UInt32]) -> Bool {
    if "两二三四五六七八九十".codes.contains(codes[index]), codes.has("位".codes, at: index + 1) { return true }
    guard codes[index] == 0x7B49 else { return false }
    let end = codes.end(from: index + 1, limit: 4) { Sign.isDigit($0) || $0 == Sign.space }
    return PersonDetector.counters.length(at: end, in: codes) != nil
  }

  private static let counters = Lexicon("名 位 人 同志 企业家 专家 领导 一批企业家 多名 多人")

  /// 王某, 李某某, 张XX
  private func anonymousForm(_ index: Int, _ codes: [UInt32]) -> Range<Int>? {
    guard isSurname(index, codes) else { return nil }
    let end = codes.end(from: index + 1, limit: 2) { $0 == 0x67D0 }
    return end > index + 1 ? index..<end : nil
  }

  /// Up to four characters with no boundary between them. Spaces between each two are one writing of a name
  /// (何　晓　丽), a single space ends it.
  private func nameRun(from start: Int, _ text: NormalizedText) -> Int {
    let codes = text.codes
    let end = codes.end(from: start, limit: 5, while: Sign.isHan)
    guard end - start > 1 else { return end }
    let gaps = (start + 1..<end).filter { text.followsGap[$0] }
    guard let first = gaps.first else { return end }
    if first == start + 1 {
      // 何 晓 丽 电话: gaps after each character of the name.
      var last = first
      while last + 1 < end, last + 1 - start < 3, text.followsGap[last + 1] { last += 1 }
      return min(last + 1, end)
    }
    return first
  }

  private func hasNoInnerGap(_ range: Range<Int>, _ text: NormalizedText) -> Bool {
    let gaps = range.dropFirst().filter { text.followsGap[$0] }.count
    return gaps == 0 || gaps == range.count - 1
  }

  private func candidates(from start: Int, _ codes: [UInt32]) -> [Range<Int>] {
    [4, 3, 2].map { start..<start + $0 }.filter { $0.upperBound <= codes.count && isName($0, codes) }
  }

  private func isSurname(_ index: Int, _ codes: [UInt32]) -> Bool {
    index < codes.count && PersonDetector.surnames.contains(codes[index])
  }

  private func isName(_ range: Range<Int>, _ codes: [UInt32]) -> Bool {
    guard codes[range].allSatisfy(Sign.isHan) else { return false }
    if PersonDetector.compoundSurnames.length(at: range.lowerBound, in: codes) != nil { return range.count >= 3 }
    return range.count <= 3 && isSurname(range.lowerBound, codes)
  }

  /// No common word, no end that only words have.
  private func isLikely(_ range: Range<Int>, _ codes: [UInt32]) -> Bool {
    let name = Array(codes[range])
    guard let last = name.last, !WordList.standard.contains(name) else { return false }
    if PersonDetector.neverLast.contains(last) {
      // 付继业 is a name, 某企业 is none.
      let isWordLike = name.count == 2 || WordList.standard.contains(Array(name.suffix(2)))
      let startsWithWord = WordList.standard.contains(Array(name.prefix(2)))
      guard !isWordLike, !startsWithWord, PersonDetector.lastOfNames.contains(last) else { return false }
    }
    if name.count == 3, WordList.standard.contains(Array(name[0..<2])),
      PersonDetector.followers.length(at: range.upperBound - 1, in: codes) != nil
    {
      return false
    }
    return PersonDetector.labels.length(at: range.lowerBound, in: codes) == nil
      && PersonDetector.titles.length(at: range.lowerBound, in: codes) == nil
  }
}
