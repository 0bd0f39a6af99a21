import Foundation
import Panel

@testable import Scoring

/// Expected values from other software; see Fixtures/README.md.
enum Fixture {
  static func read<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Value.self, from: Data(contentsOf: folder.appendingPathComponent(name + ".json")))
  }

  /// Decimals as whole numbers of 1/100.
  static func hundredths(_ texts: [String]) throws -> [Int64] {
    try texts.map { text in
      guard let units = try MarkDecimal(parsing: text).scaled(toDecimals: 2) else { throw CocoaError(.formatting) }
      return units
    }
  }
}

extension PanelMean {
  /// The mean of decimals, exactly.
  func exact(_ scores: [String]) throws -> Fraction? {
    guard let value = self.value(try Fixture.hundredths(scores).sorted()[...]) else { return nil }
    return try Fraction(Int128(value.numerator), over: Int128(value.denominator) * 100)
  }
}

/// Small panels written by hand.
enum Sample {
  static let title = BilingualText(zh: "指标", en: "criterion")

  static func rubric(weights: [Int], decimals: Int = 2, maxima: [Int]? = nil) throws -> Rubric {
    try Rubric(
      id: "sample",
      criteria: weights.enumerated().map { index, weight in
        try Criterion(
          id: "c\(index + 1)", title: title, weight: weight, maximum: maxima?[index] ?? 100,
          kind: .judged(objective: false))
      }, markDecimals: decimals)
  }

  /// - Parameter marks: nil = absent sheet; reviewers are R01, R02, …
  static func application(_ code: String, _ marks: [[String]?]) throws -> ApplicationSheets {
    var sheets: [ReviewerSheet] = []
    var absent: [AbsentReviewer] = []
    for (index, marks) in marks.enumerated() {
      let reviewer = reviewer(index)
      if let marks {
        sheets.append(
          ReviewerSheet(
            reviewer: reviewer,
            marks: Dictionary(
              uniqueKeysWithValues: try marks.enumerated().map { ("c\($0 + 1)", try MarkDecimal(parsing: $1)) })))
      } else {
        absent.append(AbsentReviewer(reviewer: reviewer, reason: .missing))
      }
    }
    return ApplicationSheets(application: code, sheets: sheets, absent: absent)
  }

  static func reviewer(_ index: Int) -> String { index < 9 ? "R0\(index + 1)" : "R\(index + 1)" }
  static func code(_ index: Int) -> String { "A\(index < 10 ? "00" : index < 100 ? "0" : "")\(index)" }
}
