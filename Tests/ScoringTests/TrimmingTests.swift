import Panel
import Testing

@testable import Scoring

@Suite struct TrimmingTests {
  struct DropExtremes: Decodable {
    struct Case: Decodable {
      let scores: [String]
      let dropEachEnd: Int
      let error: String?
      let exact: String?
    }
    struct Half: Decodable {
      let exact: String
      let halfUp2: String
    }
    let cases: [Case]
    let exactHalfRounding: [Half]
  }

  @Test func droppingExtremesAgreesWithExactArithmetic() throws {
    let fixture: DropExtremes = try Fixture.read("drop-extremes")
    #expect(fixture.cases.count > 40)
    for one in fixture.cases {
      let value = try PanelMean.drop(one.dropEachEnd).exact(one.scores)
      if one.error != nil {
        #expect(value == nil)
      } else {
        #expect(value?.description == one.exact)
        #expect(try engine(one.scores, drop: one.dropEachEnd)?.description == one.exact)
      }
    }
  }

  @Test func exactHalvesAreShownHalfUp() throws {
    let fixture: DropExtremes = try Fixture.read("drop-extremes")
    for half in fixture.exactHalfRounding {
      #expect(try Fraction(canonical: half.exact).text(decimals: 2) == half.halfUp2)
    }
  }

  struct TrimMean: Decodable {
    struct Case: Decodable {
      let scores: [String]
      let cutEachEnd: Int
      let exact: String
    }
    struct Missing: Decodable {
      let scores: [String?]
      let cutEachEnd: Int
      let exact: String
    }
    struct Trap: Decodable {
      let scores: [String]
      let cutExactFloor: Int
      let exactFloor: String
    }
    let cases: [Case]
    let missingCases: [Missing]
    let floatTrapCases: [Trap]
  }

  @Test func trimmedMeansAgree() throws {
    let fixture: TrimMean = try Fixture.read("trim-mean")
    #expect(fixture.cases.count == 270)
    for one in fixture.cases {
      #expect(try PanelMean.drop(one.cutEachEnd).exact(one.scores)?.description == one.exact)
      #expect(try engine(one.scores, drop: one.cutEachEnd)?.description == one.exact)
    }
    for one in fixture.missingCases {
      #expect(try PanelMean.drop(one.cutEachEnd).exact(one.scores.compactMap { $0 })?.description == one.exact)
    }
    for trap in fixture.floatTrapCases {
      #expect(try PanelMean.drop(trap.cutExactFloor).exact(trap.scores)?.description == trap.exactFloor)
    }
  }

  struct Winsorized: Decodable {
    struct Case: Decodable {
      let scores: [String]
      let replacedEachEnd: Int
      let exact: String
    }
    let cases: [Case]
  }

  @Test func winsorizedMeansAgree() throws {
    let fixture: Winsorized = try Fixture.read("winsorized-mean")
    for one in fixture.cases {
      #expect(try PanelMean.winsor(one.replacedEachEnd).exact(one.scores)?.description == one.exact)
    }
  }

  struct Interquartile: Decodable {
    struct Case: Decodable {
      let scores: [String]
      let exact: String
    }
    let cases: [Case]
  }

  @Test func interquartileMeansAgree() throws {
    let fixture: Interquartile = try Fixture.read("interquartile-mean")
    for one in fixture.cases {
      #expect(try PanelMean.interquartile.exact(one.scores)?.description == one.exact)
    }
  }

  @Test func oneCopyOfEqualExtremesIsDroppedOfTheSmallestCodes() throws {
    let panel = try RankedPanel(
      [
        Sample.application("A", [["90"], ["70"], ["90"], ["70"], ["80"]]),
        Sample.application("B", [["80"], ["80"], ["80"], ["80"], ["80"]]),
      ], rubric: Sample.rubric(weights: [10_000]), rule: ScoringRule())
    let lines = try panel.table().lines
    let a = try #require(lines.first { $0.application == "A" })
    #expect(a.trimmed == [TrimmedSheets(criterion: "", low: ["R02"], high: ["R01"])])
    #expect(a.aggregate == Fraction(80))
    let b = try #require(lines.first { $0.application == "B" })
    #expect(b.trimmed == [TrimmedSheets(criterion: "", low: ["R01"], high: ["R02"])])
  }

  /// The ranking's own path over one application.
  private func engine(_ scores: [String], drop: Int) throws -> Fraction? {
    let rule = try ScoringRule(trimLow: drop, trimHigh: drop, trimFrom: 2 * drop + 1, quorum: 2 * drop + 1)
    let sums = TrimmedSums(try Fixture.hundredths(scores), rowStart: [0, scores.count], rule: rule)
    guard sums.kept[0] > 0 else { return nil }
    return try Fraction(Int128(sums.sum[0]), over: Int128(sums.kept[0]) * 100)
  }
}
