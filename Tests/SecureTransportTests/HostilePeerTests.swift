import ByteCoding
import NIOCore
import Testing
import WireProtocol

@testable import SecureTransport

/// Peers that misbehave, on real sockets.
@Suite(.timeLimit(.minutes(1))) struct HostilePeerTests {
  @Test func framesMayComeByteByByte() async throws {
    try await TestServer.with { test in
      try await RawClient.with(test) { client in
        var bytes = ByteBuffer()
        Hello(software: "slow").frame.write(into: &bytes)
        try WireRequest.checkpoint.frame(request: 1).write(into: &bytes)
        for byte in bytes.readableBytesView { try await client.send(ByteBuffer(bytes: [byte])) }
        #expect(try await client.next().kind == .welcome)
        #expect(try await client.next().kind == .checkpointAnswer)
      }
    }
  }

  @Test func aStrangeFirstFrameIsToldWhy() async throws {
    try await TestServer.with { test in
      try await RawClient.with(test) { client in
        try await client.send(WireRequest.checkpoint.frame(request: 1))
        let frame = try await client.next()
        #expect(frame.kind == .error && frame.request == 0)
        #expect(try WireRefusal(body: frame.body).code == .unexpectedMessage)
        #expect((await test.nextTurnedAway() as? WireRefusal)?.code == .unexpectedMessage)
      }
    }
  }

  @Test func aFrameOfFourGibibytesIsToldWhy() async throws {
    try await TestServer.with { test in
      try await RawClient.with(test) { client in
        try await client.send(Hello(software: "x").frame)
        #expect(try await client.next().kind == .welcome)
        try await client.send(ByteBuffer(bytes: [0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 0, 0, 0, 0, 0, 1]))
        #expect(try await WireRefusal(body: client.next().body).code == .tooLarge)
        #expect((await test.nextLeft() as? WireRefusal)?.code == .tooLarge)
      }
    }
  }

  @Test func aRequestOfALaterVersionIsRefusedAndTheNextIsServed() async throws {
    try await TestServer.with { test in
      try await RawClient.with(test) { client in
        try await client.send(Hello(versions: 1...9, software: "future").frame)
        #expect(try await client.next().kind == .welcome)
        try await client.send(ByteBuffer(bytes: [0, 0, 0, 3, 1, 0xEE, 0, 0, 0, 0, 0, 1, 7, 7, 7]))
        let refused = try await client.next()
        #expect(refused.request == 1)
        #expect(try WireRefusal(body: refused.body).code == .unsupportedMessage)
        try await client.send(WireRequest.checkpoint.frame(request: 2))
        #expect(try await client.next().kind == .checkpointAnswer)
      }
    }
  }

  @Test func afterACloseNotifyInsideAFrameTheStreamIsTruncated() async throws {
    try await TestServer.with { test in
      try await RawClient.with(test) { client in
        try await client.send(Hello(software: "x").frame)
        #expect(try await client.next().kind == .welcome)
        try await client.send(ByteBuffer(bytes: [0, 0, 0, 9, 1]))
      }
      #expect(await test.nextLeft() as? TransportError == TransportError.truncated)
    }
  }

  /// It asks for 64 MiB and reads nothing of it until another peer was served.
  @Test func aPeerThatDoesNotReadHoldsUpNobody() async throws {
    let blob = [UInt8](repeating: 1, count: 64 << 20)
    try await TestServer.with(TestService(blob: blob)) { test in
      try await RawClient.with(test) { client in
        try await client.send(Hello(software: "x").frame)
        #expect(try await client.next().kind == .welcome)
        for id in UInt32(1)...64 {
          let range = BlobRange(digest: .zero, offset: UInt64(id - 1) << 20, length: 1 << 20)
          try await client.send(WireRequest.blob(range).frame(request: id))
        }
        let other = try await test.connect("R2")
        #expect(try await other.send(.checkpoint) == .checkpoint(TestService.checkpoint))
        await other.close()
        var bytes = 0
        while bytes < 64 << 20 {
          let frame = try await client.next()
          if frame.kind == .blobChunk { bytes += frame.body.readableBytes }
        }
      }
    }
  }
}
