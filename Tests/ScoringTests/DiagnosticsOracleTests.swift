import Panel
import Testing

@testable import Scoring

@Suite struct DiagnosticsOracleTests {
  struct Outliers: Decodable {
    struct Case: Decodable {
      let scores: [Double]
      let q1Type7: Double
      let q3Type7: Double
      let median: Double
      let madRaw: Double
      let madNormal: Double
      let lowFence: Double
      let highFence: Double
      let tukey: [Int]
      let tukeyFar: [Int]
      let hampel: [Int]
      let iglewicz: [Int]?

      enum CodingKeys: String, CodingKey {
        case scores, q1Type7, q3Type7, median, madRaw, madNormal
        case lowFence = "tukeyType7K1.5Low"
        case highFence = "tukeyType7K1.5High"
        case tukey = "tukeyType7K1.5Flags"
        case tukeyFar = "tukeyType7K3.0Flags"
        case hampel = "hampel3MadnFlags"
        case iglewicz = "iglewiczHoaglin3.5Flags"
      }
    }
    let cases: [Case]
    let tolerance: Double
  }

  @Test func outlierFlagsAgree() throws {
    let fixture: Outliers = try Fixture.read("outlier-flags")
    for one in fixture.cases {
      let found = try #require(SheetOutliers(one.scores))
      let fences = found.fences(1.5)
      let pairs = [
        (found.lowerQuartile, one.q1Type7), (found.upperQuartile, one.q3Type7), (found.median, one.median),
        (found.deviation, one.madRaw), (found.deviation * SheetOutliers.normalScale, one.madNormal),
        (fences.low, one.lowFence), (fences.high, one.highFence),
      ]
      for (value, expected) in pairs { #expect(abs(value - expected) <= 1e-9) }
      #expect(found.tukey == one.tukey)
      #expect(found.tukeyFar == one.tukeyFar)
      #expect(found.hampel == one.hampel)
      #expect(found.iglewiczHoaglin == one.iglewicz)
    }
  }

  struct Intraclass: Decodable {
    struct Components: Decodable {
      let app: Double
      let reviewer: Double
      let residual: Double
    }
    struct Value: Decodable { let icc: Double }
    struct Case: Decodable {
      let scores: [[Double]]
      let msb: Double
      let msj: Double
      let mse: Double
      let varianceComponents: Components
      let pingouin: [String: Double]
    }
    let cases: [Case]
    let tolerance: Double
  }

  @Test func intraclassCorrelationsAgree() throws {
    let fixture: Intraclass = try Fixture.read("icc")
    for one in fixture.cases {
      let icc = try #require(IntraclassCorrelation(one.scores))
      let expected = try ["ICC(1,1)", "ICC(1,k)", "ICC(A,1)", "ICC(A,k)", "ICC(C,1)", "ICC(C,k)"].map {
        try #require(one.pingouin[$0])
      }
      let found = [
        icc.oneWaySingle, icc.oneWayMean, icc.agreementSingle, icc.agreementMean, icc.consistencySingle,
        icc.consistencyMean,
      ]
      for (value, wanted) in zip(found, expected) { #expect(abs(value - wanted) <= fixture.tolerance) }
      let others = [
        (icc.betweenApplications, one.msb), (icc.betweenReviewers, one.msj), (icc.residual, one.mse),
        (icc.applicationVariance, one.varianceComponents.app),
        (icc.reviewerVariance, one.varianceComponents.reviewer),
        (icc.residualVariance, one.varianceComponents.residual),
      ]
      for (value, wanted) in others { #expect(abs(value - wanted) <= fixture.tolerance * max(1, abs(wanted))) }
    }
  }

  @Test func shroutAndFleissPrintedFigures() throws {
    let fixture: Intraclass = try Fixture.read("icc")
    let icc = try #require(IntraclassCorrelation(fixture.cases[0].scores))
    let found = [
      icc.oneWaySingle, icc.agreementSingle, icc.consistencySingle, icc.oneWayMean, icc.agreementMean,
      icc.consistencyMean,
    ]
    #expect(found.map { ($0 * 100).rounded() } == [17, 29, 71, 44, 62, 91])
  }

  struct Concordance: Decodable {
    struct Case: Decodable {
      let scoresRowsAreApplications: [[Double]]
      let wTieCorrected: Double
    }
    let cases: [Case]
    let tolerance: Double
  }

  @Test func concordanceAgrees() throws {
    let fixture: Concordance = try Fixture.read("kendall-w")
    for one in fixture.cases {
      let w = try #require(KendallConcordance.coefficient(one.scoresRowsAreApplications))
      #expect(abs(w - one.wTieCorrected) <= fixture.tolerance)
    }
  }

  struct Alpha: Decodable {
    struct Case: Decodable {
      let reliabilityDataRowsAreReviewers: [[Double?]]
      let nominal: Double
      let ordinal: Double
      let interval: Double
      let ratio: Double
    }
    let cases: [Case]
    let tolerance: Double
  }

  @Test func krippendorffsAlphaAgrees() throws {
    let fixture: Alpha = try Fixture.read("krippendorff")
    for one in fixture.cases {
      let table = one.reliabilityDataRowsAreReviewers
      let units = table[0].indices.map { unit in table.compactMap { $0[unit] } }
      let expected: [(KrippendorffAlpha.Level, Double)] = [
        (.nominal, one.nominal), (.ordinal, one.ordinal), (.interval, one.interval), (.ratio, one.ratio),
      ]
      for (level, wanted) in expected {
        let alpha = try #require(KrippendorffAlpha.alpha(units, level: level))
        #expect(abs(alpha - wanted) <= fixture.tolerance, "\(level)")
      }
    }
  }

  struct ExactBootstrap: Decodable {
    struct Case: Decodable {
      let totalsRowsAreApplications: [[Int]]
      let k: Int
      let inclusionProbabilityExact: [String]
    }
    let cases: [Case]
  }

  @Test func bootstrapStaysWithinFourStandardErrorsOfFullEnumeration() throws {
    let fixture: ExactBootstrap = try Fixture.read("bootstrap-exact")
    let rule = try ScoringRule(trimFrom: 3)
    for one in fixture.cases {
      let panel = try RankedPanel(
        one.totalsRowsAreApplications.enumerated().map { index, row in
          try Sample.application(Sample.code(index), row.map { ["\($0)"] })
        }, rubric: Sample.rubric(weights: [10_000], decimals: 0), rule: rule)
      let replicates = 20_000
      let result = panel.bootstrap(top: one.k, replicates: replicates, seed: 20_261_124)
      #expect(result.scheme == .reviewers)
      for (found, text) in zip(result.inclusion, one.inclusionProbabilityExact) {
        let exact = try Fraction(canonical: text).approximation
        #expect(abs(found - exact) <= 4 * (exact * (1 - exact) / Double(replicates)).squareRoot() + 1e-12)
      }
      #expect(
        panel.bootstrap(top: one.k, replicates: 500, seed: 7).inclusion
          == panel.bootstrap(top: one.k, replicates: 500, seed: 7).inclusion)
    }
  }

  struct Bias: Decodable {
    struct Solution: Decodable {
      let quality: [Double]
      let bias: [Double]
      let rss: Double?
      let dfResid: Int?
    }
    struct Case: Decodable {
      let applications: Int
      let reviewers: Int
      let rowsAppReviewerScore: [[Double]]
      let components: Int
      let fixed: Solution
      let ridgeHalf: Solution
      let ridgeOne: Solution
      let ridgeFour: Solution

      enum CodingKeys: String, CodingKey {
        case applications, reviewers, rowsAppReviewerScore, components, fixed
        case ridgeHalf = "ridgeLambda0.5"
        case ridgeOne = "ridgeLambda1"
        case ridgeFour = "ridgeLambda4"
      }
    }
    struct Disconnected: Decodable {
      let rowsAppReviewerScore: [[Double]]
      let components: Int
    }
    let cases: [Case]
    let disconnected: Disconnected
    let tolerance: Double
  }

  @Test func severitiesAgree() throws {
    let fixture: Bias = try Fixture.read("additive-bias")
    for one in fixture.cases {
      for (lambda, expected) in [(0, one.fixed), (0.5, one.ridgeHalf), (1, one.ridgeOne), (4, one.ridgeFour)] {
        let model = severity(one.rowsAppReviewerScore, lambda: lambda)
        for (value, wanted) in zip(model.quality + model.bias, expected.quality + expected.bias) {
          #expect(abs(value - wanted) <= fixture.tolerance)
        }
        if let squares = expected.rss, let degrees = expected.dfResid {
          #expect(abs(model.residualSquares - squares) <= fixture.tolerance * squares)
          #expect(model.residualDegrees(rows: one.rowsAppReviewerScore.count) == degrees)
        }
        #expect(model.components.count == one.components)
      }
    }
  }

  @Test func separateGroupsOfReviewersAreCounted() throws {
    let fixture: Bias = try Fixture.read("additive-bias")
    let model = severity(fixture.disconnected.rowsAppReviewerScore, lambda: 0)
    #expect(model.components.count == fixture.disconnected.components)
    #expect(model.components.ofApplication == [0, 0, 1, 1])
    #expect(model.components.ofReviewer == [0, 0, 1, 1])
    #expect(abs(model.bias[0] + model.bias[1]) < 1e-9 && abs(model.bias[2] + model.bias[3]) < 1e-9)
  }

  private func severity(_ rows: [[Double]], lambda: Double) -> SeverityModel {
    let sorted = rows.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
    let applications = Int(sorted.map { $0[0] }.max() ?? 0) + 1
    let starts = (0...applications).map { index in sorted.firstIndex { Int($0[0]) >= index } ?? sorted.count }
    return SeverityModel(
      rowStart: starts, rowReviewer: sorted.map { Int32($0[1]) }, values: sorted.map { $0[2] },
      reviewers: Int(sorted.map { $0[1] }.max() ?? 0) + 1, lambda: lambda)
  }

  struct Affiliation: Decodable {
    struct Case: Decodable {
      let reviewerTotals: [Double]
      let otherReviewersTotalsRowsAreApplications: [[Int]]
      let relatedApplications: [Int]
      let leaveOneOutMean: [Double]
      let gap: Double
      let exactPermutationPGreater: Double
      let spearman: Double
      let kendallTauB: Double
    }
    let cases: [Case]
    let tolerance: Double
  }

  @Test func affiliationGapAndRankCorrelationsAgree() throws {
    let fixture: Affiliation = try Fixture.read("affiliation-gap")
    for one in fixture.cases {
      let panel = try RankedPanel(
        one.reviewerTotals.enumerated().map { index, own in
          try Sample.application(
            Sample.code(index),
            [["\(Int(own))"]] + one.otherReviewersTotalsRowsAreApplications[index].map { ["\($0)"] })
        }, rubric: Sample.rubric(weights: [10_000], decimals: 0), rule: ScoringRule())
      let gap = try #require(try panel.affiliationGap(reviewer: 0, related: Set(one.relatedApplications)))
      #expect(abs(gap.gap.approximation - one.gap) <= fixture.tolerance)
      #expect(abs(try #require(gap.exactProbability).approximation - one.exactPermutationPGreater) <= 1e-12)
      let rho = try #require(RankCorrelation.spearman(one.reviewerTotals, one.leaveOneOutMean))
      let tau = try #require(RankCorrelation.kendall(one.reviewerTotals, one.leaveOneOutMean))
      #expect(abs(rho - one.spearman) <= fixture.tolerance)
      #expect(abs(tau - one.kendallTauB) <= fixture.tolerance)
    }
  }
}
