package import Panel

/// Sample rubrics for Shandong's programme. They are ours: the measures name six and seven conditions but give neither
/// marks nor weights, so an office decides on its own and freezes it in the `session` record.
package enum SampleRubrics {
  /// - Parameters:
  ///   - track: `A` or `B`.
  /// - Throws: `RuleError` never for the tracks named; nil for others.
  package static func rubric(track: String, level: DivisionLevel) throws -> Rubric? {
    guard let criteria = criteria[track] else { return nil }
    return try Rubric(
      id: "sample\(track)\(level.rawValue)",
      criteria: criteria.map { id, zh, en, weight in
        try Criterion(
          id: id, title: BilingualText(zh: zh, en: en), weight: weight, kind: .judged(objective: false))
      }, markDecimals: 0, commentBytes: 1_500)
  }

  private static let criteria: [String: [(String, String, String, Int)]] = [
    "A": [
      ("growth", "工业稳增长和制造业比重", "stable industrial growth and share of manufacturing", 3_000),
      ("upgrade", "高端化、智能化、绿色化、集群化", "upgrading: high-end, smart, green, clustered", 2_500),
      ("cluster", "主导产业特色和集群发展", "leading industries and clusters", 2_000),
      ("foundation", "产业基础再造", "re-engineering of the industrial base", 1_500),
      ("practice", "经验做法的示范性", "practice worth following", 1_000),
    ],
    "B": [
      ("network", "信息基础设施", "information infrastructure", 2_500),
      ("industrialInternet", "工业互联网创新发展", "industrial internet", 2_000),
      ("digitalisation", "产业数字化", "digitalisation of industry", 2_500),
      ("digitalIndustry", "数字产业化", "digital industries", 1_500),
      ("security", "网络与数据安全", "network and data security", 500),
      ("practice", "经验做法的示范性", "practice worth following", 1_000),
    ],
  ]
}
