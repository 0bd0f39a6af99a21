import ByteCoding
import OpenSSL
import Testing

@testable import TLS

/// A client that has no certificate yet knows its server by the fingerprint in its invitation.
struct EnrolmentTests {
  let authority: TestAuthority

  init() throws { authority = try TestAuthority() }

  @Test func aClientWithoutCertificateReachesEnrolmentAlone() throws {
    let fingerprint = try authority.server.certificate.fingerprint()
    let pair = try Pair(
      client: authority.clientContext(
        nil, trust: .certificateFingerprint(fingerprint), applicationProtocol: TestAuthority.enrolment),
      server: authority.serverContext())
    #expect(pair.server.state == .open)
    #expect(pair.client.state == .open)
    #expect(pair.server.peerCertificate == nil)
    #expect(pair.server.applicationProtocol == TestAuthority.enrolment)
    let review = try Pair(
      client: authority.clientContext(nil, trust: .certificateFingerprint(fingerprint)),
      server: authority.serverContext())
    #expect(review.serverError == TLSError(.certificateRequired))
  }

  @Test func theKeyCanBePinnedToo() throws {
    let pair = try Pair(
      client: authority.clientContext(
        nil, trust: .publicKeyDigest(authority.server.key.publicKeyDigest()),
        applicationProtocol: TestAuthority.enrolment),
      server: authority.serverContext())
    #expect(pair.client.state == .open)
  }

  @Test func anotherFingerprintStopsTheClient() throws {
    for trust in [TLSClientConfiguration.ServerTrust.certificateFingerprint(.zero), .publicKeyDigest(.zero)] {
      let pair = try Pair(
        client: authority.clientContext(nil, trust: trust, applicationProtocol: TestAuthority.enrolment),
        server: authority.serverContext())
      #expect(pair.clientError == TLSError(.pinMismatch))
      #expect(pair.client.state == .failed)
      #expect(pair.serverError?.origin == .peer)
    }
  }

  @Test func aPinnedServerOutsideItsTimeIsRefused() throws {
    let key = try CertificateKey.generate()
    let expired = TLSIdentity(
      certificate: try authority.authority.issueServer(
        commonName: "coordinator", names: ["localhost"], publicKeyOf: key,
        validity: Validity(notBefore: TestAuthority.now - 7200, notAfter: TestAuthority.now - 3600)), key: key)
    let pair = try Pair(
      client: authority.clientContext(
        nil, trust: .certificateFingerprint(expired.certificate.fingerprint()),
        applicationProtocol: TestAuthority.enrolment),
      server: authority.serverContext { $0.identity = expired })
    #expect(pair.clientError == TLSError(.certificateExpired))
  }

  /// Else a connection without certificate could be continued where one is required.
  @Test func anEnrolmentIsNeverResumed() throws {
    let server = try authority.serverContext()
    let client = try authority.clientContext(
      nil, trust: .certificateFingerprint(authority.server.certificate.fingerprint()),
      applicationProtocol: TestAuthority.enrolment)
    for _ in 0..<2 {
      let pair = try Pair(client: client, server: server)
      #expect(pair.server.state == .open)
      #expect(!pair.server.isResumed)
      #expect(client.resumable == nil)
    }
  }
}
