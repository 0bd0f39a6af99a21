import ByteCoding
import CanonicalJSON
import Testing

@testable import Panel

@Suite struct SessionStateTests {
  @Test func aWholeSessionRunsToItsSeal() throws {
    var season = StateSeason()
    try season.run(to: .sealed)
    #expect(season.state.phase == .sealed)
    #expect(season.state.counted(application: "AAAA", reviewer: "R001").state == .sheet)
    #expect(season.state.identities.count == 3)
  }

  /// Every kind of record in every phase: what the table does not allow is refused and leaves no trace.
  @Test(arguments: SessionState.Phase.allCases.filter { $0 != .empty && $0 != .abandoned })
  func refusesRecordsOutOfPhase(phase: SessionState.Phase) throws {
    var season = StateSeason()
    try season.run(to: phase)
    let before = season.state.nextIndex
    for (kind, record) in season.samples() where !StateSeason.allowed(kind, in: phase) {
      #expect(throws: StateError.self, "\(kind.rawValue) in \(phase.rawValue)") { try season.append(record) }
      #expect(season.state.nextIndex == before)
      #expect(season.state.phase == phase)
    }
  }

  @Test func nothingFollowsTheSeal() throws {
    var season = StateSeason()
    try season.run(to: .sealed)
    let incident = Incident(session: season.session, by: ["S1"], kind: .interference, subject: "none", evidence: [])
    #expect(throws: StateError(.wrongPhase, zh: "", en: "")) { try season.append(.incident(incident)) }
  }

  @Test func aRehearsalCannotBeSealed() throws {
    var season = StateSeason(rehearsal: true)
    #expect(throws: StateError(.wrongPhase, zh: "", en: "")) { try season.run(to: .sealed) }
    #expect(season.state.phase == .revealed)
  }

  @Test func aTieThatIsOpenBlocksTheReveal() throws {
    var season = StateSeason(openTies: 1)
    #expect(throws: StateError(.missing, zh: "", en: "")) { try season.run(to: .revealed) }
    try season.append(.decision(season.tieDecision()))
    #expect(throws: StateError(.missing, zh: "", en: "")) { try season.append(.reveal(season.reveal())) }
    season.openTies = 0
    try season.append(.ranking(season.ranking(version: 2)))
    try season.append(.reveal(season.reveal()))
    #expect(season.state.phase == .revealed)
  }

  @Test func aDisputeBlocksTheRevealUntilItIsRuled() throws {
    var season = StateSeason()
    try season.run(to: .unsealed)
    let dispute = Dispute(session: season.session, by: ["R001"], seq: 9, prev: .zero, subject: .zero, evidence: .zero)
    let digest = try season.append(.dispute(dispute))
    #expect(throws: StateError(.missing, zh: "", en: "")) { try season.run(to: .revealed) }
    let byCoordinator = Ruling(
      session: season.session, by: ["coordinator"], dispute: digest, outcome: .dismissed, reason: .zero)
    #expect(throws: StateError(.wrongSigners, zh: "", en: "")) { try season.append(.ruling(byCoordinator)) }
    let ruling = Ruling(
      session: season.session, by: ["S1", "S2", "S3"], dispute: digest, outcome: .dismissed, reason: .zero)
    try season.append(.ruling(ruling))
    try season.run(to: .revealed)
  }

  @Test func theChainOfAReviewerMustBeUnbroken() throws {
    var season = StateSeason()
    try season.run(to: .scoring)
    var sheet = season.sheet("AAAA", seq: 2)
    #expect(throws: StateError(.brokenChain, zh: "", en: "")) { try season.append(.sheet(sheet)) }
    sheet = season.sheet("AAAA", seq: 1)
    sheet.prev = StateSeason.digest(250)
    #expect(throws: StateError(.brokenChain, zh: "", en: "")) { try season.append(.sheet(sheet)) }
    let digest = try season.append(.sheet(season.sheet("AAAA", seq: 1)))
    var next = season.sheet("AAAA", seq: 2)
    next.prev = digest
    try season.append(.sheet(next))
    #expect(season.state.countedLines.first?.sheet == season.state.chains["R001"]?.head)
  }

  @Test func whoRecusedCannotScoreAndWhoScoredCannotRecuse() throws {
    var season = StateSeason()
    try season.run(to: .scoring)
    let recusal = Recusal(
      session: season.session, by: ["R001"], seq: 1, prev: .zero, application: "AAAA", kind: .origin, note: [])
    let head = try season.append(.recusal(recusal))
    var sheet = season.sheet("AAAA", seq: 2)
    sheet.prev = head
    #expect(throws: StateError(.notAssigned, zh: "", en: "")) { try season.append(.sheet(sheet)) }
    sheet = season.sheet("BBBB", seq: 2)
    sheet.prev = head
    let scored = try season.append(.sheet(sheet))
    let late = Recusal(
      session: season.session, by: ["R001"], seq: 3, prev: scored, application: "BBBB", kind: .origin, note: [])
    #expect(throws: StateError(.wrongPhase, zh: "", en: "")) { try season.append(.recusal(late)) }
  }

  @Test func aFinalMustSayWhatTheLogHolds() throws {
    var season = StateSeason()
    try season.run(to: .scoring)
    let head = try season.append(.sheet(season.sheet("AAAA", seq: 1)))
    var final = season.final(seq: 2, prev: head)
    final.counts[0].sheet = StateSeason.digest(251)
    #expect(throws: StateError(.badValue, zh: "", en: "")) { try season.append(.final(final)) }
    try season.append(.final(season.final(seq: 2, prev: head)))
    #expect(season.state.chains["R001"]?.isFinal == true)
    var more = season.sheet("BBBB", seq: 3)
    more.prev = season.state.chains["R001"]?.head ?? .zero
    try season.append(.sheet(more))
    #expect(season.state.chains["R001"]?.isFinal == false)
  }

  @Test func theCloseNeedsEveryFinalOrADecision() throws {
    var season = StateSeason()
    try season.run(to: .scoring)
    #expect(throws: StateError(.missing, zh: "", en: "")) { try season.append(.scoringClosed(season.close())) }
    try season.append(
      .decision(season.decision(.missingFinal, level: "none", applications: ["R001"])))
    try season.append(.scoringClosed(season.close()))
    #expect(season.state.phase == .closed)
  }

  @Test func theCloseMustListWhatTheLogHolds() throws {
    var season = StateSeason()
    try season.run(to: .scoring)
    try season.finishScoring()
    var lines = season.state.countedLines
    lines[0].sheet = StateSeason.digest(252)
    let close = ScoringClosed(
      session: season.session, by: ["coordinator"], heads: season.list(season.state.headLines),
      counted: season.list(lines))
    #expect(throws: StateError(.badList, zh: "", en: "")) { try season.append(.scoringClosed(close)) }
  }

  @Test func aShareIsForOneClose() throws {
    var season = StateSeason()
    try season.run(to: .closed)
    var share = season.share("S1")
    share.closed = StateSeason.digest(253)
    #expect(throws: StateError(.wrongReference, zh: "", en: "")) { try season.append(.keyShare(share)) }
    try season.append(.keyShare(season.share("S1")))
    let incident = Incident(session: season.session, by: ["S1"], kind: .interference, subject: "none", evidence: [])
    try season.append(.incident(incident))
    #expect(throws: StateError(.missing, zh: "", en: "")) { try season.append(.unsealing(season.unsealing())) }
  }

  @Test func citiesAreSelectedBeforeCounties() throws {
    var season = StateSeason()
    try season.run(to: .revealed)
    #expect(throws: StateError(.missing, zh: "", en: "")) {
      try season.append(.selection(season.selection("county")))
    }
  }

  @Test func oneIdentityCannotStandTwice() throws {
    var season = StateSeason(sameIdentity: true)
    #expect(throws: StateError(.badList, zh: "", en: "")) { try season.run(to: .revealed) }
  }
}

@Suite struct SignerTableTests {
  @Test func oneKeyOneRole() {
    var session = StateSeason().terms
    session.keys[1].key = session.keys[0].key
    var state = SessionState()
    #expect(throws: StateError(.badValue, zh: "", en: "")) {
      try state.apply(
        .session(session), digest: .zero, index: 0, lists: StateSeason.NoLists(), keyDigest: StateSeason.keyDigest)
    }
  }

  @Test(arguments: [
    (["coordinator"] as [Code]), ["coordinator", "S1", "S2"], ["S1", "S2", "S3"], ["coordinator", "S2", "S1", "S3"],
    ["coordinator", "S1", "S1", "S2"], ["registrar", "custodian"], [],
  ])
  func aRosterNeedsTheCoordinatorAndAQuorumInOrder(by: [Code]) throws {
    var season = StateSeason()
    try season.run(to: .preparing)
    let roster = Roster(session: season.session, by: by, version: 1, members: season.list([RosterLine]()))
    #expect(throws: StateError(.wrongSigners, zh: "", en: "")) { _ = try season.state.signers(of: .roster(roster)) }
  }

  @Test func quorumOutvotesTheCorrupt() {
    #expect(SessionState.quorum(supervisors: 3, threshold: 2) == 3)
    #expect(SessionState.quorum(supervisors: 5, threshold: 3) == 4)
    #expect(SessionState.quorum(supervisors: 7, threshold: 4) == 6)
  }
}

@Suite struct RecordCodingTests {
  /// Every record is written and read back to the same bytes, and another field more is refused.
  @Test func everyKindReadsBackWhatItWrites() throws {
    var season = StateSeason()
    try season.run(to: .scoring)
    for (kind, record) in season.samples() {
      let bytes = record.payload.canonicalBytes
      #expect(try Record(kind: kind, payload: bytes) == record)
      guard case .object(var members) = record.payload.json else { return }
      members.append(JSONMember("zz", 1))
      let more = JSONValue.object(members).canonicalBytes
      #expect(throws: CanonicalJSONError.self) { try Record(kind: kind, payload: more) }
    }
  }

  @Test func payloadTypesAreDistinctAndReadBack() {
    for kind in RecordKind.allCases { #expect(RecordKind(payloadType: kind.payloadType) == kind) }
    #expect(RecordKind(payloadType: "application/vnd.plumbline.sheet.v2+json") == nil)
  }
}

@Suite struct SheetPlaintextTests {
  private let rubric = StateSeason.rubric

  private func sheet(_ mark: Int64 = 90, comment: String = "好") -> SheetPlaintext {
    SheetPlaintext(marks: [.init(criterion: "a", mark: mark)], comment: comment, salt: .zero)
  }

  @Test func everySheetFitsThePaddedSize() throws {
    let size = SheetPlaintext.paddedSize(for: [rubric])
    let fullest = sheet(100, comment: String(repeating: "\"", count: rubric.commentBytes))
    let padded = try #require(fullest.padded(to: size))
    #expect(padded.count == size)
    #expect(SheetPlaintext.read(padded: padded, rubric: rubric) == .success(fullest))
  }

  @Test func paddingOtherThanZerosIsVoid() throws {
    var padded = try #require(sheet().padded(to: 512))
    padded[511] = 1
    #expect(SheetPlaintext.read(padded: padded, rubric: rubric) == .failure(SheetFault(.padding)))
    padded[511] = 0
    padded[0] = 0xFF
    #expect(SheetPlaintext.read(padded: padded, rubric: rubric) == .failure(SheetFault(.padding)))
  }

  @Test func aMarkOutOfRangeIsVoid() throws {
    let padded = try #require(sheet(101).padded(to: 512))
    #expect(SheetPlaintext.read(padded: padded, rubric: rubric) == .failure(SheetFault(.marks)))
  }

  @Test(arguments: ["a\u{7}", "\u{1B}[2J"])
  func controlSignsInACommentAreVoid(comment: String) throws {
    let padded = try #require(sheet(comment: comment).padded(to: 512))
    #expect(SheetPlaintext.read(padded: padded, rubric: rubric) == .failure(SheetFault(.marks)))
  }
}
