import ByteCoding
import Foundation
import NIOCore
import OpenSSL
import TLS
import Testing
import WireProtocol

@testable import SecureTransport

/// Against the `openssl` command, both ways: another program that speaks TLS and none of our code.
@Suite(.enabled(if: OpenSSLCommand.isThere, "needs /usr/bin/openssl"), .timeLimit(.minutes(1)))
struct InteroperationTests {
  // MARK: - Our server, openssl s_client

  private func client(_ test: TestServer, _ arguments: [String]) throws -> OpenSSLCommand {
    try OpenSSLCommand(["s_client", "-connect", "127.0.0.1:\(test.port)", "-quiet"] + arguments)
  }

  private let alpn = ["-alpn", ConnectionPurpose.session.applicationProtocol]

  private func bytes(_ frames: [Frame]) -> [UInt8] {
    var buffer = ByteBuffer()
    for frame in frames { frame.write(into: &buffer) }
    return Array(buffer: buffer)
  }

  @Test func itsClientIsWelcomedAndServed() async throws {
    try await TestServer.with { test in
      let files = try CertificateFiles()
      let command = try client(
        test,
        alpn + ["-no_ign_eof", "-verify_return_error", "-CAfile"]
          + [files.store(test.authority.authority.certificate, "ca")]
          + files.store(test.authority.client("R7KQ"), "client"))
      let hello = Hello(software: "openssl", session: TestService.session).frame
      try command.write(bytes([hello]))
      var decoder = FrameDecoder(.client)
      var kinds: [FrameKind] = []
      for await data in command.output {
        decoder.append(ByteBuffer(bytes: data))
        while let event = try decoder.next() {
          guard case .frame(let frame) = event else { throw TestFailure() }
          kinds.append(frame.kind)
          switch frame.kind {
          case .welcome:
            #expect(try Welcome(body: frame.body).code == "R7KQ")
            try command.write(bytes([WireRequest.checkpoint.frame(request: 1)]))
          case .checkpointAnswer:
            #expect(try WireAnswer(kind: frame.kind, body: frame.body) == .checkpoint(TestService.checkpoint))
            try command.closeInput()
          default: Issue.record("\(frame.kind)")
          }
        }
      }
      #expect(kinds == [.welcome, .checkpointAnswer])
      _ = await command.wait()
      #expect(await test.nextLeft() == nil)
    }
  }

  private func expectRefused(
    _ test: TestServer, _ arguments: [String], alert: String, server: TransportError.Code, says: String
  ) async throws {
    let command = try client(test, arguments)
    let errors = await command.wait()
    #expect(errors.contains(alert), "\(errors)")
    let reason = await test.nextTurnedAway() as? TransportError
    #expect(reason?.code == server)
    #expect(reason?.en.contains(says) == true, "\(reason?.en ?? "")")
    #expect(reason?.zh.isEmpty == false)
  }

  @Test func tls12IsRefused() async throws {
    try await TestServer.with { test in
      let files = try CertificateFiles()
      try await expectRefused(
        test, alpn + ["-tls1_2"] + files.store(test.authority.client("R1"), "client"),
        alert: "alert protocol version", server: .tlsFailed, says: "1.3")
    }
  }

  @Test func noCertificateIsRefused() async throws {
    try await TestServer.with { test in
      try await expectRefused(
        test, alpn, alert: "alert certificate required", server: .peerNotTrusted, says: "certificate")
    }
  }

  @Test func aForeignCertificateIsRefused() async throws {
    try await TestServer.with { test in
      let files = try CertificateFiles()
      try await expectRefused(
        test, alpn + files.store(TestAuthority().client("R1"), "client"), alert: "alert unknown ca",
        server: .peerNotTrusted, says: "authority")
    }
  }

  @Test func anExpiredCertificateIsRefused() async throws {
    try await TestServer.with { test in
      let files = try CertificateFiles()
      let identity = try test.authority.client("R1", validity: TestAuthority.past)
      try await expectRefused(
        test, alpn + files.store(identity, "client"), alert: "alert certificate expired",
        server: .peerNotTrusted, says: "validity")
    }
  }

  @Test func aRevokedCertificateIsRefused() async throws {
    let authority = try TestAuthority()
    let identity = try authority.client("R1")
    try await TestServer.with(
      authority: authority, configure: { $0.revokedSerialNumbers = [identity.certificate.serialNumber] }
    ) { test in
      let files = try CertificateFiles()
      try await expectRefused(
        test, alpn + files.store(identity, "client"), alert: "alert certificate revoked", server: .peerNotTrusted,
        says: "revoked")
    }
  }

  @Test func withoutApplicationProtocolItIsRefused() async throws {
    try await TestServer.with { test in
      let files = try CertificateFiles()
      try await expectRefused(
        test, files.store(test.authority.client("R1"), "client"), alert: "alert no application protocol",
        server: .tlsFailed, says: "protocol")
    }
  }

  @Test func whatIsNoTLSIsRefused() async throws {
    try await TestServer.with { test in
      let channel = try await ClientBootstrapProbe.connect(port: test.port)
      try await channel.writeAndFlush(ByteBuffer(string: "GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
      let reason = await test.nextTurnedAway() as? TransportError
      #expect(reason?.code == .tlsFailed)
      try? await channel.close()
    }
  }

  @Test func aConnectionCutOffInsideAFrameIsTruncated() async throws {
    try await TestServer.with { test in
      let files = try CertificateFiles()
      let command = try client(test, alpn + files.store(test.authority.client("R1"), "client"))
      try command.write(bytes([Hello(software: "openssl").frame]))
      var welcomed = command.output.makeAsyncIterator()
      _ = await welcomed.next()
      let submit = try WireRequest.submit(envelope: [UInt8](repeating: 1, count: 100)).frame(request: 1)
      try command.write(Array(bytes([submit]).prefix(50)))
      command.kill()
      #expect(await test.nextLeft() as? TransportError == TransportError.truncated)
      _ = await command.wait()
    }
  }

  // MARK: - Our client, openssl s_server

  /// Starts a server and waits until it listens.
  private func server(_ arguments: [String]) async throws -> (OpenSSLCommand, port: Int, AsyncStream<Data>.Iterator) {
    let command = try OpenSSLCommand(
      ["s_server", "-accept", "127.0.0.1:0", "-naccept", "1"] + arguments)
    var output = command.output.makeAsyncIterator()
    var text = ""
    while let data = await output.next() {
      text += String(decoding: data, as: UTF8.self)
      if let line = text.split(separator: "\n", omittingEmptySubsequences: true).first(where: { $0.hasPrefix("ACCEPT") }
      ),
        text.contains("\n"), let port = line.split(separator: ":").last.flatMap({ Int($0) })
      {
        return (command, port, output)
      }
    }
    throw TestFailure()
  }

  private func connect(
    _ authority: TestAuthority, _ port: Int, _ identity: TLSIdentity? = nil
  ) async throws -> ClientConnection {
    let client = try SecureClient(
      .session(authority: authority.authority.certificate, identity: identity ?? authority.client("R1")))
    return try await client.connect(
      host: "127.0.0.1", port: port, hello: Hello(software: "plumbline-test", session: TestService.session))
  }

  private func strict(_ files: CertificateFiles, _ authority: TestAuthority) throws -> [String] {
    try alpn + ["-Verify", "1", "-verify_return_error", "-CAfile", files.store(authority.authority.certificate, "ca")]
      + files.store(authority.server, "server")
  }

  private var welcome: Frame {
    Welcome(
      session: TestService.session, software: "openssl", phase: "scoring", checkpoint: [], code: "R1", role: .reviewer
    ).frame
  }

  @Test func ourClientConverses() async throws {
    let files = try CertificateFiles()
    let authority = try TestAuthority()
    var (command, port, output) = try await server(strict(files, authority))
    try command.write(bytes([welcome]))
    let connection = try await connect(authority, port)
    #expect(await connection.welcome?.software == "openssl")
    var text = ""
    while !text.contains("plumbline-test"), let data = await output.next() {
      text += String(decoding: data, as: UTF8.self)
    }
    #expect(text.contains("plumbline-test"))
    await connection.close()
    _ = await command.wait()
  }

  @Test func ourClientSeesThatAServerWasCutOff() async throws {
    let files = try CertificateFiles()
    let authority = try TestAuthority()
    let (command, port, _) = try await server(strict(files, authority))
    try command.write(bytes([welcome]))
    let connection = try await connect(authority, port)
    let request = Task { try await connection.send(.checkpoint) }
    command.kill()
    await #expect(throws: TransportError.truncated) { try await request.value }
    _ = await command.wait()
  }

  @Test func ourClientRefusesTLS12() async throws {
    let files = try CertificateFiles()
    let authority = try TestAuthority()
    let (command, port, _) = try await server(strict(files, authority) + ["-tls1_2"])
    await #expect(throws: TransportError(.tlsFailed, zh: "", en: "")) { try await connect(authority, port) }
    #expect(await command.wait().contains("unsupported protocol"))
  }

  @Test func ourClientRefusesAForeignServer() async throws {
    let files = try CertificateFiles()
    let authority = try TestAuthority()
    let foreign = try TestAuthority()
    let (command, port, _) = try await server(strict(files, foreign))
    await #expect(throws: TransportError(.peerNotTrusted, zh: "", en: "")) { try await connect(authority, port) }
    #expect(await command.wait().contains("unknown ca"))
  }

  @Test func ourClientRefusesAParticipantsCertificateAsServer() async throws {
    let files = try CertificateFiles()
    let authority = try TestAuthority()
    let arguments =
      try alpn + ["-Verify", "1", "-CAfile", files.store(authority.authority.certificate, "ca")]
      + files.store(authority.client("R2"), "server")
    let (command, port, _) = try await server(arguments)
    await #expect(throws: TransportError(.peerNotTrusted, zh: "", en: "")) { try await connect(authority, port) }
    _ = await command.wait()
  }

  @Test func ourClientIsToldThatItsCertificateIsForeign() async throws {
    let files = try CertificateFiles()
    let authority = try TestAuthority()
    let foreign = try TestAuthority()
    let (command, port, _) = try await server(strict(files, authority))
    let error = await #expect(throws: TransportError.self) { try await connect(authority, port, foreign.client("R1")) }
    #expect(error?.code == .certificateRefused)
    _ = await command.wait()
  }

  @Test func ourClientRefusesAServerWithoutOurProtocol() async throws {
    let files = try CertificateFiles()
    let authority = try TestAuthority()
    let arguments = try ["-alpn", "http/1.1"] + files.store(authority.server, "server")
    let (command, port, _) = try await server(arguments)
    await #expect(throws: TransportError(.tlsFailed, zh: "", en: "")) { try await connect(authority, port) }
    _ = await command.wait()
  }
}
