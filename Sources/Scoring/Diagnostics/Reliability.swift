/// Intraclass correlation of a complete table, from the two-way analysis of variance (Shrout and Fleiss 1979; McGraw
/// and Wong 1996).
package struct IntraclassCorrelation: Sendable {
  /// Mean squares: between applications, between reviewers, residual, and within applications.
  package let betweenApplications: Double
  package let betweenReviewers: Double
  package let residual: Double
  package let withinApplications: Double
  package let applications: Int
  package let reviewers: Int

  /// - Parameter table: rows = applications, columns = reviewers.
  /// - Returns: nil unless it is a full table of at least 2 × 2.
  package init?(_ table: [[Double]]) {
    let n = table.count
    guard n > 1, let k = table.first?.count, k > 1, table.allSatisfy({ $0.count == k }) else { return nil }
    let (rows, columns) = (Double(n), Double(k))
    let grand = table.reduce(0) { $0 + $1.reduce(0, +) } / (rows * columns)
    let rowMeans = table.map { $0.reduce(0, +) / columns }
    let columnMeans = (0..<k).map { column in table.reduce(0) { $0 + $1[column] } / rows }
    var residualSquares = 0.0
    var withinSquares = 0.0
    for (row, values) in table.enumerated() {
      for (column, value) in values.enumerated() {
        let error = value - rowMeans[row] - columnMeans[column] + grand
        residualSquares += error * error
        withinSquares += (value - rowMeans[row]) * (value - rowMeans[row])
      }
    }
    let rowSquares = rowMeans.reduce(0) { $0 + ($1 - grand) * ($1 - grand) } * columns
    let columnSquares = columnMeans.reduce(0) { $0 + ($1 - grand) * ($1 - grand) } * rows
    betweenApplications = rowSquares / (rows - 1)
    betweenReviewers = columnSquares / (columns - 1)
    residual = residualSquares / ((rows - 1) * (columns - 1))
    withinApplications = withinSquares / (rows * (columns - 1))
    applications = n
    reviewers = k
  }

  private var k: Double { Double(reviewers) }
  private var n: Double { Double(applications) }

  /// ICC(1,1): each application marked by other reviewers.
  package var oneWaySingle: Double {
    (betweenApplications - withinApplications) / (betweenApplications + (k - 1) * withinApplications)
  }
  /// ICC(1,k)
  package var oneWayMean: Double { (betweenApplications - withinApplications) / betweenApplications }
  /// ICC(2,1): agreement, reviewers drawn at random.
  package var agreementSingle: Double {
    (betweenApplications - residual)
      / (betweenApplications + (k - 1) * residual + k * (betweenReviewers - residual) / n)
  }
  /// ICC(2,k)
  package var agreementMean: Double {
    (betweenApplications - residual) / (betweenApplications + (betweenReviewers - residual) / n)
  }
  /// ICC(3,1): consistency, these reviewers.
  package var consistencySingle: Double {
    (betweenApplications - residual) / (betweenApplications + (k - 1) * residual)
  }
  /// ICC(3,k), Cronbach's alpha, the relative coefficient of generalizability theory.
  package var consistencyMean: Double { (betweenApplications - residual) / betweenApplications }

  /// Variance components; a negative one is not clipped here, a table shows it as "<0".
  package var applicationVariance: Double { (betweenApplications - residual) / k }
  package var reviewerVariance: Double { (betweenReviewers - residual) / n }
  package var residualVariance: Double { residual }
}

/// Kendall's coefficient of concordance with the correction for ties.
package enum KendallConcordance {
  /// - Parameter table: rows = applications, columns = reviewers.
  /// - Returns: nil unless it is a full table of at least 2 × 2 in which somebody distinguishes anything.
  package static func coefficient(_ table: [[Double]]) -> Double? {
    let n = table.count
    guard n > 1, let m = table.first?.count, m > 1, table.allSatisfy({ $0.count == m }) else { return nil }
    var rankSums = [Double](repeating: 0, count: n)
    var ties = 0.0
    for column in 0..<m {
      let values = table.map { $0[column] }
      let ranks = RankCorrelation.midRanks(values)
      for row in 0..<n { rankSums[row] += ranks[row] }
      ties += RankCorrelation.tieSizes(values).reduce(0) { $0 + Double($1 * $1 * $1 - $1) }
    }
    let (applications, reviewers) = (Double(n), Double(m))
    let mean = reviewers * (applications + 1) / 2
    let squares = rankSums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let most = reviewers * reviewers * (applications * applications * applications - applications) - reviewers * ties
    return most > 0 ? 12 * squares / most : nil
  }
}
