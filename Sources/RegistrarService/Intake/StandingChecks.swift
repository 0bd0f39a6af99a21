import Intake
import Programme

/// What can be wrong only beside the packages that were taken in before.
struct StandingChecks {
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
  func findings(of result: IntakeResult, replacing: Bool) -> [Finding] {
    guard let application = result.application else { return [] }
    let identity = application.identity
    var findings: [Finding] = []
    let twins = twins(of: application)
    if !twins.isEmpty, !replacing, !result.findings.contains(where: { $0.code == .duplicateApplication }) {
      findings.append(Finding(.duplicateApplication, detail: twins.map { String($0.number) }.joined(separator: "、")))
    }
    if identity.level == .county, !result.findings.contains(where: { $0.code == .quotaExceeded }) {
      let others = standing.filter { line in
        line.unit == identity.unitCode && line.track == application.track
          && line.level == DivisionLevel.county.rawValue && line.division != identity.divisionCode
      }
      let limit = quota.limit(counties: divisions.counties(of: identity.unitCode).count)
      if others.count >= limit { findings.append(Finding(.quotaExceeded, detail: "\(others.count + 1)/\(limit)")) }
    }
    return findings
  }

  /// Earlier packages of the same applicant in the same track.
  func twins(of application: Application) -> [RegisterLine] {
    standing.filter { $0.division == application.identity.divisionCode && $0.track == application.track }
  }

  mutating func take(_ line: RegisterLine) {
    standing.removeAll { line.replaces.contains($0.number) }
    if line.outcome == .accepted { standing.append(line) }
  }
}
