import Panel
import Testing

@testable import Scoring

@Suite struct ComputedCriterionTests {
  private let growth: IndicatorKey
  private let previous: IndicatorKey
  private let effects = StateEffects(
    blank: .points(.zero), none: .value(.zero), notApplicable: .points(MarkDecimal(5)), notYetPublished: .points(.zero))

  init() throws {
    growth = try IndicatorKey(field: "A5-01", year: 2023)
    previous = try IndicatorKey(field: "A5-01", year: 2022)
  }

  private func number(_ text: String) throws -> IndicatorValue { .number(try MarkDecimal(parsing: text)) }

  private func points(
    _ formula: Formula, _ figures: [[IndicatorKey: IndicatorValue]], maximum: Int = 10,
    rounding: PointsRounding = .exact
  ) throws -> [String] {
    let rubric = try Rubric(
      id: "all",
      criteria: [
        Criterion(
          id: "k", title: Sample.title, weight: 10_000, maximum: maximum,
          kind: .computed(formula, effects: effects, rounding: rounding))
      ])
    return try ComputedScore(figures, rubric: rubric).points.map { $0[0].points.description }
  }

  @Test func pointsPerItemStopAtTheCap() throws {
    let other = try IndicatorKey(field: "A5-02", year: 2023)
    let formula = Formula.perItem(
      items: [
        PointsPerItem(indicator: growth, points: MarkDecimal(3)),
        PointsPerItem(indicator: other, points: try MarkDecimal(parsing: "0.5")),
      ], cap: MarkDecimal(8))
    #expect(
      try points(
        formula,
        [
          [growth: number("2"), other: number("1")], [growth: number("5"), other: number("0")],
          [growth: number("1"), other: .state(.none)], [growth: number("1")], [other: .state(.notApplicable)],
        ]) == ["13/2", "8/1", "3/1", "0/1", "0/1"])
  }

  @Test func theLineIsExactBetweenBaseAndTargetAndFlatBeyond() throws {
    let line = PointsLine(
      base: try MarkDecimal(parsing: "2.3"), target: try MarkDecimal(parsing: "9.6"), pointsAtBase: MarkDecimal(6),
      pointsAtTarget: MarkDecimal(10))
    let figures = try ["1", "2.3", "5", "9.6", "12"].map { [growth: try number($0)] }
    #expect(
      try points(.line(growth, line), figures) == ["6/1", "6/1", "546/73", "10/1", "10/1"])
    #expect(
      try points(.line(growth, line), figures, rounding: .decimals(2)) == ["6/1", "6/1", "187/25", "10/1", "10/1"])
  }

  @Test func lessIsBetterWhenTheBaseIsAboveTheTarget() throws {
    let line = PointsLine(
      base: MarkDecimal(10), target: MarkDecimal(0), pointsAtBase: .zero, pointsAtTarget: MarkDecimal(10))
    let figures = try ["12", "7.5", "-1"].map { [growth: try number($0)] }
    #expect(try points(.line(growth, line), figures) == ["0/1", "5/2", "10/1"])
  }

  @Test func ranksShareAndSkip() throws {
    let formula = Formula.rank(growth, order: .higherFirst, first: MarkDecimal(10), step: MarkDecimal(4))
    let figures = try ["5", "7", "5", "1"].map { [growth: try number($0)] } + [[growth: .state(.blank)]]
    #expect(try points(formula, figures) == ["6/1", "10/1", "6/1", "0/1", "0/1"])
  }

  @Test func changeOnLastYear() throws {
    let line = PointsLine(
      base: .zero, target: MarkDecimal(20), pointsAtBase: .zero, pointsAtTarget: MarkDecimal(10))
    let figures = try [("110", "100"), ("100", "110"), ("7", "6"), ("1", "0")].map {
      [growth: try number($0.0), previous: try number($0.1)]
    }
    #expect(
      try points(.change(current: growth, previous: previous, measure: .difference, line), figures)
        == ["5/1", "0/1", "1/2", "1/2"])
    // 16.6666… % is read as 16.7 %; growth from nothing has no percentage: not applicable gives 5.
    #expect(
      try points(.change(current: growth, previous: previous, measure: .percent(decimals: 1), line), figures)
        == ["5/1", "0/1", "167/20", "5/1"])
  }

  @Test func computedPointsAreAddedAfterTrimming() throws {
    let line = PointsLine(
      base: .zero, target: MarkDecimal(3), pointsAtBase: .zero, pointsAtTarget: MarkDecimal(10))
    let rubric = try Rubric(
      id: "mixed",
      criteria: [
        Criterion(id: "c1", title: Sample.title, weight: 7_000, kind: .judged(objective: false)),
        Criterion(
          id: "k", title: Sample.title, weight: 3_000, maximum: 10,
          kind: .computed(.line(growth, line), effects: effects, rounding: .exact)),
      ])
    let judged = try Sample.application("A", [["80"], ["80"], ["80"], ["0"], ["100"]])
    let panel = [
      ApplicationSheets(application: "A", sheets: judged.sheets, figures: [growth: try number("1")])
    ]
    let ranked = try RankedPanel(panel, rubric: rubric, rule: ScoringRule())
    let row = try #require(try ranked.table().lines.first)
    #expect(row.judged == Fraction(56))
    #expect(row.computed.map(\.contribution) == [Fraction(10)])
    #expect(row.aggregate == Fraction(66))
    #expect(try RankingTable(canonicalLines: ranked.table().canonicalLines) == ranked.table())
    #expect(try ranked.sensitivity(top: 1).map { $0.aggregates.text(0) }.first == "288/5")
  }

  @Test func aTableOfFormulasAloneNeedsNoSheets() throws {
    let formula = Formula.perItem(
      items: [PointsPerItem(indicator: growth, points: MarkDecimal(1))], cap: MarkDecimal(10))
    let rubric = try Rubric(
      id: "all",
      criteria: [
        Criterion(
          id: "k", title: Sample.title, weight: 10_000, maximum: 10,
          kind: .computed(formula, effects: effects, rounding: .exact))
      ])
    let panel = try ["3", "9"].enumerated().map {
      ApplicationSheets(application: "A\($0)", sheets: [], figures: [growth: try number($1)])
    }
    let lines = try Ranker.rank(panel, rubric: rubric, rule: ScoringRule()).lines
    #expect(lines.map(\.application) == ["A1", "A0"])
    #expect(lines.map(\.shown) == ["90.00", "30.00"])
    #expect(lines.allSatisfy { $0.flags.isEmpty })
  }

  @Test func formulasThatCannotBeRankedExactlyAreRefusedBeforehand() throws {
    let criteria = try ["7.3", "6.7", "6.1", "5.9", "5.3", "4.7", "4.3", "4.1", "3.7", "3.1"].enumerated().map {
      try Criterion(
        id: "k\($0)", title: Sample.title, weight: 1_000, maximum: 10,
        kind: .computed(
          .line(
            growth,
            PointsLine(
              base: .zero, target: try MarkDecimal(parsing: $1), pointsAtBase: .zero, pointsAtTarget: MarkDecimal(10))),
          effects: effects, rounding: .exact))
    }
    #expect(throws: RuleError(.badRubric, zh: "", en: "")) { try Rubric(id: "fine", criteria: criteria) }
    let rounded = try criteria.map { criterion in
      guard case .computed(let formula, let effects, _) = criterion.kind else { return criterion }
      return try Criterion(
        id: criterion.id, title: criterion.title, weight: criterion.weight, maximum: criterion.maximum,
        kind: .computed(formula, effects: effects, rounding: .decimals(2)))
    }
    #expect(try Rubric(id: "fine", criteria: rounded).unitDenominator == 10_000)
  }
}
