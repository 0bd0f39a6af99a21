import AuditVerifier
import Panel
import SeasonFixture
import Testing

@Suite struct HonestSeasonTests {
  @Test func aSealedSeasonWithItsCodeIsVerified() throws {
    let season = Seasons.honest
    let report = LogAuditor.verify(try season.archive(), anchor: AuditAnchor(session: season.code))
    #expect(report.verdict == .verified)
    #expect(report.checks.map(\.id) == CheckID.allCases)
    #expect(report.count(.failed) == 0)
  }

  @Test func withoutAnAnchorNobodyVouchesForTheKeys() throws {
    let report = LogAuditor.verify(try Seasons.honest.archive())
    #expect(report.verdict == .unanchored)
    for id in CheckID.allCases where id.needsAnchor { #expect(report[id]?.status == .notChecked) }
    #expect(report.count(.failed) == 0)
  }

  @Test(arguments: SmallSeason.Stage.allCases.dropLast())
  func everyPrefixIsUnfinishedAndConsistent(_ stage: SmallSeason.Stage) throws {
    let season = try SmallSeason(through: stage)
    let report = LogAuditor.verify(try season.archive(), anchor: AuditAnchor(session: season.code))
    #expect(report.verdict == .unfinished, "\(report.checks.filter { $0.status == .failed })")
  }

  @Test(arguments: [SmallSeason.Stage.started, .closed])
  func aSupervisorVerifiesTheLogItReadsOverTheWire(_ stage: SmallSeason.Stage) throws {
    let season = try SmallSeason(through: stage)
    let blobs = season.log.blobs
    let (report, state) = LogAuditor.verifyPrefix(
      entries: season.log.entries, checkpoint: try season.signedHead(),
      cosigned: season.log.cosigned.values.map { $0 }, blob: { blobs[$0] }, anchor: AuditAnchor(session: season.code))
    #expect(report.verdict == .unfinished, "\(report.checks.filter { $0.status == .failed })")
    #expect(state.phase == season.state.phase)
  }

  @Test func fewerEntriesThanTheCheckpointSaysAreRefused() throws {
    let season = try SmallSeason(through: .started)
    let blobs = season.log.blobs
    let (report, _) = LogAuditor.verifyPrefix(
      entries: season.log.entries.dropLast(), checkpoint: try season.signedHead(), blob: { blobs[$0] },
      anchor: AuditAnchor(session: season.code))
    #expect(report.verdict == .failed)
    #expect(report[.tree]?.status == .failed)
  }

  /// A withdrawal and a substitute on the roster after the draw do not change what was drawn.
  @Test func laterWithdrawalsAndSubstitutesLeaveTheDrawAlone() throws {
    var season = try SmallSeason(through: .started)
    try season.withdraw("DQ9R")
    try season.enrolSubstitute("RZZ1")
    try season.log(.roster(season.roster(version: 2)))
    for stage in SmallSeason.Stage.allCases where stage > .started { try season.make(stage) }
    #expect(season.refusal == nil)
    let report = LogAuditor.verify(try season.archive(), anchor: AuditAnchor(session: season.code))
    #expect(report.verdict == .verified, "\(report.checks.filter { $0.status == .failed })")
  }
}
