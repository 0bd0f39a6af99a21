import ByteCoding
import COpenSSL
import COpenSSLTLS
import OpenSSL
import Testing

@testable import TLS

/// Both ends must know why: the one that refuses, and the one that is refused, by the alert.
struct RefusalTests {
  let authority: TestAuthority

  init() throws { authority = try TestAuthority() }

  private func expectRefusedByServer(
    _ code: TLSError.Code, _ identity: TLSIdentity?, server: TLSContext? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let pair = try Pair(
      client: authority.clientContext(identity), server: server ?? authority.serverContext())
    #expect(pair.serverError == TLSError(code), sourceLocation: sourceLocation)
    #expect(pair.clientError == TLSError(code, origin: .peer), sourceLocation: sourceLocation)
    #expect(pair.server.state == .failed, sourceLocation: sourceLocation)
    #expect(pair.client.state == .failed, sourceLocation: sourceLocation)
  }

  @Test func aClientWithoutCertificate() throws {
    try expectRefusedByServer(.certificateRequired, nil)
  }

  @Test func aClientOfAnotherAuthority() throws {
    try expectRefusedByServer(.unknownAuthority, TestAuthority().client("R1"))
  }

  @Test(arguments: [
    Validity(notBefore: TestAuthority.now - 7200, notAfter: TestAuthority.now - 3600),
    Validity(notBefore: TestAuthority.now + 3600, notAfter: TestAuthority.now + 7200),
  ])
  func aClientOutsideItsTime(validity: Validity) throws {
    let pair = try Pair(
      client: authority.clientContext(authority.client("R1", validity: validity)), server: authority.serverContext())
    #expect(pair.serverError == TLSError(.certificateExpired))
    // A certificate that is not valid yet has no alert of its own.
    #expect([.certificateExpired, .certificateRefused].contains(pair.clientError?.code))
    #expect(pair.clientError?.origin == .peer)
  }

  @Test func aRevokedClient() throws {
    let identity = try authority.client("R1")
    let serial = identity.certificate.serialNumber
    try expectRefusedByServer(
      .certificateRevoked, identity, server: authority.serverContext { $0.revokedSerialNumbers = [serial] })
    let server = try authority.serverContext()
    server.revoke(serialNumbers: [serial])
    try expectRefusedByServer(.certificateRevoked, identity, server: server)
    let other = try Pair(client: authority.clientContext(authority.client("R2")), server: server)
    #expect(other.server.state == .open)
  }

  @Test func aServersCertificateInTheHandsOfAClient() throws {
    try expectRefusedByServer(.certificateRefused, authority.server)
  }

  @Test func aClientsCertificateInTheHandsOfAServer() throws {
    let thief = try authority.client("R1")
    let pair = try Pair(
      client: authority.clientContext(authority.client("R2")), server: authority.serverContext { $0.identity = thief })
    #expect(pair.clientError == TLSError(.certificateRefused))
    #expect(pair.serverError == TLSError(.certificateRefused, origin: .peer))
    #expect(pair.server.state == .failed)
  }

  @Test func aServerOfAnotherAuthority() throws {
    let other = try TestAuthority()
    let pair = try Pair(client: authority.clientContext(authority.client("R1")), server: other.serverContext())
    #expect(pair.clientError == TLSError(.unknownAuthority))
    #expect(pair.serverError == TLSError(.unknownAuthority, origin: .peer))
  }

  @Test(arguments: ["http/1.1", "plumbline/2", "plumbline", "plumbline/1 "])
  func anotherApplicationProtocol(name: String) throws {
    let pair = try Pair(
      client: authority.clientContext(authority.client("R1"), applicationProtocol: name),
      server: authority.serverContext())
    #expect(pair.serverError == TLSError(.applicationProtocol))
    #expect(pair.clientError == TLSError(.applicationProtocol, origin: .peer))
  }

  @Test func aKeyThatIsNotTheCertificates() throws {
    let identity = TLSIdentity(certificate: authority.server.certificate, key: try .generate())
    #expect(throws: TLSError.self) { try authority.serverContext { $0.identity = identity } }
  }

  @Test func messagesAreInBothLanguages() throws {
    let error = TLSError(.certificateRevoked, origin: .peer)
    #expect(error.description.contains("吊销"))
    #expect(error.description.contains("revoked"))
  }

  // MARK: - Clients that are not ours

  /// A client made of bare libssl calls, with what ours would never do.
  private func foreignHello(_ change: (OpaquePointer?) -> Void) -> (hello: [UInt8], connection: OpaquePointer?) {
    let context = SSL_CTX_new(TLS_method())
    change(context)
    let connection = SSL_new(context)
    SSL_CTX_free(context)
    SSL_set_bio(connection, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()))
    SSL_set_connect_state(connection)
    SSL_do_handshake(connection)
    var hello = [UInt8](repeating: 0, count: 4096)
    let count = BIO_read(SSL_get_wbio(connection), &hello, 4096)
    return (Array(hello.prefix(Int(count))), connection)
  }

  /// The alert that the server answers with, as the last two bytes of its one record in clear.
  private func alert(of session: TLSSession) -> UInt8? {
    let output = session.takeOutput()
    return output.first == 21 ? output.last : nil
  }

  @Test func tls12() throws {
    let (hello, connection) = foreignHello { context in
      SSL_CTX_set_options(context, UInt64(1) << 29)  // SSL_OP_NO_TLSv1_3
      SSL_CTX_set_alpn_protos(context, [11] + [UInt8](TestAuthority.review.utf8), 12)
    }
    defer { SSL_free(connection) }
    let server = try TLSSession(authority.serverContext())
    #expect(throws: TLSError(.protocolVersion)) { try server.receive(hello) }
    #expect(alert(of: server) == 70)
  }

  /// Whatever comes first: the server refuses it or waits for more, and the next connection is none the worse.
  @Test func aHelloThatWasChangedNeverCrashes() throws {
    let context = try authority.serverContext()
    let client = try TLSSession(authority.clientContext(authority.client("R1")))
    try client.start()
    let hello = client.takeOutput()
    for index in hello.indices {
      for change in [0x01, 0x80, 0xFF] as [UInt8] {
        var changed = hello
        changed[index] ^= change
        let server = try TLSSession(context)
        do {
          #expect(try server.receive(changed).isEmpty)
          #expect(server.state == .handshaking)
        } catch {
          #expect(server.state == .failed)
        }
      }
    }
    #expect(try Pair(client: authority.clientContext(authority.client("R1")), server: context).server.state == .open)
  }

  @Test func aHelloWithoutApplicationProtocol() throws {
    let (hello, connection) = foreignHello { _ in }
    defer { SSL_free(connection) }
    let server = try TLSSession(authority.serverContext())
    #expect(throws: TLSError(.applicationProtocol)) { try server.receive(hello) }
    #expect(alert(of: server) == 120)
  }
}
