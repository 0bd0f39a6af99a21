import ByteCoding
import CanonicalJSON
import OpenSSL
import Panel
import SeasonFixture
import Testing
import TransparencyLog

@testable import SessionClient

struct LogHeadTests {
  private func head(_ season: SmallSeason) throws -> LogHead {
    guard let session = season.state.session?.record else { preconditionFailure("a season has a session") }
    return LogHead(keys: try LogKeys(session))
  }

  private func proof(_ season: SmallSeason, _ sizes: Range<UInt64>) throws -> [Digest] {
    var reader = TileReader(size: season.log.size) { try season.log.read($0) }
    return try reader.consistencyProof(from: sizes.lowerBound, to: sizes.upperBound).hashes
  }

  @Test func aLaterCheckpointIsTakenWithItsProofOnly() throws {
    var season = try SmallSeason(through: .keysets)
    var head = try head(season)
    let early = try season.signedHead(by: [])
    #expect(try head.need(for: early) == nil)
    try head.take(early, proof: [])
    try season.make(.enrolled)
    let late = try season.signedHead()
    let sizes = try #require(try head.need(for: late))
    #expect(sizes == early.checkpoint.size..<late.checkpoint.size)
    var unproven = head
    #expect(throws: SplitView.self) { try unproven.take(late, proof: []) }
    #expect(unproven.size == early.checkpoint.size)
    try head.take(late, proof: proof(season, sizes))
    #expect(head.size == late.checkpoint.size)
    #expect(head.cosignedSize == late.checkpoint.size)
  }

  @Test func anOlderCheckpointIsTakenForItsCosignaturesAlone() throws {
    var season = try SmallSeason(through: .keysets)
    let cosigned = try season.signedHead()
    try season.make(.enrolled)
    let late = try season.signedHead(by: [])
    var head = try head(season)
    try head.take(late, proof: [])
    let sizes = try #require(try head.need(for: cosigned))
    try head.take(cosigned, proof: proof(season, sizes))
    #expect(head.size == late.checkpoint.size)
    #expect(head.cosignedSize == cosigned.checkpoint.size)
  }

  @Test func aQuorumIsDifferentWitnessesNotOneLess() throws {
    let season = try SmallSeason(through: .keysets)
    var head = try head(season)
    try head.take(season.signedHead(by: ["S1-witness", "S2-witness"]), proof: [])
    #expect(head.cosignedSize == 0)
    try head.take(season.signedHead(), proof: [])
    #expect(head.cosignedSize == season.log.size)
  }

  @Test func linesThatComeOneByOneMakeAQuorum() throws {
    let season = try SmallSeason(through: .keysets)
    var head = try head(season)
    for witness in SeasonKeys.witnesses { try head.take(season.signedHead(by: [witness]), proof: []) }
    #expect(head.cosignedSize == season.log.size)
    try head.take(season.signedHead(by: []), proof: [])
    #expect(head.latest?.note.signatures.count == 4)
  }

  @Test func anotherHistoryOfTheSameSizeIsASplitView() throws {
    let season = try SmallSeason(through: .enrolled)
    var head = try head(season)
    try head.take(season.signedHead(), proof: [])
    let forged = try SignedCheckpoint(
      Checkpoint(origin: season.log.origin, size: season.log.size, root: .zero), signer: season.logSigner())
    let error = #expect(throws: SplitView.self) { try head.take(forged, proof: []) }
    #expect(error?.offered == forged.bytes)
    #expect(error?.seen == head.latest?.bytes)
  }

  @Test func aCheckpointByAnotherKeyIsRefused() throws {
    let season = try SmallSeason(through: .keysets)
    var head = try head(season)
    let stranger = try NoteSigner(name: season.log.origin, type: .ed25519, privateKey: .generate())
    let forged = try SignedCheckpoint(
      Checkpoint(origin: season.log.origin, size: 4, root: .zero), signer: stranger)
    #expect(throws: LogError.self) { try head.take(forged, proof: []) }
  }

  @Test func whatWasSavedIsVerifiedWhenItIsReadBack() throws {
    let season = try SmallSeason(through: .keysets)
    var head = try head(season)
    try head.take(season.signedHead(), proof: [])
    let again = try LogHead(keys: head.keys, saved: LogHead.Saved(canonicalBytes: head.saved.canonicalBytes))
    #expect(again.latest == head.latest)
    #expect(again.cosigned == head.cosigned)
    let other = try SmallSeason(through: .keysets)
    let foreign = LogHead.Saved(latest: try other.signedHead().bytes, cosigned: [])
    #expect(throws: ClientError.self) { try LogHead(keys: head.keys, saved: foreign) }
  }
}
