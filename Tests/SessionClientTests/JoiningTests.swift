import ByteCoding
import CanonicalJSON
import ClientFixture
import OpenSSL
import Panel
import Sealing
import Testing
import TransparencyLog
import WireProtocol

@testable import SessionClient

struct JoiningTests {
  private let session = SHA256.hash([7])

  private func invitation(_ role: Role = .reviewer) -> [UInt8] {
    Invitation(
      code: "7KQ2", role: role, session: session, server: "127.0.0.1:7443", fingerprint: SHA256.hash([1]),
      oneTimeCode: "0123456789ABCDEFGHJKMNPQRS"
    ).canonicalBytes
  }

  private func joining(
    _ store: MemoryHome, typed: String? = nil, role: Role = .reviewer
  ) throws -> Joining {
    try Joining(
      invitation: invitation(), name: "invite-7KQ2.json", typed: typed ?? SessionCode(session).description, role: role,
      signingSeed: nil, store: store)
  }

  @Test(arguments: ["", "1234", "0000-0000-0000-0000-0000-0000-0000-0000"])
  func withoutTheSessionCodeOfTheLetterNothingIsMade(typed: String) {
    let store = MemoryHome()
    #expect(throws: ClientError.self) { try joining(store, typed: typed) }
    #expect(store.names(prefix: "").isEmpty)
  }

  @Test func anInvitationForAnotherRoleIsRefused() {
    let error = #expect(throws: ClientError.self) { try joining(MemoryHome(), role: .supervisor) }
    #expect(error?.code == .refused)
  }

  @Test func aSecondTrySendsTheSameRecord() throws {
    let store = MemoryHome()
    let first = try joining(store)
    let second = try joining(store)
    #expect(first.membership.enrolment == second.membership.enrolment)
    #expect(try first.request(exporter: [UInt8](repeating: 1, count: 32)).envelope == first.membership.enrolment)
  }

  @Test func aHomeServesOneInvitation() throws {
    let store = MemoryHome()
    _ = try joining(store)
    let other = Invitation(
      code: "9XYZ", role: .reviewer, session: session, server: "127.0.0.1:7443", fingerprint: SHA256.hash([1]),
      oneTimeCode: "ZZZZZZZZZZZZZZZZZZZZZZZZZZ")
    #expect(throws: ClientError.self) {
      try Joining(
        invitation: other.canonicalBytes, name: "other", typed: SessionCode(session).description, role: .reviewer,
        signingSeed: nil, store: store)
    }
  }

  @Test func theProofIsBoundToTheConnection() throws {
    let joining = try joining(MemoryHome())
    let exporter = [UInt8](repeating: 5, count: EnrolmentProof.exporterLength)
    let sent = try joining.request(exporter: exporter)
    let request = try CertificateRequest(der: sent.certificateRequest)
    func isValid(_ exporter: [UInt8]) throws -> Bool {
      try request.isValid(
        signature: sent.proof,
        for: EnrolmentProof.message(
          exporter: exporter, certificateRequest: SHA256.hash(sent.certificateRequest),
          enrolment: SHA256.hash(sent.envelope)))
    }
    #expect(try isValid(exporter))
    #expect(try !isValid([UInt8](repeating: 6, count: EnrolmentProof.exporterLength)))
  }

  @Test func theRecordIsSignedByTheKeyItAnnouncesAndNamesTheTLSKey() throws {
    let joining = try joining(MemoryHome())
    let signed = try SignedRecord(entry: joining.membership.enrolment)
    guard case .enrolment(let record) = signed.record else {
      Issue.record("not an enrolment")
      return
    }
    _ = try signed.verified(signers: [Signer(code: "7KQ2", role: .reviewer, key: record.key)])
    let tls = try CertificateKey(pkcs8: SecureBytes(joining.membership.tlsKey))
    #expect(try record.tls == tls.publicKeyDigest())
    #expect(record.nonce == .zero)
  }

  @Test func aCertificateOfAnotherKeyIsRefused() throws {
    let store = MemoryHome()
    let joining = try joining(store)
    let authority = try CertificateAuthority.create(
      commonName: "CA", key: .generate(), validity: Validity(notBefore: 0, notAfter: 4_000_000_000))
    let other = try CertificateRequest.create(commonName: "7KQ2", key: .generate())
    let wrong = try authority.issueClient(
      commonName: "7KQ2", request: other, validity: Validity(notBefore: 0, notAfter: 4_000_000_000))
    let receipt = RecordReceipt(
      index: 4, record: try Envelope(bytes: joining.membership.enrolment).recordDigest, checkpoint: [],
      inclusionProof: [])
    #expect(throws: ClientError.self) {
      try joining.finish(
        Enrolled(certificates: [wrong.der(), authority.certificate.der()], receipt: receipt), store: store)
    }
    #expect(throws: ClientError.self) { try Membership.load(store) }
    let mine = try CertificateRequest(
      der: joining.request(exporter: [UInt8](repeating: 0, count: 32)).certificateRequest)
    let right = try authority.issueClient(
      commonName: "7KQ2", request: mine, validity: Validity(notBefore: 0, notAfter: 4_000_000_000))
    _ = try joining.finish(
      Enrolled(certificates: [right.der(), authority.certificate.der()], receipt: receipt), store: store)
    #expect(try Membership.load(store).code == "7KQ2")
  }
}
