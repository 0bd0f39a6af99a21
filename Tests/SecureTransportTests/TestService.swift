import ByteCoding
import Foundation
import NIOCore
import OpenSSL
import Synchronization
import TLS
import WireProtocol

@testable import SecureTransport

/// A service that answers by rules a test can foresee.
final class TestService: RequestHandler {
  static let session = SHA256.hash(Array("session".utf8))
  static let checkpoint = Array("origin\n42\nroot\n".utf8)

  let blob: [UInt8]
  let gates = Gates()
  private let turnedAway: Set<String>
  private let gone = Mutex<[String]>([])

  /// - Parameter turningAway: codes that the service does not admit.
  init(blob: [UInt8] = [], turningAway: Set<String> = []) {
    self.blob = blob
    turnedAway = turningAway
  }

  var hasLeft: [String] { gone.withLock { $0 } }

  func admit(_ peer: PeerIdentity, hello: Hello) async throws -> Welcome {
    guard let certificate = peer.certificate else {
      return welcome("candidate", .candidate)
    }
    guard !turnedAway.contains(certificate.code) else {
      throw WireRefusal(.notAdmitted, zh: "不在名单中", en: "not in the roster")
    }
    return welcome(certificate.code, .reviewer)
  }

  private func welcome(_ code: String, _ role: PeerRole) -> Welcome {
    Welcome(
      session: TestService.session, software: "test/1", phase: "scoring", checkpoint: TestService.checkpoint,
      code: code, role: role)
  }

  func handle(_ request: WireRequest, from peer: PeerIdentity) async throws -> Reply {
    switch request {
    case .checkpoint: return .answer(.checkpoint(TestService.checkpoint))
    case .submit(let envelope):
      return .answer(
        .accepted(
          RecordReceipt(
            index: UInt64(envelope.count), record: SHA256.hash(envelope), checkpoint: TestService.checkpoint,
            inclusionProof: [])))
    case .entries(let start, _):
      await gates.wait(start)
      return .answer(.entries(EntryPage(start: start, entries: [[UInt8(truncatingIfNeeded: start)]])))
    case .blob(let range):
      let length = UInt32(min(UInt64(range.length), UInt64(blob.count) - range.offset))
      let part = BlobPart(size: UInt64(blob.count), offset: range.offset, length: length)
      return .blob(
        BlobContent(part) { [blob] offset, length in
          ByteBuffer(bytes: blob[Int(offset)..<Int(offset) + length])
        })
    case .enrol(let enrolment):
      guard enrolment.proof == peer.enrolmentExporter else {
        throw WireRefusal(.enrolmentRefused, zh: "邀请无效", en: "the invitation is not valid")
      }
      let receipt = RecordReceipt(
        index: 1, record: .zero, checkpoint: TestService.checkpoint, inclusionProof: [])
      return .answer(.enrolled(Enrolled(certificates: [[0x30]], receipt: receipt)))
    case .tile: throw TestFailure()
    case .status: return .answer(.status(SessionStatus(phase: "scoring", entries: 42, counts: [])))
    default: throw WireRefusal.forbidden("\(request.kind)")
    }
  }

  func left(_ peer: PeerIdentity) async {
    gone.withLock { $0.append(peer.certificate?.code ?? "candidate") }
  }
}

struct TestFailure: Error {}

/// Doors that a test opens one by one.
actor Gates {
  private var open: Set<UInt64> = []
  private var waiting: [UInt64: [CheckedContinuation<Void, Never>]] = [:]

  func wait(_ number: UInt64) async {
    guard !open.contains(number) else { return }
    await withCheckedContinuation { waiting[number, default: []].append($0) }
  }

  func open(_ number: UInt64) {
    open.insert(number)
    for continuation in waiting.removeValue(forKey: number) ?? [] { continuation.resume() }
  }
}

/// A server on 127.0.0.1 with what it reports.
struct TestServer {
  let authority: TestAuthority
  let server: SecureServer
  let service: TestService
  let events: AsyncStream<ServerEvent>

  var port: Int { server.port }

  /// Starts a server, runs the body, shuts down and waits for the end.
  static func with(
    _ service: TestService = TestService(), authority: TestAuthority? = nil,
    configure: (inout SecureServer.Configuration) -> Void = { _ in },
    _ body: (TestServer) async throws -> Void
  ) async throws {
    let authority = try authority ?? TestAuthority()
    let (events, sink) = AsyncStream.makeStream(of: ServerEvent.self)
    var configuration = SecureServer.Configuration(
      host: "127.0.0.1", port: 0, identity: authority.server, clientAuthority: authority.authority.certificate)
    configuration.report = { sink.yield($0) }
    configure(&configuration)
    let server = try await SecureServer.bind(configuration, handler: service)
    let test = TestServer(authority: authority, server: server, service: service, events: events)
    try await withThrowingTaskGroup { group in
      group.addTask { try await server.run() }
      do { try await body(test) } catch {
        server.shutDown()
        throw error
      }
      server.shutDown()
      try await group.waitForAll()
    }
  }

  func connect(
    _ code: String = "R1", session: Digest? = TestService.session, validity: Validity = TestAuthority.validity
  ) async throws -> ClientConnection {
    let client = try SecureClient(
      .session(authority: authority.authority.certificate, identity: authority.client(code, validity: validity)))
    return try await connect(client, session: session)
  }

  func connect(_ client: SecureClient, session: Digest? = TestService.session) async throws -> ClientConnection {
    try await client.connect(host: "127.0.0.1", port: port, hello: Hello(software: "test/1", session: session))
  }

  /// Waits for the server to report a caller that did not get in.
  func nextTurnedAway() async -> any Error {
    for await event in events {
      if case .turnedAway(_, let reason) = event { return reason }
    }
    return TestFailure()
  }

  /// Waits for the server to report that an admitted caller has left.
  func nextLeft() async -> (any Error)? {
    for await event in events {
      if case .left(_, let reason) = event { return reason }
    }
    return TestFailure()
  }
}
