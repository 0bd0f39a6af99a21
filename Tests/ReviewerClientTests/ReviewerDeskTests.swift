import ByteCoding
import CanonicalJSON
import ClientFixture
import OpenSSL
import Panel
import Sealing
import SeasonFixture
import SessionClient
import Testing
import WireProtocol

@testable import ReviewerClient

struct ReviewerDeskTests {
  private static let me: Code = "R2A7"

  private func desk(_ season: SmallSeason, _ store: MemoryHome = MemoryHome()) throws -> ReviewerDesk<MemoryHome> {
    if store.read(Membership.name) == nil {
      try store.save(Membership.of(Self.me, in: season), to: Membership.name)
    }
    return try ReviewerDesk(store)
  }

  private func fill(_ desk: ReviewerDesk<MemoryHome>, _ application: Code, _ mark: String = "80") throws {
    var draft = try desk.draft(application)
    for criterion in try desk.rubric(application).judgedCriteria {
      try draft.set(mark, for: criterion.id, rubric: desk.rubric(application))
    }
    try desk.save(draft)
  }

  /// This reviewer's records in the log.
  private func chain(_ server: SeasonServer) async -> [SignedRecord] {
    await server.season.records.filter { signed in
      guard signed.record.payload.by == [Self.me] else { return false }
      if case .enrolment = signed.record { return false }
      return true
    }
  }

  @Test func aWholeEveningEndsWithAFinalAndReceiptsThatHold() async throws {
    let season = try SmallSeason(through: .started)
    let server = SeasonServer(season)
    let link = try await server.link(as: Self.me)
    let store = MemoryHome()
    var desk = try desk(season, store)
    try await desk.synchronize(link)
    #expect(desk.view.phase == .scoring)
    #expect(desk.assigned.map(\.application) == season.state.assigned[Self.me])
    let first = desk.assigned[0]
    try desk.recuse(first, kind: .recognised)
    for item in desk.assigned.dropFirst() {
      try fill(desk, item.application)
      #expect(try desk.standing(item.application) == .ready)
      try desk.seal(item, client: "test")
    }
    #expect(throws: ClientError.self) { try desk.finalize(allowMissing: false) }
    try await desk.send(link)
    let corrected = desk.assigned[1]
    try fill(desk, corrected.application, "81")
    #expect(try desk.standing(corrected.application) == .changed)
    try desk.seal(corrected, client: "test")
    try await desk.send(link)
    #expect(try desk.standing(corrected.application) == .logged(corrections: 1))
    try desk.finalize(allowMissing: false)
    try await desk.send(link)
    #expect(try desk.faultyReceipts().isEmpty)
    #expect(await server.season.state.chains[Self.me]?.isFinal == true)
    // Everything is there again after a start.
    let again = try ReviewerDesk(store)
    #expect(again.queue.records == desk.queue.records)
    #expect(again.view.phase == .scoring)
    #expect(try again.standing(first.application) == .recused)
  }

  @Test func aLostAnswerIsAskedForWithTheSameBytes() async throws {
    let season = try SmallSeason(through: .started)
    let server = SeasonServer(season)
    let link = try await server.link(as: Self.me)
    var desk = try desk(season)
    try await desk.synchronize(link)
    try fill(desk, desk.assigned[0].application)
    try desk.seal(desk.assigned[0], client: "test")
    await server.loseAnswers(1)
    await #expect(throws: ClientError.self) { try await desk.send(link) }
    #expect(desk.queue.waitingCount == 1)
    try await desk.send(link)
    #expect(desk.queue.waitingCount == 0)
    #expect(await chain(server).count == 1)
  }

  /// However the machine fails, no number of the chain is ever used twice.
  @Test(arguments: 0..<14)
  func aCrashAtAnyWriteLeavesAChainThatGoesOn(writes: Int) async throws {
    let season = try SmallSeason(through: .started)
    let server = SeasonServer(season)
    let link = try await server.link(as: Self.me)
    let store = MemoryHome()
    var desk = try desk(season, store)
    try await desk.synchronize(link)
    for item in desk.assigned.prefix(3) { try fill(desk, item.application) }
    store.failAfter(writes: writes)
    do {
      for item in desk.assigned.prefix(3) { try desk.seal(item, client: "test") }
      try await desk.send(link)
    } catch is MemoryHome.Crash {}
    store.failAfter(writes: .max)
    var again = try ReviewerDesk(store)
    try await again.synchronize(link)
    try await again.send(link)
    for item in again.assigned.prefix(3) where again.queue.last(item.application) == nil {
      try again.seal(item, client: "test")
    }
    try await again.send(link)
    let logged = await chain(server)
    #expect(logged.map(\.digest) == again.queue.records.map(\.digest))
    #expect(await server.season.state.chains[Self.me]?.seq == 3)
    #expect(try again.faultyReceipts().isEmpty)
  }

  @Test func anotherSessionThanThatOfTheTypedCodeIsRefused() async throws {
    let mine = try SmallSeason(through: .enrolled)
    let server = SeasonServer(try SmallSeason(through: .started))
    var desk = try desk(mine)
    let error = await #expect(throws: ClientError.self) {
      try await desk.synchronize(server.link(as: Self.me))
    }
    #expect(error?.code == .dishonest)
  }

  @Test func twoHistoriesAreNoticedAndKeptAsEvidence() async throws {
    var season = try SmallSeason(through: .enrolled)
    let other = season
    try season.make(.handedOver)
    let store = MemoryHome()
    var desk = try desk(season, store)
    try await desk.synchronize(SeasonServer(season).link(as: Self.me))
    // The same beginning, another continuation of the same length and more.
    var fork = other
    try fork.make(.handedOver)
    try fork.make(.drawn)
    await #expect(throws: SplitView.self) {
      try await desk.synchronize(SeasonServer(fork).link(as: Self.me))
    }
    #expect(store.names(prefix: Evidence.prefix).count == 2)
  }

  @Test func aLogThatGoesBackIsRefused() async throws {
    var season = try SmallSeason(through: .enrolled)
    let earlier = season
    try season.make(.handedOver)
    var desk = try desk(season)
    try await desk.synchronize(SeasonServer(season).link(as: Self.me))
    await #expect(throws: (any Error).self) {
      try await desk.synchronize(SeasonServer(earlier).link(as: Self.me))
    }
  }

  @Test func withoutAQuorumOverTheRosterNothingIsSealed() async throws {
    var tampering = SeasonTampering()
    tampering.witnesses = { _ in ["S1-witness", "S2-witness"] }
    let season = try SmallSeason(through: .started, tampering: tampering)
    var desk = try desk(season)
    try await desk.synchronize(SeasonServer(season).link(as: Self.me))
    try fill(desk, desk.assigned[0].application)
    let error = #expect(throws: ClientError.self) { try desk.seal(desk.assigned[0], client: "test") }
    #expect(error?.code == .waiting)
    #expect(desk.queue.records.isEmpty)
  }

  @Test func anotherKeyUnderMyCodeInTheRosterIsAnAlarm() async throws {
    let season = try SmallSeason(through: .started)
    let store = MemoryHome()
    var membership = try Membership.of(Self.me, in: season)
    membership.signingSeed = try Ed25519PrivateKey.generate().rawSeed().exposedCopy()
    try store.save(membership, to: Membership.name)
    var desk = try ReviewerDesk(store)
    try await desk.synchronize(SeasonServer(season).link(as: Self.me))
    try fill(desk, desk.assigned[0].application)
    let error = #expect(throws: ClientError.self) { try desk.seal(desk.assigned[0], client: "test") }
    #expect(error?.code == .refused)
  }

  @Test func onceSealedToAKeysetAnotherIsRefused() async throws {
    let season = try SmallSeason(through: .started)
    let store = MemoryHome()
    var desk = try desk(season, store)
    try await desk.synchronize(SeasonServer(season).link(as: Self.me))
    try fill(desk, desk.assigned[0].application)
    try store.write(SHA256.hash([9]).bytes, to: DeskProgress.keysetName)
    let error = #expect(throws: ClientError.self) { try desk.seal(desk.assigned[0], client: "test") }
    #expect(error?.code == .refused)
  }

  @Test func afterTheCloseNothingIsSigned() async throws {
    let season = try SmallSeason(through: .closed)
    var desk = try desk(season)
    // The fixture signed sheets in this reviewer's name, which this home did not make: an alarm by itself.
    let alarm = await #expect(throws: ClientError.self) {
      try await desk.synchronize(SeasonServer(season).link(as: Self.me))
    }
    #expect(alarm?.code == .refused)
    #expect(desk.view.phase == .closed)
    #expect(throws: ClientError.self) { try desk.view.demandScoring() }
  }

  @Test func aRefusedRecordLeavesTheChainWhole() async throws {
    let season = try SmallSeason(through: .started)
    let server = SeasonServer(season)
    let link = try await server.link(as: Self.me)
    let store = MemoryHome()
    var desk = try desk(season, store)
    try await desk.synchronize(link)
    for item in desk.assigned.prefix(2) { try fill(desk, item.application) }
    // The fixture's log admits no second recusal of one application.
    try desk.recuse(desk.assigned[0], kind: .other)
    try await desk.send(link)
    let again = Recusal(
      session: desk.membership.session, by: [Self.me], seq: desk.queue.nextSeq, prev: desk.queue.head,
      application: desk.assigned[0].application, kind: .other, note: [])
    let refused = desk.queue.enqueue(
      try SignedRecord(.recusal(again), keys: [desk.key]), kind: .recusal, application: desk.assigned[0].application)
    try ChainDocuments.save(refused, in: store)
    await #expect(throws: WireRefusal.self) { try await desk.send(link) }
    #expect(try ChainDocuments.refusals(store).map(\.digest) == [refused.digest])
    try desk.seal(desk.assigned[1], client: "test")
    try await desk.send(link)
    #expect(await server.season.state.chains[Self.me]?.seq == 2)
    #expect(try ReviewerDesk(store).queue.records.count == 2)
  }
}
