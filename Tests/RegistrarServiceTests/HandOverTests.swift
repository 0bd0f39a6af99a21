import Anonymization
import ByteCoding
import CanonicalJSON
import Intake
import OpenSSL
import Panel
import Sealing
import Testing
import TransparencyLog

@testable import RegistrarService

@Suite("Hand-over and reveal")
struct HandOverTests {
  static let divisions = ["370800", "370826", "370500", "370303"]

  /// Everything up to a vault that is ready to hand over.
  private func ready(
    _ fixture: VaultFixture, divisions: [String] = divisions
  ) async throws -> (vault: RegistrarVault, custodian: SigningKey) {
    let vault = try fixture.open()
    let outcome = try await fixture.take(divisions.map { SyntheticPackage(division: $0) }, into: vault)
    let findings = outcome.received.flatMap(\.findings).filter { $0.severity == .blocks }
    try #require(outcome.received.allSatisfy { $0.outcome == .accepted }, "\(findings)")
    let review = try await vault.anonymize(policy: .standard)
    try #require(review.drafts.allSatisfy { review.open($0).isEmpty }, "\(review.drafts.flatMap(\.leaks))")
    return (vault, try fixture.custodian(vault))
  }

  @Test func aSeasonGoesOverAndEveryRecordIsAdmitted() async throws {
    let fixture = try VaultFixture()
    let (vault, custodian) = try await ready(fixture)
    var session = try SessionFixture(vault: vault, custodian: custodian)
    let trusted = try TrustedSession(session.file, code: session.code, own: vault.publicFile)
    let committee = session.committee(avoiding: [["济宁市微山县"], ["东营市；淄博市"], []])
    let (archive, state) = try vault.handOver(
      to: trusted, committee: committee, custodian: custodian, now: VaultFixture.now)

    let package = try RecordsPackage(archive, name: "handover.tar")
    let blobs = Dictionary(uniqueKeysWithValues: package.blobs.map { (SHA256.hash($0), $0) })
    let lists = VerifiedLists { blobs[$0] }
    for entry in package.file.records {
      try session.append(entry, lists: lists)
    }
    let folded = session.fold.state
    #expect(folded.applications.count == Self.divisions.count)
    #expect(folded.applications.keys.sorted() == state.lines.map(\.application))
    #expect(folded.escrow != nil)
    try expectExclusions(folded, state, vault)
    try expectBundles(blobs, folded)
    try expectEscrow(blobs, folded, session)

    let reveal = try RecordsPackage(vault.reveal(trusted, custodian: custodian), name: "reveal.tar")
    let signed = try SignedRecord(entry: try #require(reveal.file.records.first))
    _ = try signed.verified(signers: folded.signers(of: signed.record))
    let lines = try ListBlob.decode(try #require(reveal.blobs.first), as: RevealLine.self)
    #expect(lines.map(\.application) == state.lines.map(\.application))
    #expect(Set(lines.map(\.identity.division)) == Set(Self.divisions))
    for line in lines {
      let commitment = Commitment.make(
        .identity, session: session.digest, salt: line.salt, value: line.identity.canonicalBytes)
      #expect(folded.applications[line.application]?.entered.record.identity == commitment)
    }
  }

  /// A county alone for 微山县; the city and its county for 东营市 and 淄博市.
  private func expectExclusions(_ folded: SessionState, _ state: HandOverState, _ vault: RegistrarVault) throws {
    let register = try vault.register()
    let pairs = folded.excluded.map { pair in
      let number = state.lines.first { $0.application == pair.application }?.package ?? 0
      return "\(register.line(number)?.division ?? "") \(pair.reviewer)"
    }
    #expect(pairs.sorted() == ["370303 R4C9", "370500 R4C9", "370826 R2A7"])
  }

  private func expectBundles(_ blobs: [Digest: [UInt8]], _ folded: SessionState) throws {
    for (code, application) in folded.applications {
      let bytes = try #require(application.bundle.flatMap { blobs[$0.record.bundle] })
      let document = try BundleDocument(canonicalBytes: bytes, limits: BundleDocument.limits)
      #expect(document.application == code)
      let text = String(decoding: bytes, as: UTF8.self)
      for name in ["济宁", "微山", "东营", "张店", "龚鹏鹏", "5552226"] { #expect(!text.contains(name)) }
    }
  }

  private func expectEscrow(_ blobs: [Digest: [UInt8]], _ folded: SessionState, _ session: SessionFixture) throws {
    let escrow = try #require(folded.escrow?.record)
    let content = try EscrowSeal.open(
      try #require(blobs[escrow.blob]), session: session.digest, keyset: escrow.keyset, privateKey: session.identity)
    let commitments = Set(content.openings.map { $0.commitment(session: session.digest) })
    for line in folded.handedOver.values {
      for commitment in [line.identity, line.originals, line.findings, line.points, line.redaction] {
        #expect(commitments.contains(commitment))
      }
    }
    #expect(Set(content.openings.map(\.salt)).count == content.openings.count)
  }

  @Test func askedAgainItGivesTheSameFileAndRenewedAnother() async throws {
    let fixture = try VaultFixture()
    let (vault, custodian) = try await ready(fixture, divisions: ["370800"])
    let session = try SessionFixture(vault: vault, custodian: custodian)
    let trusted = try TrustedSession(session.file, code: session.code, own: vault.publicFile)
    let committee = session.committee(avoiding: [[]])
    func handOver(renewing: Bool = false) throws -> [UInt8] {
      try vault.handOver(
        to: trusted, committee: committee, custodian: custodian, renewing: renewing, now: VaultFixture.now
      ).archive
    }
    let first = try handOver()
    #expect(try handOver() == first)
    #expect(try handOver(renewing: true) != first)
  }

  @Test func anotherCodeOrAnotherVaultIsRefused() async throws {
    let fixture = try VaultFixture()
    let vault = try fixture.open()
    let custodian = try fixture.custodian(vault)
    let session = try SessionFixture(vault: vault, custodian: custodian)
    #expect(throws: RegistrarError(.refused, zh: "", en: "")) {
      _ = try TrustedSession(session.file, code: SessionCode(.zero), own: vault.publicFile)
    }
    let stranger = try VaultFixture()
    #expect(throws: RegistrarError(.refused, zh: "", en: "")) {
      _ = try TrustedSession(session.file, code: session.code, own: stranger.publicFile)
    }
  }

  @Test func anUnknownDivisionToAvoidStopsTheHandOver() async throws {
    let fixture = try VaultFixture()
    let (vault, custodian) = try await ready(fixture, divisions: ["370800"])
    let session = try SessionFixture(vault: vault, custodian: custodian)
    let trusted = try TrustedSession(session.file, code: session.code, own: vault.publicFile)
    #expect(throws: RegistrarError(.input, zh: "", en: "")) {
      _ = try vault.handOver(
        to: trusted, committee: session.committee(avoiding: [["亚特兰蒂斯"]]), custodian: custodian,
        now: VaultFixture.now)
    }
    #expect(try vault.handOverState(trusted) == nil)
  }

  @Test func anOpenFindingStopsTheHandOverUntilTwoPersonsClearIt() async throws {
    let fixture = try VaultFixture()
    let (vault, custodian) = try await ready(fixture, divisions: ["370800"])
    var review = try #require(try vault.review())
    review.drafts[0].leaks = [
      DraftFinding(code: "LEAK_PLACE_NAME@120", rule: "LEAK_PLACE_NAME", zh: "地名", excerpt: "工业立区")
    ]
    try vault.write(Review.name, review)
    let session = try SessionFixture(vault: vault, custodian: custodian)
    let trusted = try TrustedSession(session.file, code: session.code, own: vault.publicFile)
    let committee = session.committee(avoiding: [[]])
    #expect(throws: RegistrarError(.unfinished, zh: "", en: "")) {
      _ = try vault.handOver(to: trusted, committee: committee, custodian: custodian, now: VaultFixture.now)
    }
    #expect(throws: RegistrarError(.refused, zh: "", en: "")) {
      _ = try vault.clear(
        package: 1, finding: "LEAK_PLACE_NAME@120", reason: "不是地名", custodian: vault.key, now: VaultFixture.now)
    }
    #expect(throws: RegistrarError(.input, zh: "", en: "")) {
      _ = try vault.clear(
        package: 1, finding: "LEAK_PLACE_NAME@120", reason: " ", custodian: custodian, now: VaultFixture.now)
    }
    _ = try vault.clear(
      package: 1, finding: "LEAK_PLACE_NAME@120", reason: "不是地名", custodian: custodian, now: VaultFixture.now)
    let archive = try vault.handOver(
      to: trusted, committee: committee, custodian: custodian, now: VaultFixture.now
    ).archive
    let records = try RecordsPackage(archive, name: "handover.tar").file.records.map { try SignedRecord(entry: $0) }
    guard case .redactionDecision(let decision) = records.last?.record else {
      Issue.record("the clearing is not in the hand-over")
      return
    }
    #expect(decision.finding == "LEAK_PLACE_NAME")
  }

  @Test(arguments: [(Panel.AnonymizationPolicy.strict, ExclusionMode.plain), (.standard, .padded)])
  func aSessionWithOtherTermsIsRefused(policy: Panel.AnonymizationPolicy, exclusions: ExclusionMode) async throws {
    let fixture = try VaultFixture()
    let (vault, custodian) = try await ready(fixture, divisions: ["370800"])
    let session = try SessionFixture(vault: vault, custodian: custodian, policy: policy, exclusions: exclusions)
    let trusted = try TrustedSession(session.file, code: session.code, own: vault.publicFile)
    #expect(throws: RegistrarError.self) {
      _ = try vault.handOver(
        to: trusted, committee: session.committee(avoiding: [[]]), custodian: custodian, now: VaultFixture.now)
    }
  }
}
