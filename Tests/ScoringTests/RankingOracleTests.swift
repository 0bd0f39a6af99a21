import Panel
import Testing

@testable import Scoring

@Suite struct RankingOracleTests {
  struct Chain: Decodable {
    let cases: [Case]
  }

  struct Case: Decodable, CustomTestStringConvertible {
    struct Jackknife: Decodable {
      let leftOut: Int
      let aggregates: [String?]
      let inTopKOrTied: [Int]
      let entered: [Int]
      let left: [Int]
    }
    struct Method: Decodable {
      let aggregates: [String?]
      let inTopKOrTied: [Int]
    }
    let weights: [String]
    let k: Int
    let scoresAppReviewerCriterion: [[[String]?]]
    let reviewerTotals: [[String?]]
    let aggregateExact: [String]
    let aggregateExactIfMinNForTrim5: [String]
    let aggregateHalfUp2: [String]
    let rankCompetitionOnExact: [Int]
    let perCriterionTrimExact: [String]
    let tiedAtCut: [Int]
    let selectedWithoutTiebreak: [Int]
    let jackknife: [Jackknife]
    let sensitivity: [String: Method]

    var testDescription: String { "\(scoresAppReviewerCriterion.count) × \(reviewerTotals.first?.count ?? 0)" }

    func panel(trimFrom: Int = 3, quorum: Int = 3, basis: ScoringRule.Basis = .totals) throws -> RankedPanel {
      let rubric = try Sample.rubric(
        weights: weights.map { Int(try MarkDecimal(parsing: $0).scaled(toDecimals: 4) ?? 0) })
      let rule = try ScoringRule(trimFrom: trimFrom, quorum: quorum, basis: basis)
      return try RankedPanel(
        scoresAppReviewerCriterion.enumerated().map { try Sample.application(Sample.code($0), $1) }, rubric: rubric,
        rule: rule)
    }
  }

  static let cases: [Case] = (try? Fixture.read("ranking-jackknife", as: Chain.self).cases) ?? []

  @Test func thereAreCases() {
    #expect(RankingOracleTests.cases.count == 5)
  }

  @Test(arguments: cases) func totalsAggregatesAndRanksAreExact(_ one: Case) throws {
    let panel = try one.panel()
    let aggregates = try (0..<panel.matrix.applicationCount).map { try panel.aggregates.fraction($0)?.description }
    #expect(aggregates == one.aggregateExact)
    #expect(panel.ranks.rank.map { Int($0) } == one.rankCompetitionOnExact)
    for (application, totals) in one.reviewerTotals.enumerated() {
      let rows = panel.matrix.rowStart[application]..<panel.matrix.rowStart[application + 1]
      let expected = try totals.compactMap { try $0.map { try MarkDecimal(parsing: $0).fraction } }
      let unit = Int128(panel.rubric.unitDenominator)
      #expect(try rows.map { try Fraction(Int128(panel.totals[$0]), over: unit) } == expected)
    }
    #expect(
      RankedPanel.inTop(panel.ranks, one.k) == (one.selectedWithoutTiebreak + one.tiedAtCut).sorted())
  }

  @Test(arguments: cases) func fewerThanFiveSheetsAreNotTrimmedByDefault(_ one: Case) throws {
    let panel = try one.panel(trimFrom: 5)
    let aggregates = try (0..<panel.matrix.applicationCount).map { try panel.aggregates.fraction($0)?.description }
    #expect(aggregates == one.aggregateExactIfMinNForTrim5)
    for line in try panel.table().lines { #expect(line.flags == (line.sheets.count < 5 ? [.notTrimmed] : [])) }
  }

  @Test(arguments: cases) func perCriterionTrimmingIsExact(_ one: Case) throws {
    let panel = try one.panel(basis: .perCriterion)
    let aggregates = try (0..<panel.matrix.applicationCount).map { try panel.aggregates.fraction($0)?.description }
    #expect(aggregates == one.perCriterionTrimExact)
  }

  @Test(arguments: cases) func shownFiguresAreHalfUpAndTellDifferentAggregatesApart(_ one: Case) throws {
    let lines = try one.panel().table().lines
    for line in lines {
      let index = try #require(Int(line.application.dropFirst()))
      #expect(line.aggregate?.text(decimals: 2) == one.aggregateHalfUp2[index])
      #expect(line.shown.utf8.count >= one.aggregateHalfUp2[index].utf8.count)
    }
    for (line, next) in zip(lines, lines.dropFirst()) {
      #expect((line.shown == next.shown) == (line.aggregate == next.aggregate))
    }
  }

  @Test(arguments: cases) func leavingOneReviewerOutIsExact(_ one: Case) throws {
    let panel = try one.panel()
    let rows = panel.leaveOneOut(top: one.k)
    #expect(rows.count == one.jackknife.count)
    for (row, expected) in zip(rows, one.jackknife) {
      #expect(row.reviewer == expected.leftOut)
      #expect(row.aggregates.kept.indices.map { row.aggregates.text($0) } == expected.aggregates.map { $0 ?? "" })
      #expect(row.inTop == expected.inTopKOrTied)
      #expect(row.entered == expected.entered)
      #expect(row.left == expected.left)
    }
  }

  @Test(arguments: cases) func otherRulesAreExact(_ one: Case) throws {
    let names: [SensitivityRow.Method: String] = [
      .totals(.mean): "untrimmed_mean", .totals(.drop(2)): "drop2", .totals(.median): "median",
      .perCriterion: "per_criterion_drop1",
    ]
    var seen = 0
    for row in try one.panel().sensitivity(top: one.k) {
      guard let name = names[row.method] else { continue }
      let expected = try #require(one.sensitivity[name])
      #expect(row.aggregates.kept.indices.map { row.aggregates.text($0) } == expected.aggregates.map { $0 ?? "" })
      #expect(row.inTop == expected.inTopKOrTied)
      seen += 1
    }
    #expect(seen == 4)
  }

  @Test(arguments: cases) func theTableSurvivesItsFile(_ one: Case) throws {
    let table = try one.panel().table()
    #expect(try RankingTable(canonicalLines: table.canonicalLines) == table)
  }
}
