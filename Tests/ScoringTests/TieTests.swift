import Panel
import Testing

@testable import Scoring

@Suite struct TieTests {
  let rule: ScoringRule
  let rubric: Rubric

  init() throws {
    rule = try ScoringRule()
    rubric = try Sample.rubric(weights: [6_000, 4_000], decimals: 0)
  }

  private func table(_ panel: [ApplicationSheets], _ decisions: [[String]] = []) throws -> RankingTable {
    try Ranker.rank(panel, rubric: rubric, rule: rule, decisions: decisions.map { TieDecision(order: $0) })
  }

  /// Five equal sheets.
  private func flat(_ code: String, _ first: Int, _ second: Int) throws -> ApplicationSheets {
    try Sample.application(code, Array(repeating: ["\(first)", "\(second)"], count: 5))
  }

  @Test func competitionRanksSkipAfterEquals() throws {
    let table = try table([flat("A", 90, 90), flat("B", 80, 80), flat("C", 80, 80), flat("D", 70, 70)])
    #expect(table.lines.map(\.application) == ["A", "B", "C", "D"])
    #expect(table.lines.map(\.rank) == [1, 2, 2, 4])
    #expect(table.lines.map(\.place) == [1, 2, 2, 4])
    #expect(table.openTies == [["B", "C"]])
  }

  @Test func theHeaviestCriterionDecidesFirst() throws {
    // 0.6·80 + 0.4·80 = 0.6·82 + 0.4·77 = 80
    let table = try table([flat("A", 80, 80), flat("B", 82, 77)])
    #expect(table.lines.map(\.application) == ["B", "A"])
    #expect(table.lines.map(\.rank) == [1, 1])
    #expect(table.lines.map(\.place) == [1, 2])
    #expect(table.lines.map(\.tie) == Array(repeating: TieOutcome(equal: 2, settled: .criterion("c1")), count: 2))
    #expect(table.openTies.isEmpty)
  }

  @Test func moreReviewersDecideNext() throws {
    // Both criteria have the same trimmed aggregate; three of five reviewers prefer B.
    let a = try Sample.application("A", [["70", "70"], ["80", "80"], ["80", "80"], ["80", "80"], ["90", "90"]])
    let b = try Sample.application("B", [["81", "81"], ["81", "81"], ["81", "81"], ["78", "78"], ["40", "40"]])
    let table = try table([a, b])
    #expect(table.lines.map(\.application) == ["B", "A"])
    #expect(table.lines.allSatisfy { $0.tie.settled == .headToHead })
  }

  @Test func aRecordedDecisionSettlesWhatRemains() throws {
    let panel = try [flat("A", 80, 80), flat("B", 80, 80), flat("C", 80, 80)]
    let table = try table(panel, [["C", "A", "B"]])
    #expect(table.lines.map(\.application) == ["C", "A", "B"])
    #expect(table.lines.map(\.place) == [1, 2, 3])
    #expect(table.lines.map(\.rank) == [1, 1, 1])
    #expect(table.openTies.isEmpty)
  }

  @Test(arguments: [
    [["A", "B"]], [["A", "B", "C", "D"]], [["A", "A", "B"]], [["A", "B", "X"]], [["A", "B", "C"], ["C", "B", "A"]],
    [["D"]],
  ]) func aDecisionThatIsNotAboutATieIsRefused(_ decisions: [[String]]) throws {
    let panel = try [flat("A", 80, 80), flat("B", 80, 80), flat("C", 80, 80), flat("D", 70, 70)]
    #expect(throws: RuleError(.decisionWithoutTie, zh: "", en: "")) { try table(panel, decisions) }
  }

  @Test func aCycleOfPreferencesStaysOpen() throws {
    // c1 and c2 move together; each of three pairs is won by other reviewers.
    let marks = [
      ["60", "70", "80", "75", "75"], ["70", "80", "60", "75", "75"], ["80", "60", "70", "75", "75"],
    ]
    let panel = try marks.enumerated().map { index, row in
      try Sample.application(["A", "B", "C"][index], row.map { [$0, $0] })
    }
    #expect(try table(panel).openTies == [["A", "B", "C"]])
  }

  @Test func belowQuorumIsNotRankedAndAnAbsentMarkIsNotZero() throws {
    let panel = try [
      flat("A", 50, 50), Sample.application("B", [["90", "90"], ["90", "90"], nil, nil, nil]),
      Sample.application("C", [["90", "90"], ["80", "80"], ["70", "70"], ["60"], nil]),
    ]
    let table = try table(panel)
    #expect(table.lines.map(\.application) == ["C", "A", "B"])
    #expect(table.lines[0].aggregate == Fraction(80))
    #expect(table.lines[0].flags == [.notTrimmed])
    #expect(table.lines[0].absent.map(\.reason) == [.incomplete, .missing])
    #expect(table.lines[2].rank == 0 && table.lines[2].aggregate == nil && table.lines[2].shown.isEmpty)
    #expect(table.lines[2].flags == [.belowQuorum])
  }

  @Test func theOrderOfTheInputDoesNotMatter() throws {
    let panel = try (0..<30).map { index in
      try Sample.application(
        Sample.code(index),
        (0..<6).map { ["\((index * 7 + $0 * 13) % 41 + 50)", "\((index * 11 + $0 * 5) % 37 + 50)"] })
    }
    let shuffled = panel.reversed().map { application in
      ApplicationSheets(
        application: application.application, sheets: application.sheets.reversed(), absent: application.absent)
    }
    #expect(try table(panel).canonicalLines == table(shuffled).canonicalLines)
  }

  @Test func figuresThatLookEqualShowFurtherDecimals() throws {
    let panel = try [
      Sample.application("A", [["80", "80"], ["80", "80"], ["80", "80"], ["81", "80"]]),
      Sample.application(
        "B", [["80", "80"], ["80", "80"], ["80", "80"], ["80", "80"], ["81", "80"], ["99", "99"]]),
    ]
    let rule = try ScoringRule(displayDecimals: 0)
    let lines = try Ranker.rank(panel, rubric: rubric, rule: rule).lines
    // 80.15 and 80.15 are equal; without decimals both show 80.
    #expect(lines.map(\.shown) == ["80", "80"])
    let more = try Ranker.rank(panel + [flat("C", 80, 80)], rubric: rubric, rule: rule).lines
    #expect(more.map(\.shown) == ["80.2", "80.2", "80.0"])
  }

  @Test(arguments: ["101", "-1", "80.5"]) func aMarkOutsideTheRubricIsRefused(_ mark: String) throws {
    let panel = try [Sample.application("A", [[mark, "80"]])]
    #expect(throws: RuleError(.badMark, zh: "", en: "")) { try table(panel) }
  }

  @Test func anApplicationOrAReviewerTwiceIsRefused() throws {
    #expect(throws: RuleError(.badMatrix, zh: "", en: "")) { try table([flat("A", 80, 80), flat("A", 70, 70)]) }
    let sheet = ReviewerSheet(reviewer: "R1", marks: ["c1": MarkDecimal(80), "c2": MarkDecimal(80)])
    #expect(throws: RuleError(.badMatrix, zh: "", en: "")) {
      try table([ApplicationSheets(application: "A", sheets: [sheet, sheet])])
    }
  }

  @Test func differentMaximaScaleToAHundred() throws {
    let rubric = try Sample.rubric(weights: [3_000, 7_000], decimals: 1, maxima: [30, 70])
    let panel = try [Sample.application("A", [["30", "70"], ["15.5", "35"], ["0.5", "0"]])]
    let line = try #require(try Ranker.rank(panel, rubric: rubric, rule: rule).lines.first)
    #expect(line.sheets.map(\.total.description) == ["100/1", "101/2", "1/2"])
    #expect(line.aggregate?.description == "151/3")
    #expect(line.shown == "50.33")
  }
}
