import Panel
import Testing

@testable import Scoring

@Suite struct DiagnosticsTests {
  private func panel() throws -> RankedPanel {
    let rubric = try Rubric(
      id: "two",
      criteria: [
        Criterion(id: "c1", title: Sample.title, weight: 6_000, kind: .judged(objective: false)),
        Criterion(id: "c2", title: Sample.title, weight: 4_000, kind: .judged(objective: true)),
      ], markDecimals: 0)
    return try RankedPanel(
      [
        Sample.application("A", [["90", "80"], ["90", "80"], ["90", "80"], ["90", "80"], ["90", "80"]]),
        Sample.application("B", [["85", "80"], ["86", "80"], ["87", "81"], ["86", "80"], ["86", "80"]]),
        Sample.application("C", [["86", "80"], ["86", "80"], ["86", "80"], ["85", "80"], ["86", "80"]]),
      ], rubric: rubric, rule: ScoringRule())
  }

  @Test func theMarginAtTheCutIsExact() throws {
    let panel = try panel()
    let margin = try #require(try panel.cutMargin(top: 1, order: [0, 1, 2]))
    #expect(margin.last == 0 && margin.next == 1)
    #expect(margin.difference.description == "12/5")
    // One sheet of five alone moves the kept mean by nothing beyond its neighbours: no single mark can.
    #expect(margin.smallestChange == nil)
    #expect(try panel.cutMargin(top: 3, order: [0, 1, 2]) == nil)
  }

  @Test func theSmallestChangeSwapsAndOneLessDoesNot() throws {
    let rubric = try Sample.rubric(weights: [10_000], decimals: 0)
    func build(_ last: String) throws -> RankedPanel {
      try RankedPanel(
        [
          Sample.application("A", [["80"], ["82"], ["84"]]), Sample.application("B", [["80"], ["82"], [last]]),
        ], rubric: rubric, rule: ScoringRule())
    }
    let margin = try #require(try build("81").cutMargin(top: 1, order: [0, 1]))
    #expect(margin.difference == Fraction(1))
    #expect(margin.smallestChange?.change == MarkDecimal(-4))
    #expect(try build("84").aggregates.isEqual(0, 1))
    #expect(try build("85").aggregates.isHigher(1, than: 0))
  }

  @Test func differingMarksOnAnObjectiveCriterionAreNamed() throws {
    #expect(
      try panel().objectiveInconsistencies() == [
        ObjectiveInconsistency(application: 1, criterion: "c2", lowest: 80, highest: 81)
      ])
  }

  @Test func holmsAdjustmentNeverFalls() throws {
    let raw = try ["1/100", "4/100", "3/100"].map { text in
      let parts = text.split(separator: "/").compactMap { Int128($0) }
      return try Fraction(parts[0], over: parts[1])
    }
    #expect(try AffiliationGap.holm(raw).map(\.description) == ["3/100", "3/50", "3/50"])
  }

  @Test func anIncompletePanelIsResampledWithinApplications() throws {
    let rubric = try Sample.rubric(weights: [10_000], decimals: 0)
    let panel = try RankedPanel(
      [
        Sample.application("A", [["90"], ["91"], ["92"], nil]), Sample.application("B", [["50"], nil, ["51"], ["52"]]),
      ], rubric: rubric, rule: ScoringRule())
    let result = panel.bootstrap(top: 1, replicates: 200, seed: 1)
    #expect(result.scheme == .sheets)
    #expect(result.inclusion == [1, 0])
    #expect(result.rankInterval == [1...1, 2...2])
    #expect(panel.completeTable == nil)
  }

  @Test func theCounterGeneratorIsSplitMix64() {
    var random = CounterRandom(seed: 0)
    #expect([random.next(), random.next()] == [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4])
  }
}
