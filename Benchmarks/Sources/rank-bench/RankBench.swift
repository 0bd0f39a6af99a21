import Foundation
import Panel
import Scoring

/// `rank-bench national FOLDER` and `rank-bench small FOLDER`: times the ranking on the columns that
/// `Benchmarks/Plans/rank.py` wrote, writes the ranks back for comparison, prints one line of JSON (milliseconds).
@main
enum RankBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else { throw Failure(text: "usage: rank-bench national|small FOLDER") }
    let folder = URL(fileURLWithPath: arguments[2])
    let times: [(String, Double)]
    switch arguments[1] {
    case "national": times = try national(folder)
    case "small": times = try small(folder)
    default: throw Failure(text: "no such run: \(arguments[1])")
    }
    print("{" + times.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}")
  }

  struct Failure: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
  }

  // MARK: Runs

  private static func national(_ folder: URL) throws -> [(String, Double)] {
    let panel = try Columns(folder)
    let matrix = panel.matrix
    let rubric = try panel.rubric()
    let rule = try ScoringRule()
    let none = [[IndicatorKey: IndicatorValue]](repeating: [:], count: matrix.applicationCount)
    let totals = matrix.totals(rubric)
    let dropped = time(11) { TrimmedSums(totals, rowStart: matrix.rowStart, rule: rule) }
    let aggregates = Aggregates(matrix, totals: totals, computed: [], rubric: rubric, rule: rule)
    let ranked = time(11) { RankOrder(aggregates) }
    let summed = time(11) { matrix.totals(rubric) }
    let calibrated = time(3) {
      SeverityModel(
        rowStart: matrix.rowStart, rowReviewer: matrix.rowReviewer, values: panel.points(totals, rubric),
        reviewers: matrix.reviewers.count, lambda: 1)
    }
    var ranks: [Int32] = []
    let whole = try time(3) {
      let ranked = try RankedPanel(matrix, figures: none, rubric: rubric, rule: rule)
      ranks = ranked.ranks.rank
      _ = try PanelDiagnostics(ranked, order: ranked.ranks.order.map { Int($0) }, seats: 1_000, replicates: 0, seed: 1)
    }
    let tabled = try time(1) { try RankedPanel(matrix, figures: none, rubric: rubric, rule: rule).table() }
    try write(ranks, to: folder)
    return [
      ("totals", summed), ("drop", dropped), ("rank", ranked), ("calibrate", calibrated), ("whole", whole),
      ("table", tabled),
    ]
  }

  private static func small(_ folder: URL) throws -> [(String, Double)] {
    let panel = try Columns(folder)
    let matrix = panel.matrix
    let rubric = try panel.rubric()
    let rule = try ScoringRule()
    let none = [[IndicatorKey: IndicatorValue]](repeating: [:], count: matrix.applicationCount)
    var ranks: [Int32] = []
    let whole = try time(5) {
      let ranked = try RankedPanel(matrix, figures: none, rubric: rubric, rule: rule)
      let table = try ranked.table()
      ranks = ranked.ranks.rank
      _ = try PanelDiagnostics(ranked, order: ranked.order(of: table), seats: 3, replicates: 10_000, seed: 1)
    }
    let ranked = try RankedPanel(matrix, figures: none, rubric: rubric, rule: rule)
    let bootstrap = time(5) { ranked.bootstrap(top: 3, replicates: 10_000, seed: 1) }
    try write(ranks, to: folder)
    return [("whole", whole), ("bootstrap", bootstrap)]
  }

  // MARK: Tools

  /// Median of `rounds`, in milliseconds, after one round that does not count.
  private static func time<Value>(_ rounds: Int, _ body: () throws -> Value) rethrows -> Double {
    if rounds > 1 { _ = try body() }
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<rounds {
      let start = clock.now
      let value = try body()
      times.append(Double((clock.now - start) / .nanoseconds(1)) / 1_000_000)
      withExtendedLifetime(value) {}
    }
    return times.sorted()[rounds / 2]
  }

  private static func write(_ ranks: [Int32], to folder: URL) throws {
    try ranks.withUnsafeBytes { Data($0) }.write(to: folder.appendingPathComponent("ranks.i32"))
  }
}

/// The columns of a generated panel.
private struct Columns {
  let matrix: MarkMatrix

  /// `shape.i32`: applications, sheets an application, reviewers, criteria. `reviewer.i32`, `marks.i32`: row by row.
  init(_ folder: URL) throws {
    func read(_ name: String) throws -> [Int32] {
      let data = try Data(contentsOf: folder.appendingPathComponent(name))
      return [Int32](unsafeUninitializedCapacity: data.count / 4) { buffer, count in
        count = data.copyBytes(to: UnsafeMutableRawBufferPointer(buffer)) / 4
      }
    }
    let shape = try read("shape.i32").map { Int($0) }
    guard shape.count == 4 else { throw RankBench.Failure(text: "shape.i32 is not four numbers") }
    let width = String(shape[0] + shape[2]).count
    func code(_ letter: String, _ number: Int) -> String {
      let digits = String(number)
      return letter + String(repeating: "0", count: width - digits.count) + digits
    }
    matrix = MarkMatrix(
      applications: (0..<shape[0]).map { code("A", $0) }, reviewers: (0..<shape[2]).map { code("R", $0) },
      rowStart: (0...shape[0]).map { $0 * shape[1] }, rowReviewer: try read("reviewer.i32"), criterionCount: shape[3],
      marks: try read("marks.i32"), absent: Array(repeating: [], count: shape[0]))
  }

  func rubric() throws -> Rubric {
    let weights = [3_000, 2_500, 2_000, 1_500, 1_000]
    return try Rubric(
      id: "bench",
      criteria: weights.enumerated().map { index, weight in
        try Criterion(
          id: "c\(index)", title: BilingualText(zh: "", en: ""), weight: weight, kind: .judged(objective: false))
      })
  }

  func points(_ totals: [Int64], _ rubric: Rubric) -> [Double] {
    totals.map { Double($0) / Double(rubric.unitDenominator) }
  }
}
