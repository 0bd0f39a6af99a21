import Archive
import AuditVerifier
import SeasonFixture
import Testing

/// Seasons made once and used by many tests.
enum Seasons {
  static let honest: SmallSeason = {
    do {
      let season = try SmallSeason()
      precondition(season.refusal == nil, "\(season.refusal.map { "\($0)" } ?? "")")
      return season
    } catch {
      preconditionFailure("\(error)")
    }
  }()
}

/// Expects that the archive is refused by this check.
func expectFailure(
  _ source: some ArchiveSource, anchor: AuditAnchor, _ id: CheckID, location: SourceLocation = #_sourceLocation
) {
  let report = LogAuditor.verify(source, anchor: anchor)
  #expect(report.verdict == .failed, sourceLocation: location)
  #expect(
    report[id]?.status == .failed, "failed instead: \(report.checks.filter { $0.status == .failed })",
    sourceLocation: location)
}
