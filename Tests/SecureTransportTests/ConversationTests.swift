import ByteCoding
import NIOCore
import OpenSSL
import TLS
import Testing
import WireProtocol

@testable import SecureTransport

/// Real sockets on 127.0.0.1.
@Suite(.timeLimit(.minutes(1))) struct ConversationTests {
  @Test func aCertifiedCallerIsWelcomedAndServed() async throws {
    try await TestServer.with { test in
      let connection = try await test.connect("R7KQ")
      let welcome = await connection.welcome
      #expect(welcome?.code == "R7KQ" && welcome?.session == TestService.session)
      #expect(await connection.server?.code == "coordinator")
      #expect(try await connection.send(.checkpoint) == .checkpoint(TestService.checkpoint))
      await connection.close()
      #expect(await test.nextLeft() == nil)
      #expect(test.service.hasLeft == ["R7KQ"])
    }
  }

  @Test func theServiceSeesTheCertificate() async throws {
    try await TestServer.with { test in
      let identity = try test.authority.client("R1")
      let client = try SecureClient(
        .session(authority: test.authority.authority.certificate, identity: identity))
      let connection = try await test.connect(client)
      let peer = try #require(await test.server.peers.first)
      #expect(peer.certificate?.code == "R1")
      #expect(peer.certificate?.publicKey == identity.certificate.publicKeyDigest)
      #expect(peer.certificate?.serial == identity.certificate.serialNumber)
      #expect(peer.enrolmentExporter == [])
      await connection.close()
    }
  }

  /// Request i is let through only when the answer to i + 1 has arrived: all 64 are under way at once, and every answer
  /// overtakes the one before.
  @Test func sixtyFourRequestsAreAnsweredInReverse() async throws {
    try await TestServer.with { test in
      let connection = try await test.connect()
      let count = UInt64(WireLimits.requestsInFlight)
      try await withThrowingTaskGroup { group in
        for index in 0..<count {
          group.addTask {
            let answer = try await connection.send(.entries(start: index, count: 1))
            #expect(answer == .entries(EntryPage(start: index, entries: [[UInt8(index)]])))
            if index > 0 { await test.service.gates.open(index - 1) }
          }
        }
        await test.service.gates.open(count - 1)
        try await group.waitForAll()
      }
      await connection.close()
    }
  }

  @Test func moreRequestsThanMayBeInFlightWaitForRoom() async throws {
    try await TestServer.with { test in
      let connection = try await test.connect()
      try await withThrowingTaskGroup { group in
        for size in 1...1_000 {
          group.addTask {
            let envelope = [UInt8](repeating: 7, count: size)
            guard case .accepted(let receipt) = try await connection.send(.submit(envelope: envelope)) else {
              throw TestFailure()
            }
            #expect(receipt.index == UInt64(size) && receipt.record == SHA256.hash(envelope))
          }
        }
        try await group.waitForAll()
      }
      await connection.close()
    }
  }

  /// Large enough that the socket is full and writers have to wait: they must not overtake each other.
  @Test func largeRequestsFromManyTasksKeepTheirOrder() async throws {
    try await TestServer.with { test in
      let connection = try await test.connect()
      try await withThrowingTaskGroup { group in
        for index in 0..<256 {
          group.addTask {
            let envelope = [UInt8](repeating: 7, count: 60_000 + index)
            guard case .accepted(let receipt) = try await connection.send(.submit(envelope: envelope)) else {
              throw TestFailure()
            }
            #expect(receipt.index == UInt64(envelope.count))
          }
        }
        try await group.waitForAll()
      }
      await connection.close()
    }
  }

  @Test func eightMebibytesArriveWhole() async throws {
    let blob = (0..<8_388_608).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
    let digest = SHA256.hash(blob)
    try await TestServer.with(TestService(blob: blob)) { test in
      let connection = try await test.connect()
      var bytes = ByteBuffer()
      while bytes.readableBytes < blob.count {
        let (size, part) = try await connection.read(
          digest, offset: UInt64(bytes.readableBytes), length: UInt32(WireLimits.blobRange))
        #expect(size == UInt64(blob.count))
        bytes.writeImmutableBuffer(part)
      }
      #expect(SHA256.hash(Array(buffer: bytes)) == digest)
      await connection.close()
    }
  }

  @Test func aBrokenDownloadGoesOnWhereItWas() async throws {
    let blob = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    try await TestServer.with(TestService(blob: blob)) { test in
      let first = try await test.connect()
      let (_, head) = try await first.read(.zero, offset: 0, length: 100_001)
      await first.close()
      let second = try await test.connect()
      let (size, tail) = try await second.read(.zero, offset: 100_001, length: UInt32(WireLimits.blobRange))
      #expect(size == 300_000)
      #expect(Array(buffer: head) + Array(buffer: tail) == blob)
      let (_, nothing) = try await second.read(.zero, offset: 300_000, length: 1)
      #expect(nothing.readableBytes == 0)
      await second.close()
    }
  }

  @Test func aRefusalComesWithItsReasonAndTheConnectionGoesOn() async throws {
    try await TestServer.with { test in
      let connection = try await test.connect()
      await #expect(throws: WireRefusal.forbidden("")) { try await connection.send(.assignments(from: 0)) }
      #expect(try await connection.send(.checkpoint) == .checkpoint(TestService.checkpoint))
      await connection.close()
    }
  }

  @Test func aFaultOfTheServiceIsReportedHereAndNotTold() async throws {
    try await TestServer.with { test in
      let connection = try await test.connect()
      await #expect(throws: WireRefusal.internalError) { try await connection.send(.tile(path: "0/000")) }
      #expect(try await connection.send(.checkpoint) == .checkpoint(TestService.checkpoint))
      await connection.close()
      var failed: (any Error)?
      for await event in test.events {
        if case .requestFailed(_, .tileRequest, let error) = event { failed = error }
        if case .left = event { break }
      }
      #expect(failed is TestFailure)
    }
  }

  @Test func pushesReachThoseTheyAreFor() async throws {
    try await TestServer.with { test in
      let one = try await test.connect("R1")
      let two = try await test.connect("R2")
      await test.server.push(.notice(code: "only-two", zh: "二", en: "two")) { $0.certificate?.code == "R2" }
      await test.server.push(.phase("closed", index: 40))
      var ofOne = one.pushes.makeAsyncIterator()
      var ofTwo = two.pushes.makeAsyncIterator()
      #expect(await ofOne.next() == .phase("closed", index: 40))
      #expect(await ofTwo.next() == .notice(code: "only-two", zh: "二", en: "two"))
      #expect(await ofTwo.next() == .phase("closed", index: 40))
      await one.close()
      await two.close()
      #expect(await ofOne.next() == nil)
    }
  }

  @Test func cancellingARequestLeavesTheConnection() async throws {
    try await TestServer.with { test in
      let connection = try await test.connect()
      let request = Task { try await connection.send(.entries(start: 5, count: 1)) }
      request.cancel()
      await #expect(throws: CancellationError.self) { try await request.value }
      await test.service.gates.open(5)
      #expect(try await connection.send(.checkpoint) == .checkpoint(TestService.checkpoint))
      await connection.close()
    }
  }

  @Test func aServerThatShutsDownAnswersWhatIsUnderWay() async throws {
    let service = TestService()
    var connection: ClientConnection?
    var answer: Task<WireAnswer, any Error>?
    try await TestServer.with(service) { test in
      let new = try await test.connect()
      connection = new
      let request = Task { try await new.send(.entries(start: 9, count: 1)) }
      answer = request
      // An answer to a later request proves that the earlier one has arrived.
      _ = try await new.send(.checkpoint)
      test.server.shutDown()
      await service.gates.open(9)
      #expect(try await request.value == .entries(EntryPage(start: 9, entries: [[9]])))
    }
    await #expect(throws: (any Error).self) { try await connection?.send(.checkpoint) }
    #expect(answer != nil)
  }

  @Test func aServerThatShutsDownEndsIdleConnections() async throws {
    var pushes: AsyncStream<WirePush>?
    var kept: ClientConnection?
    try await TestServer.with { test in
      let connection = try await test.connect()
      kept = connection
      pushes = connection.pushes
    }
    var iterator = pushes?.makeAsyncIterator()
    #expect(await iterator?.next() == nil)
    await #expect(throws: WireRefusal.shuttingDown) { try await kept?.send(.checkpoint) }
  }

  @Test func aCandidateEnrolsAndDoesNothingElse() async throws {
    try await TestServer.with { test in
      let fingerprint = try test.authority.server.certificate.fingerprint()
      let connection = try await test.connect(SecureClient(.enrolment(fingerprint: fingerprint)))
      #expect(await connection.welcome?.role == .candidate)
      await #expect(throws: WireRefusal.forbidden("")) { try await connection.send(.checkpoint) }
      let exporter = await connection.enrolmentExporter
      #expect(exporter.count == EnrolmentProof.exporterLength)
      var enrolment = Enrolment(
        invitation: "I1", oneTimeCode: [1], certificateRequest: [0x30], proof: exporter, envelope: [0x7B])
      guard case .enrolled = try await connection.send(.enrol(enrolment)) else { throw TestFailure() }
      enrolment.proof = [UInt8](repeating: 0, count: 32)
      await #expect(throws: WireRefusal(.enrolmentRefused, zh: "", en: "")) {
        try await connection.send(.enrol(enrolment))
      }
      await connection.close()
    }
  }

  @Test func aProofOfOneConnectionDoesNotHoldOnAnother() async throws {
    try await TestServer.with { test in
      let client = try SecureClient(.enrolment(fingerprint: test.authority.server.certificate.fingerprint()))
      let one = try await test.connect(client)
      let two = try await test.connect(client)
      let enrolment = Enrolment(
        invitation: "I1", oneTimeCode: [1], certificateRequest: [0x30], proof: await one.enrolmentExporter,
        envelope: [0x7B])
      await #expect(throws: WireRefusal(.enrolmentRefused, zh: "", en: "")) {
        try await two.send(.enrol(enrolment))
      }
      await one.close()
      await two.close()
    }
  }

  @Test func aClientResumesAndIsKnownAgain() async throws {
    try await TestServer.with { test in
      let client = try SecureClient(
        .session(authority: test.authority.authority.certificate, identity: test.authority.client("R1")))
      for _ in 0..<3 {
        let connection = try await test.connect(client)
        #expect(try await connection.send(.checkpoint) == .checkpoint(TestService.checkpoint))
        #expect(await test.server.peers.map(\.certificate?.code) == ["R1"])
        await connection.close()
        _ = await test.nextLeft()
      }
    }
  }

  @Test func oneConnectionTooManyIsClosed() async throws {
    try await TestServer.with(configure: { $0.maximumConnections = 1 }) { test in
      let first = try await test.connect("R1")
      await #expect(throws: TransportError.truncated) { try await test.connect("R2") }
      #expect(await test.nextTurnedAway() as? TransportError == TransportError.tooManyConnections)
      #expect(try await first.send(.checkpoint) == .checkpoint(TestService.checkpoint))
      await first.close()
    }
  }

  @Test func nobodyListensThere() async throws {
    var port = 0
    let authority = try TestAuthority()
    try await TestServer.with(authority: authority) { port = $0.port }
    let client = try SecureClient(
      .session(authority: authority.authority.certificate, identity: authority.client("R1")))
    await #expect(throws: TransportError(.cannotConnect, zh: "", en: "")) {
      try await client.connect(host: "127.0.0.1", port: port, hello: Hello(software: "test/1"))
    }
  }

  @Test func aPortInUseIsNamed() async throws {
    try await TestServer.with { test in
      let configuration = SecureServer.Configuration(
        host: "127.0.0.1", port: test.port, identity: test.authority.server,
        clientAuthority: test.authority.authority.certificate)
      let error = await #expect(throws: TransportError.self) {
        try await SecureServer.bind(configuration, handler: test.service)
      }
      #expect(error?.code == .cannotListen && error?.en.contains("127.0.0.1:\(test.port)") == true)
    }
  }
}
