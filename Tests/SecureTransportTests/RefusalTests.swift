import ByteCoding
import OpenSSL
import TLS
import Testing
import WireProtocol

@testable import SecureTransport

/// Each refusal has a clear reason on both ends.
@Suite(.timeLimit(.minutes(1))) struct RefusalTests {
  private func expectRefused(
    _ test: TestServer, client code: TransportError.Code, clientSays: String, server: TransportError.Code,
    serverSays: String, connect: () async throws -> ClientConnection
  ) async {
    let atClient = await #expect(throws: TransportError.self) { try await connect() }
    #expect(atClient?.code == code)
    #expect(atClient?.en.contains(clientSays) == true, "\(atClient?.en ?? "")")
    #expect(atClient?.zh.isEmpty == false)
    let atServer = await test.nextTurnedAway() as? TransportError
    #expect(atServer?.code == server)
    #expect(atServer?.en.contains(serverSays) == true, "\(atServer?.en ?? "")")
  }

  @Test func aForeignAuthority() async throws {
    try await TestServer.with { test in
      let foreign = try TestAuthority()
      await expectRefused(
        test, client: .certificateRefused, clientSays: "authority", server: .peerNotTrusted, serverSays: "authority"
      ) {
        let client = try SecureClient(
          .session(authority: test.authority.authority.certificate, identity: foreign.client("R1")))
        return try await test.connect(client)
      }
    }
  }

  @Test func anExpiredCertificate() async throws {
    try await TestServer.with { test in
      await expectRefused(
        test, client: .certificateRefused, clientSays: "validity", server: .peerNotTrusted, serverSays: "validity"
      ) {
        try await test.connect("R1", validity: TestAuthority.past)
      }
    }
  }

  @Test func aRevokedCertificate() async throws {
    let authority = try TestAuthority()
    let identity = try authority.client("R1")
    try await TestServer.with(
      authority: authority, configure: { $0.revokedSerialNumbers = [identity.certificate.serialNumber] }
    ) { test in
      await expectRefused(
        test, client: .certificateRefused, clientSays: "revoked", server: .peerNotTrusted, serverSays: "revoked"
      ) {
        let client = try SecureClient(.session(authority: authority.authority.certificate, identity: identity))
        return try await test.connect(client)
      }
    }
  }

  @Test func aServerOfAForeignAuthority() async throws {
    try await TestServer.with { test in
      let foreign = try TestAuthority()
      await expectRefused(
        test, client: .peerNotTrusted, clientSays: "authority", server: .certificateRefused, serverSays: "authority"
      ) {
        let client = try SecureClient(
          .session(authority: foreign.authority.certificate, identity: test.authority.client("R1")))
        return try await test.connect(client)
      }
    }
  }

  @Test func aServerWithAnotherFingerprint() async throws {
    try await TestServer.with { test in
      let client = try SecureClient(.enrolment(fingerprint: .zero))
      let error = await #expect(throws: TransportError.self) { try await test.connect(client) }
      #expect(error?.code == .peerNotTrusted)
      #expect(await test.nextTurnedAway() is TransportError)
    }
  }

  @Test func aCallerThatTheServiceDoesNotKnow() async throws {
    try await TestServer.with(TestService(turningAway: ["R9"])) { test in
      let error = await #expect(throws: WireRefusal.self) { try await test.connect("R9") }
      #expect(error?.code == .notAdmitted && error?.zh == "不在名单中")
      #expect((await test.nextTurnedAway() as? WireRefusal)?.code == .notAdmitted)
    }
  }

  @Test func aServerOfAnotherSession() async throws {
    try await TestServer.with { test in
      await #expect(throws: WireRefusal.otherSession) { try await test.connect(session: .zero) }
    }
  }

  @Test func revokedWhileConnected() async throws {
    try await TestServer.with { test in
      let identity = try test.authority.client("R1")
      let client = try SecureClient(
        .session(authority: test.authority.authority.certificate, identity: identity))
      let connection = try await test.connect(client)
      let other = try await test.connect("R2")
      await test.server.revoke(serialNumbers: [identity.certificate.serialNumber])
      var pushes = connection.pushes.makeAsyncIterator()
      #expect(await pushes.next() == nil)
      let error = await #expect(throws: WireRefusal.self) { try await connection.send(.checkpoint) }
      #expect(error == .certificateRevoked)
      #expect(try await other.send(.checkpoint) == .checkpoint(TestService.checkpoint))
      // Neither a new handshake nor a resumption lets it in again.
      let again = await #expect(throws: TransportError.self) { try await test.connect(client) }
      #expect(again?.code == .certificateRefused && again?.en.contains("revoked") == true)
      await other.close()
    }
  }
}
