/// Reads the statement on incidents of the last three years (articles 6 and 7), sentence by sentence. What can be read
/// as an admission is one: a person decides.
struct IncidentStatement {
  /// The first year that counts: the assessed year and two before it.
  let firstYear: Int

  private static let subjects = ["事故", "事件", "近三年", "发生", "伤亡", "死亡", "爆炸", "火灾", "污染"]
  /// A negation of these before 未, 没有 or 不 in one clause turns the denial round.
  private static let outerNegatives = [
    "没有", "并非", "不是", "不能", "未能", "无法", "难以", "不可", "绝非", "无一", "不敢", "非", "难免", "难言",
  ]
  private static let innerNegatives = ["未发生", "没有发生", "不发生", "未曾发生", "没发生", "未出现", "没有出现"]
  private static let retractions = ["不属实", "不准确", "有误", "不真实", "不实"]
  private static let denials = [
    "未发生", "没有发生", "无发生", "未曾发生", "不曾发生", "未出现", "没有出现", "不存在", "零发生", "未有", "从未", "均未", "均无", "未有发生",
  ]
  private static let questions = ["是否发生", "是否有", "是否存在"]
  private static let emptyAnswers: Set<String> = ["无", "没有", "否", "未发生", "均无", "均未发生", "无此类情况", "不存在", "无此情况"]
  private static let graveGrades = ["特别重大", "重大", "特大", "恶劣影响"]
  private static let smallGrades = ["较大", "一般"]

  /// - Parameter lines: the paragraphs of the declaring section.
  func answer(_ lines: [String]) -> IncidentAnswer {
    var answers: [IncidentAnswer] = []
    for line in lines {
      for sentence in sentences(line) {
        if let answer = read(sentence) { answers.append(answer) }
      }
    }
    for answer in [IncidentAnswer.declared, .belowThreshold, .outsideWindow, .none] where answers.contains(answer) {
      return answer
    }
    return .unanswered
  }

  private func sentences(_ line: String) -> [String] {
    FoldedText.compact(line).split { "。;；\n!！".contains($0) }.map(String.init)
  }

  /// Nil for a sentence that says nothing of incidents.
  private func read(_ sentence: String) -> IncidentAnswer? {
    let bare = LabelText.withoutNumber(sentence)
    if IncidentStatement.emptyAnswers.contains(bare) { return IncidentAnswer.none }
    guard IncidentStatement.subjects.contains(where: bare.contains) else { return nil }
    if deniesADenial(bare) { return .declared }
    if let question = IncidentStatement.questions.first(where: bare.contains) {
      return answerBehind(question, in: bare)
    }
    let admission = admission(in: bare)
    if admission.isEmpty {
      let denies =
        IncidentStatement.denials.contains(where: bare.contains) || bare.contains(":无") || bare.hasSuffix("无")
      return denies ? IncidentAnswer.none : nil
    }
    return grade(admission)
  }

  /// 并非没有发生, 没有一年未发生, 未发生的说法不准确: read as an admission.
  private func deniesADenial(_ sentence: String) -> Bool {
    let clauses = sentence.split { ",，、".contains($0) }.map(String.init)
    let denies = IncidentStatement.innerNegatives.contains(where: sentence.contains)
    if denies, IncidentStatement.retractions.contains(where: sentence.contains) { return true }
    return clauses.contains { clause in
      IncidentStatement.innerNegatives.contains { inner in
        guard let place = clause.firstRange(of: inner) else { return false }
        let before = clause[..<place.lowerBound].suffix(12)
        return IncidentStatement.outerNegatives.contains(where: before.contains)
      }
    }
  }

  /// The template's own question: what stands behind its colon, tick or question mark answers it.
  private func answerBehind(_ question: String, in sentence: String) -> IncidentAnswer? {
    guard let mark = sentence.lastIndex(where: { ":?？".contains($0) }) else {
      return TickBoxes.answer(sentence.replacing("是否", with: "")).incident
    }
    let answer = String(sentence[sentence.index(after: mark)...])
    if answer.isEmpty { return nil }
    if IncidentStatement.emptyAnswers.contains(answer) || IncidentStatement.denials.contains(where: answer.contains) {
      return IncidentAnswer.none
    }
    if let ticked = TickBoxes.answer(answer).incident { return ticked }
    return grade(answer)
  }

  /// The clauses that say something happened: 发生 or a consequence, without a denial before it.
  private func admission(in sentence: String) -> String {
    sentence.split { ",，".contains($0) }.filter { clause in
      guard !IncidentStatement.denials.contains(where: clause.contains) else { return false }
      let happened = ["发生", "爆炸", "火灾", "死亡", "泄漏", "坍塌", "出现"].contains(where: clause.contains)
      // "防止发生", "杜绝发生" and the like speak of what is to be prevented.
      let prevents = ["防止", "防范", "杜绝", "避免", "预防", "遏制"].contains(where: clause.contains)
      return happened && !prevents && !clause.contains(":无")
    }.isEmpty ? "" : sentence
  }

  private func grade(_ text: String) -> IncidentAnswer {
    // "不属于重大、特大安全生产事故" names grades that it denies.
    var stated = text
    for denial in ["不属于", "未达到", "不构成", "够不上"] {
      if let range = stated.firstRange(of: denial) { stated = String(stated[..<range.lowerBound]) }
    }
    let isOld = years(in: stated).map { years in years.allSatisfy { $0 < firstYear } } ?? false
    if isOld || text.contains("超过三年") { return .outsideWindow }
    if IncidentStatement.graveGrades.contains(where: { stated.contains($0) && !stated.contains($0 + "以下") }) {
      return .declared
    }
    if IncidentStatement.smallGrades.contains(where: stated.contains) { return .belowThreshold }
    if let deaths = number(after: "死亡", in: stated) { return deaths >= 10 ? .declared : .belowThreshold }
    return .declared
  }

  /// Nil when no year is named.
  private func years(in text: String) -> [Int]? {
    let years = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }.filter { (1949...2100).contains($0) }
    return years.isEmpty ? nil : years
  }

  private func number(after word: String, in text: String) -> Int? {
    guard let range = text.firstRange(of: word) else { return nil }
    return Int(text[range.upperBound...].prefix { $0.isASCII && $0.isNumber })
  }
}

extension ApprovalAnswer {
  /// Of the question whether an incident happened.
  fileprivate var incident: IncidentAnswer? {
    switch self {
    case .yes, .both: .declared
    case .no: IncidentAnswer.none
    case .unanswered: nil
    }
  }
}
