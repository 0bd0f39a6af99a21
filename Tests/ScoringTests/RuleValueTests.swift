import CanonicalJSON
import Panel
import Testing

@Suite struct RuleValueTests {
  @Test(arguments: ["0", "7", "85.5", "-0.25", "100", "0.000000001", "999999999999999"])
  func decimalsReadTheirCanonicalText(_ text: String) throws {
    #expect(try MarkDecimal(canonical: text).description == text)
  }

  @Test(arguments: [
    "", "-", ".", ".5", "5.", "05", "+5", "1e3", "1,000", " 5", "5 ", "-0", "-0.0", "５", "5.0000000001", "0x10",
    "1000000000000000", "nan", "--5", "5-", "1.2.3",
  ]) func anythingElseIsNoDecimal(_ text: String) {
    #expect(throws: RuleError(.badNumber, zh: "", en: "")) { try MarkDecimal(parsing: text) }
  }

  @Test func trailingZerosAreReadButAreNotCanonical() throws {
    #expect(try MarkDecimal(parsing: "75.50") == MarkDecimal(canonical: "75.5"))
    #expect(throws: RuleError(.badNumber, zh: "", en: "")) { try MarkDecimal(canonical: "75.50") }
    #expect(throws: RuleError(.badNumber, zh: "", en: "")) { try MarkDecimal(parsing: "75.50", maxDecimals: 1) }
  }

  @Test(arguments: [("1/3", "0.33"), ("-1/3", "-0.33"), ("1/200", "0.01"), ("-1/200", "-0.01"), ("199/200", "1.00")])
  func fractionsRoundHalfAwayFromZero(_ text: String, _ shown: String) throws {
    #expect(try Fraction(canonical: text).text(decimals: 2) == shown)
  }

  @Test(arguments: ["2/4", "1/-3", "1", "1/0", "+1/3", "1/3/1", " 1/3", "01/3"])
  func onlyLowestTermsAreCanonical(_ text: String) {
    #expect(throws: RuleError(.badNumber, zh: "", en: "")) { try Fraction(canonical: text) }
  }

  @Test func fractionsThrowInsteadOfWrapping() throws {
    let large = try Fraction(Int128(Int64.max), over: 1)
    #expect(throws: RuleError(.overflow, zh: "", en: "")) { try large * large }
    #expect(throws: RuleError(.overflow, zh: "", en: "")) { try large + large }
    #expect(throws: RuleError(.overflow, zh: "", en: "")) { try large / .zero }
    #expect(try Fraction(1, over: Int128(Int64.max)) < Fraction(1, over: Int128(Int64.max) - 1))
  }

  @Test func rulesAndRubricsSurviveTheirText() throws {
    let rule = try ScoringRule(trimLow: 2, trimHigh: 1, trimFrom: 7, basis: .perCriterion, ladder: [.decision])
    #expect(try ScoringRule(canonicalBytes: rule.canonicalBytes) == rule)
    let key = try IndicatorKey(field: "A5-07", year: 2023)
    let line = PointsLine(
      base: .zero, target: MarkDecimal(8), pointsAtBase: MarkDecimal(6), pointsAtTarget: MarkDecimal(10))
    let effects = StateEffects(
      blank: .points(.zero), none: .value(.zero), notApplicable: .points(MarkDecimal(5)),
      notYetPublished: .value(MarkDecimal(1)))
    let title = BilingualText(zh: "新增智能工厂", en: "new smart factories")
    let formulas: [Formula] = [
      .perItem(items: [PointsPerItem(indicator: key, points: MarkDecimal(2))], cap: MarkDecimal(10)), .line(key, line),
      .rank(key, order: .lowerFirst, first: MarkDecimal(10), step: MarkDecimal(1)),
      .change(current: key, previous: key, measure: .percent(decimals: 1), line),
    ]
    let computed = try formulas.enumerated().map {
      try Criterion(
        id: "k\($0)", title: title, weight: 1_000, maximum: 10,
        kind: .computed($1, effects: effects, rounding: $0 == 1 ? .exact : .decimals(2)))
    }
    let judged = try Criterion(id: "plan", title: title, weight: 6_000, kind: .judged(objective: true))
    let rubric = try Rubric(id: "county", criteria: computed + [judged], markDecimals: 1)
    #expect(try Rubric(canonicalBytes: rubric.canonicalBytes) == rubric)
  }

  @Test func weightsMustSumToTenThousand() {
    #expect(throws: RuleError(.badRubric, zh: "", en: "")) { try Sample.rubric(weights: [5_000, 4_999]) }
  }

  @Test(arguments: [(1, 1, 2), (3, 3, 6), (0, 0, 0)])
  func aRuleThatWouldKeepNothingIsRefused(_ low: Int, _ high: Int, _ from: Int) {
    #expect(throws: RuleError(.badRule, zh: "", en: "")) {
      try ScoringRule(trimLow: low, trimHigh: high, trimFrom: from)
    }
  }

  @Test func anUnknownFieldIsRefused() throws {
    let text = String(decoding: try ScoringRule().canonicalBytes, as: UTF8.self)
    let more = text.replacing("\"version\":1", with: "\"version\":1,\"xtra\":1")
    #expect(throws: CanonicalJSONError.self) { try ScoringRule(canonicalBytes: [UInt8](more.utf8)) }
  }
}
