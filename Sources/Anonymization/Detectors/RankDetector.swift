/// Places in published rankings (全省第3位, 全国百强): anybody can look up who stood there. Said in general words under the
/// strict policy only.
struct RankDetector: Detector {
  private static let scopes = Lexicon("全国 全省 全市 省内 国内 山东省 山东 江北 同类县 赛迪 工业 县域经济 城区")

  func detections(in text: NormalizedText, context: DetectionContext) -> [Detection] {
    let codes = text.codes
    var found: [Detection] = []
    for index in codes.indices {
      if codes[index] == 0x7B2C, RankDetector.scopes.length(before: index, in: codes) != nil {
        let digits = codes.end(from: index + 1, limit: 4) { Sign.isDigit($0) || "一二三四五六七八九十百".codes.contains($0) }
        guard digits > index + 1 else { continue }
        let end = "位名".codes.contains(digits < codes.count ? codes[digits] : 0) ? digits + 1 : digits
        found.append(Detection(range: index..<end, rule: .rank, subject: .general("前列")))
      }
      if codes.has("百强".codes, at: index), RankDetector.scopes.length(before: index, in: codes) != nil {
        let end = codes.has("第".codes, at: index + 2) ? codes.end(from: index + 3, while: Sign.isDigit) : index + 2
        found.append(Detection(range: index..<end, rule: .rank, subject: .general("前列")))
      }
    }
    return found
  }
}
