/// Names of divisions, zones, nicknames, landmarks and well-known enterprises, out of the gazetteer.
struct PlaceDetector: Detector {
  /// What makes a common noun a name: 平原经验 no, 济南、平原 yes.
  private static let modelWords = Lexicon("模式 经验 做法 样板 路径")
  private static let provinces = Lexicon(
    """
    北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 \
    西藏 陕西 甘肃 青海 宁夏 新疆 台湾 香港 澳门
    """)

  func detections(in text: NormalizedText, context: DetectionContext) -> [Detection] {
    let codes = text.codes
    let shielded = PlaceDetector.shielded(codes)
    var found: [Detection] = []
    var index = 0
    while index < codes.count {
      guard
        let name = context.gazetteer.names(at: index, in: codes).first(where: { name in
          let range = index..<index + name.codes.count
          return accepts(name, range, codes, context) && !shielded.contains { $0.shields(range, name.strength) }
        })
      else {
        index += 1
        continue
      }
      let range = index..<index + name.codes.count
      found.append(Detection(range: range, rule: name.rule, subject: name.subject))
      index = range.upperBound
    }
    return found
  }

  private func accepts(
    _ name: Gazetteer.Name, _ range: Range<Int>, _ codes: [UInt32], _ context: DetectionContext
  ) -> Bool {
    // A word of three signs or more that is no division's short name is too long to arise by accident.
    if case .place = name.subject {} else if name.codes.count >= 3 { return true }
    guard context.reads(name, at: range.lowerBound, in: codes) else { return false }
    switch name.strength {
    case .full: return true
    case .short: return !isElsewhere(range, codes)
    case .noun: return hasPlaceBeside(range, codes, context)
    }
  }

  /// 学习广东佛山、福山模式: an item of a list that began in another province.
  private func isElsewhere(_ range: Range<Int>, _ codes: [UInt32]) -> Bool {
    guard range.lowerBound >= 3, codes[range.lowerBound - 1] == 0x3001,
      PlaceDetector.modelWords.length(at: range.upperBound, in: codes) != nil
    else { return false }
    let start = codes.start(before: range.lowerBound, limit: 12) { Sign.isHan($0) || $0 == 0x3001 }
    return (start..<range.lowerBound).contains { PlaceDetector.provinces.length(at: $0, in: codes) != nil }
  }

  /// True when a city's name or another item of a list of places stands directly before or after.
  private func hasPlaceBeside(_ range: Range<Int>, _ codes: [UInt32], _ context: DetectionContext) -> Bool {
    let isListed = { (code: UInt32) in code == 0x3001 || code == 0x2F || code == 0xB7 || code == 0x2D }
    var before = range.lowerBound
    if before > 0, isListed(codes[before - 1]) { before -= 1 }
    for length in 2...4 where before >= length {
      if let place = context.place(at: before - length, in: codes), place.codes.count == length,
        place.strength != .noun
      {
        return true
      }
    }
    let after = range.upperBound
    guard after + 1 < codes.count, isListed(codes[after]) else { return false }
    return context.place(at: after + 1, in: codes).map { $0.strength != .noun } ?? false
  }
}

/// A phrase that holds a short name as a common noun.
private struct Shield {
  let range: Range<Int>

  func shields(_ name: Range<Int>, _ strength: Gazetteer.Strength) -> Bool {
    strength != .full && range.lowerBound <= name.lowerBound && name.upperBound <= range.upperBound
  }
}

extension PlaceDetector {
  private static let phrasesByFirst = Dictionary(grouping: AccidentalPhrases.phrases) { $0[0] }

  fileprivate static func shielded(_ codes: [UInt32]) -> [Shield] {
    codes.indices.flatMap { index in
      (phrasesByFirst[codes[index]] ?? []).filter { codes.has($0, at: index) }
        .map { Shield(range: index..<index + $0.count) }
    }
  }
}
