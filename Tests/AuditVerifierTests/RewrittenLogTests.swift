import Archive
import AuditVerifier
import ByteCoding
import OpenSSL
import Panel
import Sealing
import SeasonFixture
import Testing
import TransparencyLog

/// Histories that the coordinator rewrites after the fact, hashed again and cosigned again by everybody.
@Suite struct RewrittenLogTests {
  private let season = Seasons.honest
  private var anchor: AuditAnchor { AuditAnchor(session: season.code) }

  private func place(_ isWanted: (Record) -> Bool) throws -> Int {
    try #require(season.records.firstIndex { isWanted($0.record) })
  }

  private func isSheet(_ record: Record, _ reviewer: Code, _ application: Code) -> Bool {
    guard case .sheet(let sheet) = record else { return false }
    return sheet.by == [reviewer] && sheet.application == application
  }

  @Test func theLastCorrectionDropped() throws {
    let last = try #require(season.records.lastIndex { isSheet($0.record, "R4C9", "5T8W") })
    expectFailure(try season.rewritten { $0.remove(at: last) }, anchor: anchor, .chains)
  }

  @Test func aFinalDropped() throws {
    let final = try place {
      if case .final(let final) = $0 { final.by == ["R4C9"] } else { false }
    }
    // The next reviewer saw a log that is one entry longer than it now could be.
    expectFailure(try season.rewritten { $0.remove(at: final) }, anchor: anchor, .seen)
  }

  @Test func aSheetAfterTheCloseMovedBeforeIt() throws {
    let sheet = try #require(season.records.lastIndex { isSheet($0.record, "RAJ5", "2K7M") })
    let source = try season.rewritten { entries in
      let moved = entries.remove(at: sheet)
      entries.insert(moved, at: sheet + 3)
    }
    expectFailure(source, anchor: anchor, .chains)
  }

  @Test func anApplicationDropped() throws {
    let entered = try place { if case .application = $0 { true } else { false } }
    let report = LogAuditor.verify(try season.rewritten { $0.remove(at: entered) }, anchor: anchor)
    #expect(report.verdict == .failed)
  }

  @Test func aRecordAfterTheSeal() throws {
    let incident = try SignedRecord(
      .incident(
        Incident(
          session: season.state.session?.digest ?? .zero, by: ["S1"], kind: .interference, subject: "none",
          evidence: [])), keys: season.keys.signing(["S1"]))
    expectFailure(try season.rewritten { $0.append(incident.envelope.bytes) }, anchor: anchor, .ending)
  }

  @Test func twoSeals() throws {
    expectFailure(try season.rewritten { $0.append($0[$0.count - 1]) }, anchor: anchor, .ending)
  }

  @Test func anArchiveCutBeforeTheSealIsUnfinished() throws {
    let cut = try SmallSeason(through: .selected)
    #expect(LogAuditor.verify(try cut.archive(), anchor: AuditAnchor(session: cut.code)).verdict == .unfinished)
  }

  @Test func entriesReordered() throws {
    let beacon = try place { if case .beacon = $0 { true } else { false } }
    expectFailure(try season.rewritten { $0.swapAt(beacon, beacon + 3) }, anchor: anchor, .draws)
  }

  @Test func aWholeSeasonInventedUnderTheSameName() throws {
    let invented = try SmallSeason()
    let report = LogAuditor.verify(try invented.archive())
    #expect(report.verdict == .unanchored)
    expectFailure(try invented.archive(), anchor: anchor, .ending)
  }

  @Test func recordsOfAnotherSession() throws {
    let elsewhere = try SmallSeason(through: .enrolled)
    let foreign = elsewhere.log.entries[1]
    expectFailure(try season.rewritten { $0.insert(foreign, at: 1) }, anchor: anchor, .signatures)
  }

  /// Entry 8's envelope re-encoded: base64 with trailing bits that decodes alike.
  @Test func anEnvelopeEncodedInAnotherWay() throws {
    let source = try season.rewritten { entries in
      let end = entries[8].count - "==\"}]}".utf8.count
      entries[8][end - 1] += 1
    }
    expectFailure(source, anchor: anchor, .files)
  }
}

/// Records that nobody is entitled to, in a season that is under way.
@Suite struct IllegitimateRecordTests {
  private func expect(
    _ check: CheckID, in stage: SmallSeason.Stage, _ deed: (inout SmallSeason) throws -> Void,
    location: SourceLocation = #_sourceLocation
  ) throws {
    var season = try SmallSeason(through: stage)
    try deed(&season)
    expectFailure(
      try season.archive(), anchor: AuditAnchor(session: season.code), check, location: location)
  }

  private func session(_ season: SmallSeason) -> Digest { season.state.session?.digest ?? .zero }

  @Test func aSheetByAStranger() throws {
    try expect(.roster, in: .started) { season in
      var header = season.sheetHeader("R2A7", "3P4Q")
      header.by = ["R9Z9"]
      try season.log(.sheet(header), signedBy: ["R2A7"])
    }
  }

  @Test func aSheetForAnApplicationNotAssigned() throws {
    try expect(.assigned, in: .started) { try $0.score("R2A7", "2K7M", marks: [50, 50]) }
  }

  @Test func aSheetAfterRecusing() throws {
    try expect(.assigned, in: .started) { season in
      try season.recuse("R4C9", "3P4Q")
      try season.score("R4C9", "3P4Q", marks: [50, 50])
    }
  }

  @Test func aRecusalAfterScoring() throws {
    try expect(.assigned, in: .started) { season in
      try season.score("R4C9", "3P4Q", marks: [50, 50])
      try season.recuse("R4C9", "3P4Q")
    }
  }

  @Test func aSheetAfterTheClose() throws {
    try expect(.order, in: .closed) { try $0.score("R4C9", "3P4Q", marks: [90, 90]) }
  }

  @Test func aSheetAfterAShareWasReleased() throws {
    try expect(.order, in: .shared) { try $0.score("R4C9", "3P4Q", marks: [90, 90]) }
  }

  @Test func aSheetAfterAFinalWithoutAFurtherFinal() throws {
    try expect(.tails, in: .scored) { season in
      try season.score("R4C9", "3P4Q", marks: [90, 90])
      try season.make(.closed)
    }
  }

  @Test func aShareBeforeTheClose() throws {
    try expect(.order, in: .scored) { try $0.release("S1") }
  }

  @Test func aWithdrawalByTheCoordinator() throws {
    try expect(.signatures, in: .started) { season in
      try season.log(
        .withdrawal(
          Withdrawal(session: session(season), by: ["coordinator"], application: "3P4Q", letter: .zero)))
    }
  }

  @Test func aRulingByTheCoordinatorAlone() throws {
    try expect(.signatures, in: .closed) { season in
      try season.log(
        .ruling(
          Ruling(session: session(season), by: ["coordinator"], dispute: .zero, outcome: .dismissed, reason: .zero)))
    }
  }

  @Test func anAmendmentAfterTheStart() throws {
    try expect(.order, in: .started) { season in
      try season.log(
        .amendment(
          Amendment(
            session: session(season), by: ["coordinator", "S1", "S2", "S3"], closeNotBefore: 1, closeNotAfter: 2)))
    }
  }

  @Test func aSecondRosterThatDropsAReviewer() throws {
    try expect(.roster, in: .started) { season in
      var roster = try season.roster(version: 2)
      roster.members = season.list([RosterLine](), of: .roster)
      try season.log(.roster(roster))
    }
  }

  @Test func aSecondEnrolmentOfAReviewer() throws {
    try expect(.roster, in: .enrolled) { season in
      try season.enrol("R2A7", .reviewer, nonce: .zero)
    }
  }

  @Test func aRevealBeforeTheTieIsSettled() throws {
    try expect(.order, in: .unsealed) { season in
      try season.rank("city")
      try season.rank("county")
      try season.make(.revealed)
    }
  }

  @Test func aDepositThatNeverEnteredTheLog() throws {
    try expect(.tails, in: .scored) { season in
      let header = season.sheetHeader("R4C9", "3P4Q")
      let signed = try SignedRecord(.sheet(header), keys: season.keys.signing(["R4C9"]))
      let blob = season.put(signed.envelope.bytes)
      try season.log(.deposit(Deposit(session: session(season), by: ["S2"], blob: blob, receivedAt: 1_800_000_000)))
    }
  }

  @Test func aBlobThatNoRecordNames() throws {
    try expect(.files, in: .started) { _ = $0.put([1, 2, 3]) }
  }

  @Test func aBundleThatIsNotInTheArchive() throws {
    try expect(.tree, in: .started) { season in
      season.forgetBlob(season.state.applications["3P4Q"]?.bundle?.record.bundle ?? .zero)
    }
  }

  @Test func aSubstituteRosterWithAStolenKey() throws {
    try expect(.roster, in: .enrolled) { season in
      let coordinator = season.keys.publicKey("coordinator")
      try season.log(
        .enrolment(
          Enrolment(
            session: session(season), by: ["R9Z9"], role: .reviewer, code: "R9Z9", key: coordinator, tls: .zero,
            invitation: .zero, nonce: .zero)), signedBy: ["coordinator"])
    }
  }

  @Test(arguments: [
    [UInt8](repeating: 0, count: 32), [1] + [UInt8](repeating: 0, count: 31),
    [0xEC] + [UInt8](repeating: 0xFF, count: 30) + [0x7F],
  ])
  func aKeyForWhichAnybodyCanSign(_ raw: [UInt8]) throws {
    try expect(.signatures, in: .keysets) { season in
      try season.log(
        .enrolment(
          Enrolment(
            session: session(season), by: ["R2A7"], role: .reviewer, code: "R2A7",
            key: PublicKey(algorithm: .ed25519, bytes: raw), tls: .zero, invitation: .zero, nonce: .zero)),
        signedBy: ["R2A7"])
    }
  }

  /// A sheet of garbage spoils nothing: it is void, listed, and the season goes on.
  @Test func garbageIsVoidAndSpoilsNothing() throws {
    var tampering = SeasonTampering()
    tampering.record = { record in
      if case .sheet(var sheet) = record, sheet.by == ["R8G3"], sheet.application == "5T8W" {
        sheet.ct[0] ^= 1
        record = .sheet(sheet)
      }
    }
    let season = try SmallSeason(tampering: tampering)
    let report = LogAuditor.verify(try season.archive(), anchor: AuditAnchor(session: season.code))
    #expect(report.verdict == .verified, "\(report.checks.filter { $0.status == .failed })")
    #expect(report[.sheetsOpen]?.en.contains("1 void (R8G3)") == true)
  }
}
