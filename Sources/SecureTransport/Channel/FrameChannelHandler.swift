import NIOCore
import WireProtocol

/// What a connection's task is told.
enum ChannelInput: Sendable {
  /// The TLS handshake is over.
  case secured(SecuredPeer)
  case frame(FrameDecoder.Event)
}

/// Frames out of plaintext and back.
///
/// Confined to its channel's event loop.
final class FrameChannelHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ChannelInput
  typealias OutboundIn = Frame
  typealias OutboundOut = ByteBuffer

  private var decoder: FrameDecoder
  private var hasFailed = false

  init(_ side: FrameDecoder.Side) {
    decoder = FrameDecoder(side)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !hasFailed else { return }
    decoder.append(unwrapInboundIn(data))
    do {
      while let event = try decoder.next() {
        context.fireChannelRead(wrapInboundOut(.frame(event)))
      }
    } catch {
      fail(context, error)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case let peer as SecuredPeer:
      context.fireChannelRead(wrapInboundOut(.secured(peer)))
    case is PeerClosedEvent:
      if !decoder.isBetweenFrames { fail(context, TransportError.truncated) }
      context.fireUserInboundEventTriggered(event)
    default:
      context.fireUserInboundEventTriggered(event)
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    var bytes = context.channel.allocator.buffer(capacity: 0)
    unwrapOutboundIn(data).write(into: &bytes)
    context.write(wrapOutboundOut(bytes), promise: promise)
  }

  private func fail(_ context: ChannelHandlerContext, _ error: any Error) {
    hasFailed = true
    context.fireErrorCaught(error)
  }
}

@available(*, unavailable)
extension FrameChannelHandler: Sendable {}
