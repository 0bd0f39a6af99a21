import Intake
import Programme

/// What can be wrong only beside the other packages of the season.
struct SeasonChecks {
  let divisions: DivisionTable
  var quota = QuotaReading.floorAtLeastOne
  private(set) var standing: [RegisterLine]

  init(divisions: DivisionTable, standing: [RegisterLine]) {
    self.divisions = divisions
    self.standing = standing
  }

  /// Findings of a package that is about to enter.
  ///
  /// - Parameter replacing: whether it takes the place of an earlier one of the same applicant.
  func findings(division: String, track: String, level: String, unit: String, replacing: Bool) -> [Finding] {
    var findings: [Finding] = []
    let twins = twins(division: division, track: track)
    if !twins.isEmpty, !replacing {
      let numbers = twins.map { String($0.number) }.joined(separator: "、")
      findings.append(Finding(.duplicateApplication, detail: numbers))
    }
    if level == DivisionLevel.county.rawValue {
      let others = standing.filter {
        $0.unit == unit && $0.track == track && $0.level == level && $0.division != division
      }
      let limit = quota.limit(counties: divisions.counties(of: unit).count)
      if others.count >= limit { findings.append(Finding(.quotaExceeded, detail: "\(others.count + 1)/\(limit)")) }
    }
    return findings
  }

  /// Earlier packages of the same applicant in the same track.
  func twins(division: String, track: String) -> [RegisterLine] {
    standing.filter { $0.division == division && $0.track == track && !division.isEmpty }
  }

  mutating func take(_ line: RegisterLine) {
    standing.removeAll { line.replaces.contains($0.number) }
    if line.outcome == .accepted { standing.append(line) }
  }
}
