package import Panel

/// Everything that stands beside a ranking: for people to look at, never to change a rank.
package struct PanelDiagnostics: Sendable {
  /// Beyond this many sheets only what is linear is computed.
  package static let maxSheetsForAll = 100_000

  package let sensitivity: [SensitivityRow]
  /// Empty on large panels, as are `bootstrap` and `outliers`.
  package let leaveOneOut: [LeaveOneOutRow]
  package let bootstrap: BootstrapResult?
  package let margin: CutMargin?
  /// Of complete panels.
  package let intraclass: IntraclassCorrelation?
  package let concordance: Double?
  /// Of totals, interval level.
  package let alpha: Double?
  /// Fixed effects: differences count within a component only.
  package let severity: SeverityModel
  package let outliers: [OutlyingSheet]
  package let objective: [ObjectiveInconsistency]

  /// A sheet beyond Tukey's fences of its application.
  package struct OutlyingSheet: Sendable, Equatable {
    package let application: Int
    package let reviewer: Int
    /// Three interquartile ranges instead of one and a half.
    package let isFar: Bool
  }

  /// - Parameters:
  ///   - order: ranked applications by place, ties settled.
  ///   - seats: where the cut is; 0 = nowhere.
  /// - Throws: `RuleError.overflow`.
  package init(_ panel: RankedPanel, order: [Int], seats: Int, replicates: Int = 10_000, seed: UInt64) throws {
    let matrix = panel.matrix
    let isSmall = matrix.rowReviewer.count <= PanelDiagnostics.maxSheetsForAll
    sensitivity = try panel.sensitivity(top: seats)
    leaveOneOut = isSmall ? panel.leaveOneOut(top: seats) : []
    bootstrap = isSmall && replicates > 0 ? panel.bootstrap(top: seats, replicates: replicates, seed: seed) : nil
    margin = try panel.cutMargin(top: seats, order: order)
    let table = panel.completeTable
    intraclass = table.flatMap { IntraclassCorrelation($0) }
    concordance = table.flatMap { KendallConcordance.coefficient($0) }
    alpha = KrippendorffAlpha.interval(panel.totalsInPoints, rowStart: matrix.rowStart)
    severity = panel.severity(lambda: 0)
    objective = panel.objectiveInconsistencies()
    outliers = isSmall ? PanelDiagnostics.outliers(panel) : []
  }

  private static func outliers(_ panel: RankedPanel) -> [OutlyingSheet] {
    let points = panel.totalsInPoints
    return panel.matrix.applications.indices.flatMap { application -> [OutlyingSheet] in
      let rows = panel.matrix.rowStart[application]..<panel.matrix.rowStart[application + 1]
      // Quartiles of three values tell nothing.
      guard rows.count > 3, let found = SheetOutliers(Array(points[rows])) else { return [] }
      return found.tukey.map { position in
        OutlyingSheet(
          application: application, reviewer: Int(panel.matrix.rowReviewer[rows.lowerBound + position]),
          isFar: found.tukeyFar.contains(position))
      }
    }
  }
}

extension RankedPanel {
  /// The matrix's numbers of a table's ranked applications, in order of place.
  package func order(of table: RankingTable) -> [Int] {
    let numbers = Dictionary(
      uniqueKeysWithValues: matrix.applications.enumerated().map { ([UInt8]($1.utf8), $0) })
    return table.lines.filter { $0.place > 0 }.compactMap { numbers[[UInt8]($0.application.utf8)] }
  }
}
