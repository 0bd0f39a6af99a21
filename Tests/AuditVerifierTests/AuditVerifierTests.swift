import AuditVerifier
import SeasonFixture
import Testing

@Suite struct HonestSeasonTests {
  @Test func aSealedSeasonWithItsCodeIsVerified() throws {
    let season = try SmallSeason()
    #expect(season.refusal == nil, "\(season.refusal.map { "\($0)" } ?? "")")
    let report = LogAuditor.verify(try season.archive(), anchor: AuditAnchor(session: season.code))
    for check in report.checks { print(check.id.rawValue, check.status.rawValue, check.zh, "/", check.en) }
    #expect(report.verdict == .verified)
  }
}
