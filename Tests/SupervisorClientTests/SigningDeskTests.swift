import ByteCoding
import CanonicalJSON
import ClientFixture
import OpenSSL
import Panel
import Sealing
import SeasonFixture
import SessionClient
import TerminalText
import Testing
import TransparencyLog

@testable import SupervisorClient

struct SigningDeskTests {
  private func home(_ season: SmallSeason, witness: Code = "S1-witness") throws -> MemoryHome {
    let store = MemoryHome()
    let keys: JSONValue = [
      "code": "S1", "name": "监督", "recipientScalar": .bytes(try P256Scalar.random().bytes.exposedCopy()),
      "signingSeed": .bytes(try season.keys["S1"].rawSeed().exposedCopy()),
      "witnessSeed": .bytes(try season.keys[witness].rawSeed().exposedCopy()),
    ]
    try store.save(SupervisorKeys(json: keys), to: SupervisorKeys.documentName)
    return store
  }

  private func examine(_ desk: inout SigningDesk<MemoryHome>, _ record: Record) throws -> SignableRecord {
    try desk.examine(
      payloadType: type(of: record.payload).kind.payloadType, payload: record.payload.canonicalBytes, lists: NoLists())
  }

  private func session(_ season: SmallSeason) throws -> Session {
    try #require(season.state.session?.record)
  }

  @Test func aSessionIsSignedAsSupervisorAndAsWitness() throws {
    let season = try SmallSeason(through: .session)
    var desk = try SigningDesk(home(season))
    let signable = try examine(&desk, .session(session(season)))
    #expect(signable.digest == season.state.session?.digest)
    let signatures = try desk.sign(signable)
    #expect(signatures.map(\.code) == ["S1", "S1-witness"])
    for signature in signatures {
      let pae = Envelope.pae(payloadType: signable.payloadType, payload: signable.payload)
      #expect(season.keys[signature.code].publicKey.isValid(signature: signature.signature, for: pae))
    }
  }

  @Test func aSessionWithAnotherKeyUnderMyCodeIsNotSigned() throws {
    let season = try SmallSeason(through: .session)
    var desk = try SigningDesk(home(season, witness: "S2-witness"))
    let error = #expect(throws: ClientError.self) { try examine(&desk, .session(session(season))) }
    #expect(error?.code == .refused)
  }

  @Test func aSecondSessionMustNameTheFirst() throws {
    let season = try SmallSeason(through: .session)
    let store = try home(season)
    var desk = try SigningDesk(store)
    let first = try examine(&desk, .session(session(season)))
    _ = try desk.sign(first)
    var second = try session(season)
    second.closeNotAfter += 60
    var again = try SigningDesk(store)
    #expect(throws: ClientError.self) { try examine(&again, .session(second)) }
    second.predecessors = [Predecessor(session: first.digest, fate: .abandoned)]
    _ = try examine(&again, .session(second))
    // The same one may be signed again.
    var same = try SigningDesk(store)
    _ = try examine(&same, .session(session(season)))
  }

  @Test func aKeysetIsNotSignedWithoutAShareThatFitsIt() throws {
    let season = try SmallSeason(through: .keysets)
    var desk = try SigningDesk(home(season))
    _ = try examine(&desk, .session(session(season)))
    let keyset = try #require(season.state.keysets[SessionState.KeysetID(.marks)]?.record)
    let error = #expect(throws: ClientError.self) { try examine(&desk, .keyset(keyset)) }
    #expect(error?.code == .refused)
  }

  @Test func whatDoesNotAskForMeIsNotSigned() throws {
    let season = try SmallSeason(through: .closed)
    var desk = try SigningDesk(home(season), state: season.state)
    let closed = try #require(season.state.closed?.record)
    #expect(throws: ClientError.self) { try examine(&desk, .scoringClosed(closed)) }
  }

  @Test func aShareIsNeverGivenOutAsASignature() throws {
    let season = try SmallSeason(through: .closed)
    var desk = try SigningDesk(home(season), state: season.state)
    let share = KeyShare(
      session: season.state.session?.digest ?? .zero, by: ["S1"], keyset: .zero, closed: .zero, index: 1,
      share: [UInt8](repeating: 1, count: 32))
    #expect(throws: ClientError.self) { try examine(&desk, .keyShare(share)) }
  }

  @Test(arguments: Language.allCases)
  func everyRecordThatIsSignedIsToldInWords(language: Language) throws {
    let season = try SmallSeason(through: .keysets)
    for signed in season.records {
      #expect(!RecordSummary.lines(signed.record, language: language).isEmpty)
    }
  }
}
