/// Names that were declared, or learned elsewhere in the same application: found wherever they stand.
struct KnownNameDetector: Detector {
  private struct Known: Sendable {
    let codes: [UInt32]
    let rule: RedactionRule
    let subject: Subject
  }

  private let byFirst: [UInt32: [Known]]
  private static let titles = Lexicon("书记 市长 县长 区长 局长 主任 董事长 总经理 总 教授 院士 老师 先生 女士 厂长 院长 校长 秘书长 工")

  private let surnames: [UInt32: Subject]

  init(_ names: [KnownName]) {
    var known: [Known] = []
    var surnames: [UInt32: Subject] = [:]
    for entry in names {
      let codes = NormalizedText(entry.name).codes
      guard codes.count >= 2 else { continue }
      known.append(Known(codes: codes, rule: entry.rule, subject: entry.subject))
      if case .person = entry.subject, surnames[codes[0]] == nil { surnames[codes[0]] = entry.subject }
    }
    self.surnames = surnames
    byFirst = Dictionary(grouping: known) { $0.codes[0] }.mapValues { $0.sorted { $0.codes.count > $1.codes.count } }
  }

  func detections(in text: NormalizedText, context: DetectionContext) -> [Detection] {
    let codes = text.codes
    var found: [Detection] = []
    for index in codes.indices {
      if let known = byFirst[codes[index]]?.first(where: { isHere($0, index, codes, context) }) {
        found.append(
          Detection(range: index..<index + known.codes.count, rule: known.rule, subject: known.subject))
      } else if let subject = surnames[codes[index]], index == 0 || !Sign.isHan(codes[index - 1]),
        let length = KnownNameDetector.titles.length(at: index + 1, in: codes),
        !WordList.standard.contains(Array(codes[index..<index + 1 + length]))
      {
        found.append(Detection(range: index..<index + 1, rule: .person, subject: subject))
      }
    }
    return found
  }

  /// Two characters must read as a word of their own; letters must not go on.
  private func isHere(_ known: Known, _ index: Int, _ codes: [UInt32], _ context: DetectionContext) -> Bool {
    guard codes.has(known.codes, at: index) else { return false }
    let range = index..<index + known.codes.count
    if known.codes.allSatisfy({ Sign.isLetter($0) || Sign.isDigit($0) }) {
      let before = range.lowerBound > 0 && Sign.isLetter(codes[range.lowerBound - 1])
      let after = range.upperBound < codes.count && Sign.isLetter(codes[range.upperBound])
      return !before && !after
    }
    guard known.rule != .declaredName, known.codes.count == 2, known.codes.allSatisfy(Sign.isHan) else {
      return true
    }
    if WordList.standard.contains(known.codes) { return false }
    return context.segmentation.reads(range, in: codes, cost: Segmentation.NameCost.own)
  }
}
