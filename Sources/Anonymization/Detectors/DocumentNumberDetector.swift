import Intake
import Programme

/// Numbers of official documents: 济政发〔2023〕12号. Those of the state and the province stay: they name nobody.
struct DocumentNumberDetector: Detector {
  private static let general = Lexicon(
    """
    国 国办 中办 中发 工信部 工信厅 发改 财 科 商 国科 教 人社 鲁 省 工信 财建 国发 国办发 国函 环 银发 税 国市监 质检 工联 工企 \
    工产业 工规 应急 国能
    """)
  private static let leads = Lexicon("根据 按照 依据 落实 贯彻 印发 执行 出台 下发 转发 以 和 及 与 即 的 文件 详见 见 如 号 依 持续 通过")
  private static let opens = Set("〔[({<《".codes)
  private static let closes = Set("〕])}>》".codes)
  private static let longestOffice = 10

  func detections(in text: NormalizedText, context: DetectionContext) -> [Detection] {
    let codes = text.codes
    var found: [Detection] = []
    for index in codes.indices where codes[index] == 0x53F7 {
      guard let range = range(endingAt: index, codes) else { continue }
      let office = Array(codes[range])
      let isGeneral =
        DocumentNumberDetector.general.length(at: 0, in: office) != nil
        && !range.contains { context.place(at: $0, in: codes) != nil }
      if !isGeneral || startsWithOwnSign(office, context) {
        found.append(Detection(range: range, rule: .documentNumber, subject: .kind(.documentNumber)))
      }
    }
    return found
  }

  /// 科 and 财 begin names of national offices and no city's sign; 东, 日, 临 … begin cities'.
  private func startsWithOwnSign(_ office: [UInt32], _ context: DetectionContext) -> Bool {
    guard let first = office.first else { return false }
    let signs = DivisionFacts.citySigns.values.flatMap(\.codes) + context.applicant.identity.name.prefix(1).scalarCodes
    return signs.contains(first)
  }

  /// From the office's letters to 号: letters, a bracketed year, an optional 第, digits, 号.
  private func range(endingAt end: Int, _ codes: [UInt32]) -> Range<Int>? {
    var index = codes.start(before: end) { $0 == Sign.space }
    let digits = codes.start(before: index, limit: 5, while: Sign.isDigit)
    guard digits < index else { return nil }
    index = codes.start(before: digits) { $0 == Sign.space }
    if index > 0, codes[index - 1] == 0x7B2C { index -= 1 }
    index = codes.start(before: index) { $0 == Sign.space }
    guard index > 0, DocumentNumberDetector.closes.contains(codes[index - 1]) else { return nil }
    index -= 1
    let year = codes.start(before: index) { Sign.isDigit($0) || $0 == Sign.space || $0 == 0x5E74 }
    let yearDigits = codes[year..<index].filter(Sign.isDigit)
    guard yearDigits.count == 4, year > 0, DocumentNumberDetector.opens.contains(codes[year - 1]) else { return nil }
    let officeEnd = codes.start(before: year - 1) { $0 == Sign.space }
    var start = codes.start(before: officeEnd, limit: DocumentNumberDetector.longestOffice, while: Sign.isHan)
    if let lead = DocumentNumberDetector.leads.lastEnd(in: start..<officeEnd, of: codes) { start = lead }
    return start < officeEnd ? start..<end + 1 : nil
  }
}

extension Substring {
  fileprivate var scalarCodes: [UInt32] { unicodeScalars.map(\.value) }
}
