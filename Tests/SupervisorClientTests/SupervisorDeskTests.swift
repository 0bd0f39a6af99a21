import AuditVerifier
import ByteCoding
import CanonicalJSON
import ClientFixture
import Foundation
import OpenSSL
import Panel
import Sealing
import SeasonFixture
import SessionClient
import Testing
import TransparencyLog
import WireProtocol

@testable import SupervisorClient

/// A mirror folder that goes away with the test.
private final class MirrorFolder {
  let path = FileManager.default.temporaryDirectory.appending(path: "plumbline-\(UUID().uuidString)").path
  deinit { try? FileManager.default.removeItem(atPath: path) }
}

struct SupervisorDeskTests {
  private static let me: Code = "S1"
  private static let now = Int64(SmallSeason.closeNotBefore) + 3_600

  private func home(_ season: SmallSeason) throws -> MemoryHome {
    let store = MemoryHome()
    let keys: JSONValue = [
      "code": "S1", "name": "监督", "recipientScalar": .bytes(try P256Scalar.random().bytes.exposedCopy()),
      "signingSeed": .bytes(try season.keys["S1"].rawSeed().exposedCopy()),
      "witnessSeed": .bytes(try season.keys["S1-witness"].rawSeed().exposedCopy()),
    ]
    try store.save(SupervisorKeys(json: keys), to: SupervisorKeys.documentName)
    try store.save(Membership.of(Self.me, in: season), to: Membership.name)
    return store
  }

  /// The marks share of S1 as `share import` would have kept it.
  private func keepShare(_ season: SmallSeason, _ store: MemoryHome, scalar: [UInt8]? = nil) throws {
    var releasing = season
    try releasing.release(Self.me)
    let keyset = try #require(season.state.keysets[SessionState.KeysetID(.marks)]?.record)
    let file = KeysetFile(
      purpose: keyset.purpose, mode: keyset.mode, dealer: keyset.dealer, threshold: keyset.threshold,
      commitments: keyset.commitments, holders: keyset.holders)
    let share = try #require(releasing.state.keyShares[Self.me]?.record)
    let held: JSONValue = [
      "entries": [
        [
          "index": .integer(share.index), "keyset": .digest(SHA256.hash(file.canonicalBytes)), "purpose": "marks",
          "scalar": .bytes(scalar ?? share.share),
        ]
      ]
    ]
    try store.save(HeldShares(json: held), to: HeldShares.documentName)
  }

  @Test func theWholeLogIsMirroredAndCosignedAndFoundAgain() async throws {
    let season = try SmallSeason(through: .started)
    let server = SeasonServer(season)
    let (store, folder) = (try home(season), MirrorFolder())
    var desk = try SupervisorDesk(store, mirror: folder.path)
    let round = try await desk.attend(
      server.link(as: Self.me), occasion: .always, now: UInt64(Self.now))
    #expect(round.size == season.log.size)
    #expect(desk.mirror.entries == season.log.entries)
    #expect(desk.state.phase == .scoring)
    let again = try SupervisorDesk(store, mirror: folder.path)
    #expect(again.mirror.entries == season.log.entries)
    #expect(again.head?.latest == desk.head?.latest)
  }

  @Test func aCosignatureIsKeptBeforeItIsGivenOutAndVerifies() async throws {
    var season = try SmallSeason(through: .keysets)
    try season.make(.enrolled)
    let server = SeasonServer(season)
    let (store, folder) = (try home(season), MirrorFolder())
    var desk = try SupervisorDesk(store, mirror: folder.path)
    let round = try await desk.attend(server.link(as: Self.me), occasion: .always, now: UInt64(Self.now))
    #expect(round.hasCosigned)
    #expect(round.present == 1)
    #expect(try desk.cosignedSize == season.log.size)
    let signed = try #require(await server.season.log.cosigned[season.log.size])
    let witnesses = try #require(try season.state.session?.record.witnessKeys())
    #expect(try signed.verify(log: desk.head?.keys.log ?? season.logSigner().key, witnesses: witnesses).count == 1)
    // Nothing new: nothing is signed again.
    #expect(
      try await !desk.attend(server.link(as: Self.me), occasion: .always, now: UInt64(Self.now)).hasCosigned)
  }

  @Test func whileSheetsPourInACosignatureWaitsForRest() async throws {
    let season = try SmallSeason(through: .started)
    let server = SeasonServer(season)
    let (store, folder) = (try home(season), MirrorFolder())
    var desk = try SupervisorDesk(store, mirror: folder.path)
    _ = try await desk.attend(server.link(as: Self.me), occasion: .always, now: UInt64(Self.now))
    try store.write(try #require(desk.head?.latest).bytes, to: SupervisorDesk<MemoryHome>.witnessName)
    try await server.change { season in
      try season.score("R2A7", season.state.assigned["R2A7"]?.first ?? "none", marks: [50, 50])
    }
    let busy = try await desk.attend(
      server.link(as: Self.me), occasion: .whenItMatters(isQuiet: false), now: UInt64(Self.now))
    #expect(!busy.hasCosigned)
    let quiet = try await desk.attend(
      server.link(as: Self.me), occasion: .whenItMatters(isQuiet: true), now: UInt64(Self.now))
    #expect(quiet.hasCosigned)
  }

  @Test func theNonceIsRevealedOnceItsInputIsCosigned() async throws {
    var tampering = SeasonTampering()
    tampering.witnesses = { $0 == .handOver ? [] : SeasonKeys.witnesses }
    let season = try SmallSeason(through: .handedOver, tampering: tampering)
    var drawn = season
    try drawn.make(.drawn)
    let nonce = try #require(drawn.state.beacons[Self.me]?.record.nonce)
    let (store, folder) = (try home(season), MirrorFolder())
    try store.save(Membership.of(Self.me, in: season, nonce: nonce), to: Membership.name)
    let server = SeasonServer(season)
    var desk = try SupervisorDesk(store, mirror: folder.path)
    let alone = try await desk.attend(server.link(as: Self.me), occasion: .always, now: UInt64(Self.now))
    #expect(!alone.hasRevealedBeacon)
    try await server.change { season in season.log.cosigned[season.log.size] = try season.signedHead() }
    let together = try await desk.attend(server.link(as: Self.me), occasion: .always, now: UInt64(Self.now))
    #expect(together.hasRevealedBeacon)
    #expect(await server.season.state.beacons[Self.me]?.record.nonce == nonce)
  }

  @Test func twoHistoriesAreNeverCosigned() async throws {
    var season = try SmallSeason(through: .enrolled)
    var fork = season
    try season.make(.handedOver)
    try fork.make(.handedOver)
    try fork.make(.drawn)
    let (store, folder) = (try home(season), MirrorFolder())
    var desk = try SupervisorDesk(store, mirror: folder.path)
    try await desk.synchronize(SeasonServer(season).link(as: Self.me))
    let other = SeasonServer(fork)
    await #expect(throws: SplitView.self) {
      try await desk.attend(other.link(as: Self.me), occasion: .always, now: UInt64(Self.now))
    }
    #expect(store.names(prefix: Evidence.prefix).count == 2)
    #expect(desk.mirror.entries == season.log.entries)
  }

  @Test func aLogThatBreaksTheRulesIsNotCosigned() async throws {
    var tampering = SeasonTampering()
    tampering.record = { record in
      if case .scoringStarted(var started) = record {
        started.roster = .zero
        record = .scoringStarted(started)
      }
    }
    let season = try SmallSeason(through: .started, tampering: tampering)
    #expect(season.refusal != nil)
    let (store, folder) = (try home(season), MirrorFolder())
    var desk = try SupervisorDesk(store, mirror: folder.path)
    let error = await #expect(throws: ClientError.self) {
      try await desk.attend(SeasonServer(season).link(as: Self.me), occasion: .always, now: UInt64(Self.now))
    }
    #expect(error?.code == .dishonest)
    #expect(try desk.cosignedSize == 0)
  }

  @Test func theShareIsReleasedForAGoodClose() async throws {
    let season = try SmallSeason(through: .closed)
    let server = SeasonServer(season)
    let (store, folder) = (try home(season), MirrorFolder())
    try keepShare(season, store)
    var desk = try SupervisorDesk(store, mirror: folder.path)
    let link = try await server.link(as: Self.me)
    try await desk.synchronize(link)
    let examined = try desk.examineRelease(now: Self.now)
    #expect(examined.reviewers == 5)
    #expect(examined.report.checks.allSatisfy { $0.status != .failed || $0.id == .cosignatures })
    _ = try await desk.release(link, now: Self.now)
    #expect(await server.season.state.keyShares[Self.me] != nil)
    try await desk.synchronize(link)
    #expect(throws: ClientError.self) { try desk.examineRelease(now: Self.now) }
  }

  @Test func beforeTheCloseNothingIsReleased() async throws {
    let season = try SmallSeason(through: .scored)
    let (store, folder) = (try home(season), MirrorFolder())
    var desk = try SupervisorDesk(store, mirror: folder.path)
    try await desk.synchronize(SeasonServer(season).link(as: Self.me))
    let error = #expect(throws: ClientError.self) { try desk.examineRelease(now: Self.now) }
    #expect(error?.code == .waiting)
  }

  @Test func withoutAQuorumUnderTheCloseNothingIsReleased() async throws {
    var tampering = SeasonTampering()
    tampering.witnesses = { $0 == .scoringClosed ? ["S2-witness"] : SeasonKeys.witnesses }
    let season = try SmallSeason(through: .closed, tampering: tampering)
    let (store, folder) = (try home(season), MirrorFolder())
    try keepShare(season, store)
    var desk = try SupervisorDesk(store, mirror: folder.path)
    try await desk.synchronize(SeasonServer(season).link(as: Self.me))
    let error = #expect(throws: ClientError.self) { try desk.examineRelease(now: Self.now) }
    #expect(error?.code == .waiting)
  }

  @Test func aShareThatIsNotOfTheKeysetIsNotSent() async throws {
    let season = try SmallSeason(through: .closed)
    let server = SeasonServer(season)
    let (store, folder) = (try home(season), MirrorFolder())
    try keepShare(season, store, scalar: P256Scalar.random().bytes.exposedCopy())
    var desk = try SupervisorDesk(store, mirror: folder.path)
    let link = try await server.link(as: Self.me)
    try await desk.synchronize(link)
    await #expect(throws: ClientError.self) { try await desk.release(link, now: Self.now) }
    #expect(await server.season.state.keyShares.isEmpty)
  }

  @Test func aDepositKeptOutOfTheLogStopsTheWitness() async throws {
    let season = try SmallSeason(through: .closed)
    let server = SeasonServer(season)
    let (store, folder) = (try home(season), MirrorFolder())
    var desk = try SupervisorDesk(store, mirror: folder.path)
    let link = try await server.link(as: Self.me)
    try await desk.synchronize(link)
    let dispute = Recusal(
      session: season.state.session?.digest ?? .zero, by: ["R2A7"], seq: 99, prev: .zero, application: "3P4Q",
      kind: .other, note: [])
    let envelope = try SignedRecord(.recusal(dispute), keys: season.keys.signing(["R2A7"])).envelope.bytes
    _ = try await desk.deposit(envelope, now: Self.now, link)
    try await desk.synchronize(link)
    await #expect(throws: ClientError.self) { try await desk.cosign(link, now: UInt64(Self.now)) }
    #expect(throws: ClientError.self) { try desk.examineRelease(now: Self.now) }
  }
}
