import NIOCore
import Testing

@testable import WireProtocol

struct FrameDecoderTests {
  private func bytes(_ frames: [Frame]) -> ByteBuffer {
    var buffer = ByteBuffer()
    for frame in frames { frame.write(into: &buffer) }
    return buffer
  }

  private func header(length: UInt32, kind: UInt16, flags: UInt8 = 0, reserved: UInt8 = 0) -> ByteBuffer {
    var buffer = ByteBuffer()
    buffer.writeMultipleIntegers(length, kind, flags, reserved, UInt32(7))
    return buffer
  }

  private func all(_ decoder: inout FrameDecoder) throws -> [FrameDecoder.Event] {
    var events: [FrameDecoder.Event] = []
    while let event = try decoder.next() { events.append(event) }
    return events
  }

  private var conversation: [Frame] {
    [
      Samples.hello.frame, Frame(.checkpointRequest, request: 1),
      Frame(.submitRequest, request: 2, body: ByteBuffer(repeating: 1, count: 60_000)), Liveness.ping(1),
    ]
  }

  @Test(arguments: [1, 2, 3, 11, 12, 13, 1_000, 65_536])
  func framesComeOutTheSameHoweverTheBytesArrive(_ step: Int) throws {
    var stream = bytes(conversation)
    var decoder = FrameDecoder(.server)
    var events: [FrameDecoder.Event] = []
    while stream.readableBytes > 0 {
      let part = stream.readSlice(length: min(step, stream.readableBytes)) ?? ByteBuffer()
      decoder.append(part)
      events += try all(&decoder)
    }
    #expect(events == conversation.map { .frame($0) })
    #expect(decoder.isBetweenFrames)
  }

  @Test func aStreamCutOffInsideAFrameIsSeen() throws {
    let whole = bytes([Samples.hello.frame])
    for length in 1..<whole.readableBytes {
      var decoder = FrameDecoder(.server)
      decoder.append(try #require(whole.getSlice(at: 0, length: length)))
      #expect(try decoder.next() == nil)
      #expect(!decoder.isBetweenFrames)
    }
  }

  @Test func anUnknownKindIsSkippedAndTheNextFrameComes() throws {
    var decoder = FrameDecoder(.client)
    decoder.append(header(length: 100_000, kind: 0x02FE))
    for _ in 0..<10 {
      decoder.append(ByteBuffer(repeating: 9, count: 10_000))
    }
    decoder.append(bytes([Liveness.pong(4)]))
    let skipped = FrameDecoder.Event.skipped(kind: 0x02FE, request: 7, reason: .unknownKind)
    #expect(try all(&decoder) == [skipped, .frame(Liveness.pong(4))])
  }

  @Test func bytesOfASkippedFrameAreNotKept() throws {
    var decoder = FrameDecoder(.client)
    decoder.append(header(length: UInt32(WireLimits.frameBody), kind: 0x02FE))
    #expect(try decoder.next() == nil)
    for _ in 0..<3 {
      decoder.append(ByteBuffer(repeating: 9, count: 80_000))
      #expect(try decoder.next() == nil)
    }
    decoder.append(ByteBuffer(repeating: 9, count: WireLimits.frameBody - 240_000))
    #expect(try decoder.next() == .skipped(kind: 0x02FE, request: 7, reason: .unknownKind))
    #expect(decoder.isBetweenFrames)
  }

  @Test(arguments: [(UInt8(2), UInt8(0)), (0, 1), (0xFF, 0xFF)])
  func unknownFlagsAreSkipped(_ flags: UInt8, _ reserved: UInt8) throws {
    var decoder = FrameDecoder(.client)
    decoder.append(header(length: 0, kind: FrameKind.pong.rawValue, flags: flags, reserved: reserved))
    #expect(
      try decoder.next() == .skipped(kind: FrameKind.pong.rawValue, request: 7, reason: .unknownFlags))
  }

  @Test(arguments: FrameKind.allCases.filter { $0.maximumBody < WireLimits.frameBody })
  func aBodyLongerThanItsKindAllowsIsSkipped(_ kind: FrameKind) throws {
    var decoder = FrameDecoder(.client)
    decoder.append(header(length: UInt32(kind.maximumBody + 1), kind: kind.rawValue))
    decoder.append(ByteBuffer(repeating: 0, count: kind.maximumBody + 1))
    #expect(try decoder.next() == .skipped(kind: kind.rawValue, request: 7, reason: .tooLarge))
  }

  @Test func aServerKeepsNothingOfAStrangerThatDoesNotSayHello() {
    for kind in FrameKind.allCases where kind != .hello {
      var decoder = FrameDecoder(.server)
      decoder.append(header(length: 1, kind: kind.rawValue))
      #expect(throws: WireRefusal.unexpected("")) { try decoder.next() }
    }
  }

  @Test func everyRequestHasAnAnswer() {
    for kind in FrameKind.allCases where kind.isRequest {
      #expect(kind.answer != nil, "\(kind)")
    }
    #expect(FrameKind.welcome.answer == nil)
    #expect(FrameKind.allCases.allSatisfy { $0.maximumBody <= WireLimits.frameBody })
  }
}
