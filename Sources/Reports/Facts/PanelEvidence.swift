import Panel
import Programme
import Scoring

/// Other ways of averaging that the report sets beside the frozen rule.
enum SensitivityMethod: CaseIterable {
  case mean
  case dropTwo
  case median
  case perCriterion

  fileprivate var method: SensitivityRow.Method {
    switch self {
    case .mean: .totals(.mean)
    case .dropTwo: .totals(.drop(2))
    case .median: .totals(.median)
    case .perCriterion: .perCriterion
    }
  }
}

/// What stands beside a ranking for people to look at; it changes nothing.
struct PanelEvidence: Sendable {
  /// Ranks of one application under other rules and without single reviewers.
  struct Stability: Sendable {
    /// By method, in order of `SensitivityMethod.allCases`; 0 = no value.
    let ranks: [Int]
    /// Removals of one reviewer after which it still is above the line.
    let timesAbove: Int
    let best: Int
    let worst: Int
  }

  /// A reviewer without whom other applications stand above the line.
  struct Removal: Sendable {
    let reviewer: String
    let entered: [String]
    let left: [String]
  }

  struct Severity: Sendable {
    let reviewer: String
    /// Points above the panel; negative = stricter.
    let bias: Double
    /// Each sheet's distance from what the panel gives the application, in points.
    let deviations: [Double]
  }

  let top: Int
  let reviewers: [String]
  let stability: [String: Stability]
  let removals: [Removal]
  /// Methods under which other applications stand above the line.
  let differing: [SensitivityMethod]
  /// Strictest last.
  let severity: [Severity]
  /// False when some reviewers share no application, so that their severity cannot be compared.
  let isConnected: Bool
  let smallestChange: (application: String, reviewer: String, criterion: BilingualText, change: MarkDecimal)?
  let agreement: [(name: String, value: Double)]
  let outliers: [(application: String, reviewer: String)]

  /// - Parameter top: applications above the line, those excluded by a rule included.
  /// - Returns: nil unless the sheets give the recorded ranking again.
  init?(_ level: ResultDocument.Level, rule: ScoringRule, decisions: [Decision], top: Int) {
    let applications = level.ranking.lines.compactMap { Code($0.application) }
    guard
      let sheets = try? ApplicationSheets.collect(
        level.panel, applications: applications.sorted(), rubric: level.terms.rubric),
      let panel = try? RankedPanel(sheets, rubric: level.terms.rubric, rule: rule),
      let again = try? panel.table(decisions: decisions.map { TieDecision(order: $0.applications.map(\.text)) }),
      again.lines.map(\.application) == level.ranking.lines.map(\.application),
      again.lines.map(\.aggregate) == level.ranking.lines.map(\.aggregate),
      let diagnostics = try? PanelDiagnostics(
        panel, order: panel.order(of: level.ranking), seats: top, replicates: 0, seed: 0)
    else { return nil }
    let matrix = panel.matrix
    self.top = top
    reviewers = matrix.reviewers
    let rows = SensitivityMethod.allCases.map { wanted in
      diagnostics.sensitivity.first { $0.method == wanted.method }
    }
    differing = zip(SensitivityMethod.allCases, rows).compactMap { method, row in
      row.map { $0.entered.isEmpty && $0.left.isEmpty } == false ? method : nil
    }
    let without = diagnostics.leaveOneOut.map { RankOrder($0.aggregates).rank }
    stability = Dictionary(
      uniqueKeysWithValues: matrix.applications.enumerated().map { number, application in
        let ranks = without.map { Int($0[number]) }.filter { $0 > 0 }
        return (
          application,
          Stability(
            ranks: rows.map { $0.map { Int($0.ranks[number]) } ?? 0 }, timesAbove: ranks.count { $0 <= top },
            best: ranks.min() ?? 0, worst: ranks.max() ?? 0)
        )
      })
    removals = diagnostics.leaveOneOut.filter { !$0.entered.isEmpty || !$0.left.isEmpty }.map { row in
      Removal(
        reviewer: matrix.reviewers[row.reviewer], entered: row.entered.map { matrix.applications[$0] },
        left: row.left.map { matrix.applications[$0] })
    }
    severity = PanelEvidence.severity(panel, diagnostics.severity)
    isConnected = diagnostics.severity.components.count <= 1
    smallestChange = diagnostics.margin?.smallestChange.map {
      (
        matrix.applications[$0.application], matrix.reviewers[$0.reviewer],
        level.terms.rubric.judgedCriteria[$0.criterion].title, $0.change
      )
    }
    agreement = [
      ("ICC(2,1)", diagnostics.intraclass?.agreementSingle), ("ICC(2,k)", diagnostics.intraclass?.agreementMean),
      ("Kendall W", diagnostics.concordance), ("Krippendorff α", diagnostics.alpha),
    ].compactMap { name, value in value.map { (name, $0) } }
    outliers = diagnostics.outliers.map { (matrix.applications[$0.application], matrix.reviewers[$0.reviewer]) }
  }

  private static func severity(_ panel: RankedPanel, _ model: SeverityModel) -> [Severity] {
    let matrix = panel.matrix
    let points = panel.totalsInPoints
    var deviations = [[Double]](repeating: [], count: matrix.reviewers.count)
    for application in matrix.applications.indices {
      for row in matrix.rowStart[application]..<matrix.rowStart[application + 1] {
        deviations[Int(matrix.rowReviewer[row])].append(points[row] - model.quality[application])
      }
    }
    return matrix.reviewers.indices.filter { !deviations[$0].isEmpty }
      .map { Severity(reviewer: matrix.reviewers[$0], bias: model.bias[$0], deviations: deviations[$0]) }
      .sorted { $0.bias != $1.bias ? $0.bias > $1.bias : $0.reviewer < $1.reviewer }
  }
}
