import Archive
import AuditVerifier
import OpenSSL
import Panel
import Sealing
import SeasonFixture
import Testing
import TransparencyLog

@Suite struct AnchorTests {
  private let season = Seasons.honest

  private func report(trusting file: [UInt8]) throws -> AuditReport {
    var anchor = AuditAnchor()
    try anchor.add(file: file)
    return LogAuditor.verify(try season.archive(), anchor: anchor)
  }

  @Test func aCheckpointKeptElsewhereAnchors() throws {
    let kept = try #require(season.log.cosigned.values.min { $0.checkpoint.size < $1.checkpoint.size })
    let report = try report(trusting: kept.bytes)
    #expect(report.verdict == .verified)
    #expect(report[.earlierCheckpoints]?.status == .passed)
  }

  @Test func aReceiptKeptElsewhereAnchors() throws {
    let log = season.log
    var reader = TileReader(size: log.size) { try log.read($0) }
    let proof = try reader.inclusionProof(index: 50, size: log.size)
    let receipt = LogProof(proof, checkpoint: try season.signedHead())
    #expect(try report(trusting: receipt.bytes).verdict == .verified)
  }

  @Test func aReceiptForAnotherEntryFails() throws {
    let log = season.log
    var reader = TileReader(size: log.size) { try log.read($0) }
    let proof = try reader.inclusionProof(index: 50, size: log.size)
    let other = InclusionProof(index: 51, treeSize: log.size, hashes: proof.hashes)
    let report = try report(trusting: LogProof(other, checkpoint: try season.signedHead()).bytes)
    #expect(report.verdict == .failed)
    #expect(report[.earlierCheckpoints]?.status == .failed)
  }

  @Test func aWitnessKeyAnchorsAndTheLogKeyAloneDoesNot() throws {
    let witness = try season.witnessSigner("S2-witness").key.verifierKey
    #expect(try report(trusting: [UInt8]("# S2\n\(witness)\n".utf8)).verdict == .verified)
    let log = try season.logSigner().key.verifierKey
    #expect(try report(trusting: [UInt8](log.utf8)).verdict == .unanchored)
  }

  @Test func aStrangersKeyFails() throws {
    let stranger = try NoteKey(
      name: "panel.example/S1", type: .cosignatureV1, publicKey: Ed25519PrivateKey.generate().publicKey)
    let report = try report(trusting: [UInt8](stranger.verifierKey.utf8))
    #expect(report.verdict == .failed)
    #expect(report[.ending]?.status == .failed)
  }

  @Test func aSessionLineAnchors() throws {
    #expect(try report(trusting: [UInt8]("session \(season.code)\n".utf8)).verdict == .verified)
  }

  @Test func theCodeOfAnotherSessionFails() throws {
    let report = LogAuditor.verify(
      try season.archive(), anchor: AuditAnchor(session: SessionCode(SHA256.hash([1]))))
    #expect(report.verdict == .failed)
    #expect(report[.ending]?.status == .failed)
    #expect(report[.signatures]?.status == .notChecked)
  }

  @Test(arguments: ["", "nonsense", "session nonsense", "a+b+c"])
  func aFileThatIsNoAnchorIsRefusedOrEmpty(_ text: String) throws {
    var anchor = AuditAnchor()
    if text.isEmpty {
      try anchor.add(file: [])
      #expect(anchor.session == nil && anchor.keys.isEmpty)
    } else {
      #expect(throws: LogError.self) { try anchor.add(file: [UInt8](text.utf8)) }
    }
  }

  /// The archive is older than what a supervisor has seen.
  @Test func anArchiveCutBehindAKnownCheckpointFails() throws {
    let cut = try SmallSeason(through: .revealed)
    var anchor = AuditAnchor()
    var longer = cut
    try longer.make(.selected)
    try anchor.add(file: longer.signedHead().bytes)
    expectFailure(try cut.archive(), anchor: anchor, .earlierCheckpoints)
  }
}
