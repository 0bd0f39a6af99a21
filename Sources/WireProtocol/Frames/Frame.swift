package import NIOCore

/// One frame: the unit on the connection (`protocol/wire.md` §2).
package struct Frame: Equatable, Sendable {
  /// The request that a request, answer or chunk belongs to; 0 for control and push.
  package var request: UInt32
  package var kind: FrameKind
  /// Whether more frames follow for the same request.
  package var continues: Bool
  package var body: ByteBuffer

  package init(_ kind: FrameKind, request: UInt32 = 0, continues: Bool = false, body: ByteBuffer = ByteBuffer()) {
    self.kind = kind
    self.request = request
    self.continues = continues
    self.body = body
  }

  /// The flag bit of `continues`; the others must be zero.
  static let continuesFlag: UInt8 = 1

  /// Appends header and body.
  package func write(into buffer: inout ByteBuffer) {
    precondition(body.readableBytes <= kind.maximumBody, "a frame longer than its kind allows is our own bug")
    buffer.reserveCapacity(minimumWritableBytes: WireLimits.frameHeader + body.readableBytes)
    buffer.writeMultipleIntegers(
      UInt32(body.readableBytes), kind.rawValue, continues ? Frame.continuesFlag : 0, UInt8(0), request)
    buffer.writeImmutableBuffer(body)
  }
}
