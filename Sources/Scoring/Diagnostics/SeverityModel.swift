import Panel

/// The additive model y = quality(application) + bias(reviewer) + error.
///
/// λ = 0: fixed effects, biases of each connected component summing to 0. λ > 0: λ·Σbias² is added to the squares
/// (ridge; the best linear predictor when λ = σ²error / σ²bias). Qualities are eliminated exactly and the reviewers'
/// system is solved by conjugate gradients with Jacobi's preconditioner.
package struct SeverityModel: Sendable {
  package static let tolerance = 1e-10
  package static let maxIterations = 10_000

  package let quality: [Double]
  package let bias: [Double]
  package let residualSquares: Double
  package let iterations: Int
  /// Connected components of the graph of who marked what; with λ = 0 only members of one can be compared.
  package let components: Components

  package struct Components: Sendable {
    package let count: Int
    package let ofApplication: [Int32]
    package let ofReviewer: [Int32]
  }

  /// - Parameters:
  ///   - rowStart: rows of application a are `rowStart[a]..<rowStart[a + 1]`.
  ///   - rowReviewer: reviewer of each row.
  ///   - values: of each row.
  package init(rowStart: [Int], rowReviewer: [Int32], values: [Double], reviewers: Int, lambda: Double) {
    let components = Components(rowStart: rowStart, rowReviewer: rowReviewer, reviewers: reviewers)
    let system = SchurSystem(rowStart: rowStart, rowReviewer: rowReviewer, reviewers: reviewers, lambda: lambda)
    let means = SeverityModel.means(rowStart, values)
    var right = [Double](repeating: 0, count: reviewers)
    for application in means.indices {
      for row in rowStart[application]..<rowStart[application + 1] {
        right[Int(rowReviewer[row])] += values[row] - means[application]
      }
    }
    var (bias, iterations) = system.solve(right)
    if lambda == 0 { components.center(&bias) }
    var quality = means
    var squares = 0.0
    for application in means.indices {
      let rows = rowStart[application]..<rowStart[application + 1]
      guard !rows.isEmpty else { continue }
      quality[application] -= rows.reduce(0) { $0 + bias[Int(rowReviewer[$1])] } / Double(rows.count)
      for row in rows {
        let error = values[row] - quality[application] - bias[Int(rowReviewer[row])]
        squares += error * error
      }
    }
    self.quality = quality
    self.bias = bias
    self.iterations = iterations
    self.components = components
    residualSquares = squares
  }

  private static func means(_ rowStart: [Int], _ values: [Double]) -> [Double] {
    (0..<(rowStart.count - 1)).map { application in
      let rows = rowStart[application]..<rowStart[application + 1]
      var sum = 0.0
      for row in rows { sum += values[row] }
      return rows.isEmpty ? 0 : sum / Double(rows.count)
    }
  }

  /// Degrees of freedom of the fixed effects' residual.
  package func residualDegrees(rows: Int) -> Int {
    rows - quality.count - bias.count + components.count
  }
}

/// (N + λ − Cᵀ D⁻¹ C)·b, with N and D the numbers of sheets of reviewers and applications, C who marked what.
private struct SchurSystem {
  let rowStart: [Int]
  let rowReviewer: [Int32]
  let lambda: Double
  /// Sheets of each reviewer.
  private let counts: [Double]
  private let inverseDiagonal: [Double]

  init(rowStart: [Int], rowReviewer: [Int32], reviewers: Int, lambda: Double) {
    self.rowStart = rowStart
    self.rowReviewer = rowReviewer
    self.lambda = lambda
    var counts = [Double](repeating: 0, count: reviewers)
    var diagonal = [Double](repeating: lambda, count: reviewers)
    for application in 0..<(rowStart.count - 1) {
      let rows = rowStart[application]..<rowStart[application + 1]
      for row in rows {
        counts[Int(rowReviewer[row])] += 1
        diagonal[Int(rowReviewer[row])] += 1 - 1 / Double(rows.count)
      }
    }
    self.counts = counts
    inverseDiagonal = diagonal.map { $0 > 0 ? 1 / $0 : 1 }
  }

  func solve(_ right: [Double]) -> (solution: [Double], iterations: Int) {
    var x = [Double](repeating: 0, count: right.count)
    var residual = right
    var direction = [Double](repeating: 0, count: right.count)
    var product = direction
    var rho = 0.0
    let goal = SchurSystem.dot(right, right) * SeverityModel.tolerance * SeverityModel.tolerance
    var iterations = 0
    while iterations < SeverityModel.maxIterations, SchurSystem.dot(residual, residual) > goal {
      var next = 0.0
      for index in residual.indices { next += residual[index] * residual[index] * inverseDiagonal[index] }
      let beta = iterations == 0 ? 0 : next / rho
      rho = next
      for index in residual.indices {
        direction[index] = residual[index] * inverseDiagonal[index] + beta * direction[index]
      }
      apply(direction, to: &product)
      let curvature = SchurSystem.dot(direction, product)
      guard curvature > 0 else { break }
      let step = rho / curvature
      for index in x.indices {
        x[index] += step * direction[index]
        residual[index] -= step * product[index]
      }
      iterations += 1
    }
    return (x, iterations)
  }

  private func apply(_ vector: [Double], to result: inout [Double]) {
    for index in vector.indices { result[index] = (counts[index] + lambda) * vector[index] }
    for application in 0..<(rowStart.count - 1) {
      let (start, end) = (rowStart[application], rowStart[application + 1])
      var sum = 0.0
      for row in start..<end { sum += vector[Int(rowReviewer[row])] }
      let mean = sum / Double(end - start)
      for row in start..<end { result[Int(rowReviewer[row])] -= mean }
    }
  }

  private static func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
  }
}

extension SeverityModel.Components {
  /// Who is linked to whom by sheets: union-find with path halving.
  package init(rowStart: [Int], rowReviewer: [Int32], reviewers: Int) {
    let applications = rowStart.count - 1
    var parent = (0..<Int32(applications + reviewers)).map { $0 }
    func root(_ start: Int32) -> Int32 {
      var node = start
      while parent[Int(node)] != node {
        parent[Int(node)] = parent[Int(parent[Int(node)])]
        node = parent[Int(node)]
      }
      return node
    }
    for application in 0..<applications {
      for row in rowStart[application]..<rowStart[application + 1] {
        let (one, other) = (root(Int32(application)), root(Int32(applications) + rowReviewer[row]))
        if one != other { parent[Int(max(one, other))] = min(one, other) }
      }
    }
    var number = [Int32](repeating: -1, count: parent.count)
    var labels = [Int32](repeating: 0, count: parent.count)
    var count: Int32 = 0
    for node in parent.indices {
      let top = Int(root(Int32(node)))
      if number[top] < 0 {
        number[top] = count
        count += 1
      }
      labels[node] = number[top]
    }
    self.count = Int(count)
    ofApplication = Array(labels[..<applications])
    ofReviewer = Array(labels[applications...])
  }

  /// Shifts each component's biases to sum to 0.
  fileprivate func center(_ bias: inout [Double]) {
    var sums = [Double](repeating: 0, count: count)
    var sizes = [Double](repeating: 0, count: count)
    for reviewer in bias.indices {
      sums[Int(ofReviewer[reviewer])] += bias[reviewer]
      sizes[Int(ofReviewer[reviewer])] += 1
    }
    for reviewer in bias.indices {
      let component = Int(ofReviewer[reviewer])
      bias[reviewer] -= sums[component] / sizes[component]
    }
  }
}

extension RankedPanel {
  /// Reviewers' severity on totals in points.
  package func severity(lambda: Double) -> SeverityModel {
    SeverityModel(
      rowStart: matrix.rowStart, rowReviewer: matrix.rowReviewer, values: totalsInPoints,
      reviewers: matrix.reviewers.count, lambda: lambda)
  }

  /// Totals as binary floating point: for diagnostics only.
  package var totalsInPoints: [Double] {
    let unit = Double(rubric.unitDenominator)
    return totals.map { Double($0) / unit }
  }

  /// Rows = applications, columns = reviewers; nil unless the panel is complete.
  package var completeTable: [[Double]]? {
    guard matrix.isComplete else { return nil }
    let points = totalsInPoints
    return matrix.applications.indices.map { Array(points[matrix.rowStart[$0]..<matrix.rowStart[$0 + 1]]) }
  }
}
