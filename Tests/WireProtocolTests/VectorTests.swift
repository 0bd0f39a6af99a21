import ByteCoding
import NIOCore
import Testing

@testable import WireProtocol

/// Frames made by Google's protoc and the text of the specification, against our own code, both ways.
struct VectorTests {
  @Test(arguments: Vectors.frames)
  func aFrameMeansWhatTheSpecificationSays(_ vector: Vectors.FrameVector) throws {
    var decoder = FrameDecoder(.client)
    decoder.append(Vectors.buffer(vector.frame))
    guard case .frame(let frame) = try decoder.next() else {
      Issue.record("no frame")
      return
    }
    #expect(decoder.isBetweenFrames)
    #expect(frame.kind.rawValue == vector.kind)
    #expect(frame.request == vector.request)
    #expect(frame.continues == vector.continues)

    let again = try reencode(frame, vector.name)
    var bytes = ByteBuffer()
    again.write(into: &bytes)
    #expect(bytes == Vectors.buffer(vector.frame))
  }

  /// Decodes, compares with the value expected, and encodes that value.
  private func reencode(_ frame: Frame, _ name: String) throws -> Frame {
    switch FrameKind.Class(ofKind: frame.kind.rawValue) {
    case .request:
      let expected = try #require(Samples.requests[name])
      #expect(try WireRequest(kind: frame.kind, body: frame.body) == expected)
      return try expected.frame(request: frame.request)
    case .answer where frame.kind != .error:
      let expected = try #require(Samples.answers[name])
      #expect(try WireAnswer(kind: frame.kind, body: frame.body) == expected)
      return try expected.frame(request: frame.request)
    case .push:
      let expected = try #require(Samples.pushes[name])
      #expect(try WirePush(kind: frame.kind, body: frame.body) == expected)
      return try expected.frame()
    default: return try reencodeOther(frame, name)
    }
  }

  private func reencodeOther(_ frame: Frame, _ name: String) throws -> Frame {
    switch name {
    case "hello":
      #expect(try Hello(body: frame.body) == Samples.hello)
      return Samples.hello.frame
    case "hello-without-session":
      let expected = Hello(versions: 1...3, software: "other/2")
      #expect(try Hello(body: frame.body) == expected)
      return expected.frame
    case "welcome":
      #expect(try Welcome(body: frame.body) == Samples.welcome)
      return Samples.welcome.frame
    case "welcome-to-a-candidate":
      let expected = Welcome(
        session: Samples.digest(0xAA), software: "other/2", phase: "preparing", checkpoint: [], code: "",
        role: .candidate)
      #expect(try Welcome(body: frame.body) == expected)
      return expected.frame
    case "ping":
      #expect(try Liveness.pingToken(frame.body) == 258)
      return Liveness.ping(258)
    case "pong":
      #expect(try Liveness.pongToken(frame.body) == 258)
      return Liveness.pong(258)
    case "go-away":
      let (reason, last) = try WireRefusal.goAway(body: frame.body)
      #expect(reason.code == .shuttingDown && reason.zh == "服务器正在停止" && last == 9)
      return reason.goAwayFrame(lastRequest: last)
    case "error", "error-of-the-connection":
      let refusal = try WireRefusal(body: frame.body)
      #expect(refusal.code == (name == "error" ? .refused : .unsupportedVersion))
      #expect(refusal.detail == (name == "error" ? "equivocation" : ""))
      #expect(refusal.refusal == (name == "error" ? Array("{}".utf8) : []))
      #expect(refusal.versions == (name == "error" ? nil : 1...1))
      return refusal.frame(request: frame.request)
    case "blob-chunk":
      #expect(frame.body == ByteBuffer(bytes: [0x50, 0x4B, 0x03]))
      return frame
    default:
      Issue.record("no sample for \(name)")
      return frame
    }
  }

  @Test func everyKindHasAVector() {
    let covered = Set(Vectors.frames.map(\.kind))
    #expect(FrameKind.allCases.filter { !covered.contains($0.rawValue) } == [])
  }

  @Test(arguments: Vectors.refused.streams)
  func aStreamThatCannotBeFollowedIsRefused(_ vector: Vectors.Refused.Stream) {
    var decoder = FrameDecoder(vector.side == "server" ? .server : .client)
    decoder.append(Vectors.buffer(vector.bytes))
    #expect(throws: WireRefusal(code(vector.code), zh: "", en: "")) { try decoder.next() }
  }

  @Test(arguments: Vectors.refused.bodies)
  func aBodyThatBreaksARuleIsRefused(_ vector: Vectors.Refused.Body) throws {
    let kind = try #require(FrameKind(rawValue: vector.kind))
    #expect(throws: WireRefusal(code(vector.code), zh: "", en: "")) {
      try decodeBody(kind, Vectors.buffer(vector.body))
    }
  }

  /// Whatever is cut off or changed in one byte, the answer is a value or a refusal.
  @Test(arguments: Vectors.frames)
  func aDamagedBodyNeverTraps(_ vector: Vectors.FrameVector) throws {
    let kind = try #require(FrameKind(rawValue: vector.kind))
    let body = Array(Array(buffer: Vectors.buffer(vector.frame)).dropFirst(WireLimits.frameHeader))
    for end in 0..<body.count {
      _ = try? decodeBody(kind, ByteBuffer(bytes: body[..<end]))
    }
    for position in body.indices {
      for change in [UInt8(0x01), 0x7F, 0x80, 0xFF] {
        var damaged = body
        damaged[position] ^= change
        _ = try? decodeBody(kind, ByteBuffer(bytes: damaged))
      }
    }
  }

  private func code(_ name: String) -> WireRefusal.Code {
    WireRefusal.Code.allCases.first { "\($0)" == name } ?? .internalError
  }

  private func decodeBody(_ kind: FrameKind, _ body: ByteBuffer) throws {
    switch kind {
    case .hello: _ = try Hello(body: body)
    case .welcome: _ = try Welcome(body: body)
    case .ping: _ = try Liveness.pingToken(body)
    case .pong: _ = try Liveness.pongToken(body)
    case .goAway: _ = try WireRefusal.goAway(body: body)
    case .error: _ = try WireRefusal(body: body)
    case .blobChunk: break
    default:
      switch FrameKind.Class(ofKind: kind.rawValue) {
      case .request: _ = try WireRequest(kind: kind, body: body)
      case .answer: _ = try WireAnswer(kind: kind, body: body)
      default: _ = try WirePush(kind: kind, body: body)
      }
    }
  }
}
