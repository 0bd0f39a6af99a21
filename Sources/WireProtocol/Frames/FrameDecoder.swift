package import NIOCore

/// Bytes in, frames out. Checks each length when the header is there, before it keeps a byte of the body.
package struct FrameDecoder {
  package enum Event: Equatable, Sendable {
    case frame(Frame)
    /// A frame that this version cannot take, whose body was thrown away as it came: the connection goes on.
    case skipped(kind: UInt16, request: UInt32, reason: SkipReason)
  }

  package enum SkipReason: Sendable {
    case unknownKind
    case unknownFlags
    /// Longer than its kind allows, but no longer than the longest frame.
    case tooLarge
  }

  package enum Side: Sendable {
    /// Takes `Hello` as the first frame and nothing else, so that a stranger cannot make it keep more than that.
    case server
    case client
  }

  private struct Header {
    var length: Int
    var kind: UInt16
    var flags: UInt8
    var reserved: UInt8
    var request: UInt32
  }

  private enum State {
    case header
    case body(FrameKind, request: UInt32, continues: Bool, length: Int)
    case skipping(kind: UInt16, request: UInt32, SkipReason, left: Int)
  }

  private var buffer = ByteBuffer()
  private var state = State.header
  private var expectsHello: Bool

  package init(_ side: Side) {
    expectsHello = side == .server
  }

  /// Whether the bytes so far end where a frame ends. A connection that closes elsewhere was cut off.
  package var isBetweenFrames: Bool {
    guard case .header = state else { return false }
    return buffer.readableBytes == 0
  }

  package mutating func append(_ bytes: ByteBuffer) {
    if buffer.readableBytes == 0 {
      buffer = bytes
    } else {
      buffer.discardReadBytes()
      buffer.writeImmutableBuffer(bytes)
    }
  }

  /// - Returns: nil when more bytes are needed.
  /// - Throws: ``WireRefusal`` when the stream cannot be followed any further.
  package mutating func next() throws(WireRefusal) -> Event? {
    while true {
      switch state {
      case .header:
        guard let header = readHeader() else { return nil }
        state = try Self.judge(header, expectsHello: expectsHello)
      case .body(let kind, let request, let continues, let length):
        guard let body = buffer.readSlice(length: length) else { return nil }
        state = .header
        expectsHello = false
        return .frame(Frame(kind, request: request, continues: continues, body: body))
      case .skipping(let kind, let request, let reason, let left):
        let gone = min(left, buffer.readableBytes)
        buffer.moveReaderIndex(forwardBy: gone)
        guard gone == left else {
          state = .skipping(kind: kind, request: request, reason, left: left - gone)
          return nil
        }
        state = .header
        return .skipped(kind: kind, request: request, reason: reason)
      }
    }
  }

  private mutating func readHeader() -> Header? {
    guard
      let (length, kind, flags, reserved, request) = buffer.readMultipleIntegers(
        as: (UInt32, UInt16, UInt8, UInt8, UInt32).self)
    else { return nil }
    return Header(length: Int(length), kind: kind, flags: flags, reserved: reserved, request: request)
  }

  private static func judge(_ header: Header, expectsHello: Bool) throws(WireRefusal) -> State {
    guard header.length <= WireLimits.frameBody else {
      throw .tooLarge("a frame of \(header.length) bytes", maximum: WireLimits.frameBody)
    }
    let kind = FrameKind(rawValue: header.kind)
    if expectsHello, kind != .hello || header.length > FrameKind.hello.maximumBody {
      throw .unexpected("the first frame must be Hello, not kind \(header.kind) with \(header.length) bytes")
    }
    func skip(_ reason: SkipReason) -> State {
      .skipping(kind: header.kind, request: header.request, reason, left: header.length)
    }
    guard let kind else { return skip(.unknownKind) }
    guard header.flags & ~Frame.continuesFlag == 0, header.reserved == 0 else { return skip(.unknownFlags) }
    guard header.length <= kind.maximumBody else { return skip(.tooLarge) }
    return .body(
      kind, request: header.request, continues: header.flags & Frame.continuesFlag != 0, length: header.length)
  }
}
