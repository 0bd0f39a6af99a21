import NIOCore
import OpenSSL
import TLS
import WireProtocol

/// Puts a TLS session between the socket and the frames.
///
/// Confined to its channel's event loop. The session makes TLS, ``TLSChannelState`` decides, this only carries out.
final class TLSChannelHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private struct PendingWrite {
    var bytes: ByteBuffer
    var promise: EventLoopPromise<Void>?
  }

  private let session: TLSSession
  private var state = TLSChannelState()
  /// What was written before the handshake's end: a `Hello`, no more.
  private var pendingWrites: [PendingWrite] = []
  private var closePromises: [EventLoopPromise<Void>] = []
  private var closeTimer: Scheduled<Void>?

  init(_ session: TLSSession) {
    self.session = session
  }

  // MARK: - The channel's life

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { start(context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    start(context)
    context.fireChannelActive()
  }

  private func start(_ context: ChannelHandlerContext) {
    do {
      try session.start()
      flushOutput(context)
    } catch {
      fail(context, error)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    state.becameInactive()
    closeTimer?.cancel()
    failPendingWrites(ChannelError.ioOnClosedChannel)
    do {
      try session.endOfInput()
    } catch {
      context.fireErrorCaught(TransportError(error))
    }
    for promise in closePromises { promise.succeed() }
    closePromises = []
    context.fireChannelInactive()
  }

  // MARK: - Inbound

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let isOpenNow = state.isOpen
    let plaintext: [UInt8]
    do {
      plaintext = try session.receive(unwrapInboundIn(data).readableBytesView)
    } catch {
      fail(context, error)
      return
    }
    if state.isHandshaking, session.state != .handshaking {
      do { try secured(context) } catch {
        fail(context, error)
        return
      }
    } else {
      flushOutput(context)
    }
    if !plaintext.isEmpty, isOpenNow || state.isOpen {
      context.fireChannelRead(wrapInboundOut(ByteBuffer(bytes: plaintext)))
    }
    if case .closed(clean: true) = session.state {
      context.fireUserInboundEventTriggered(PeerClosedEvent())
      run(context, state.peerSaidFarewell())
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.fireChannelReadComplete()
    if state.isLeaving { context.read() }
  }

  private func secured(_ context: ChannelHandlerContext) throws(TLSError) {
    let purpose = session.applicationProtocol.flatMap(ConnectionPurpose.init(applicationProtocol:)) ?? .session
    let certificate = session.peerCertificate.map {
      PeerIdentity.Certificate(code: $0.commonName, publicKey: $0.publicKeyDigest, serial: $0.serialNumber)
    }
    var exporter: [UInt8] = []
    if purpose == .enrolment, session.state == .open {
      exporter = try session.exporter(
        label: EnrolmentProof.exporterLabel, context: [], length: EnrolmentProof.exporterLength
      ).exposedCopy()
    }
    state.handshakeCompleted()
    flushOutput(context)
    context.fireUserInboundEventTriggered(
      SecuredPeer(purpose: purpose, certificate: certificate, enrolmentExporter: exporter))
    for write in pendingWrites { encrypt(context, write.bytes, write.promise) }
    pendingWrites = []
    context.flush()
  }

  // MARK: - Outbound

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let bytes = unwrapOutboundIn(data)
    if state.isHandshaking {
      pendingWrites.append(PendingWrite(bytes: bytes, promise: promise))
    } else if state.isOpen {
      encrypt(context, bytes, promise)
    } else {
      promise?.fail(ChannelError.outputClosed)
    }
  }

  private func encrypt(_ context: ChannelHandlerContext, _ bytes: ByteBuffer, _ promise: EventLoopPromise<Void>?) {
    do {
      try session.send(bytes.readableBytesView)
      context.write(wrapOutboundOut(ByteBuffer(bytes: session.takeOutput())), promise: promise)
    } catch {
      promise?.fail(error)
      fail(context, error)
    }
  }

  private func flushOutput(_ context: ChannelHandlerContext, promise: EventLoopPromise<Void>? = nil) {
    let output = session.takeOutput()
    guard !output.isEmpty || promise != nil else { return }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: output)), promise: promise)
  }

  private func failPendingWrites(_ error: any Error) {
    for write in pendingWrites { write.promise?.fail(error) }
    pendingWrites = []
  }

  // MARK: - The end

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard mode == .all else {
      promise?.fail(ChannelError.operationUnsupported)
      return
    }
    guard context.channel.isActive else {
      context.close(mode: mode, promise: promise)
      return
    }
    if let promise { closePromises.append(promise) }
    run(context, state.closeRequested())
  }

  private func fail(_ context: ChannelHandlerContext, _ error: TLSError) {
    failPendingWrites(error)
    context.fireErrorCaught(TransportError(error))
    run(context, state.failed())
  }

  private func run(_ context: ChannelHandlerContext, _ action: TLSChannelState.Action) {
    switch action {
    case .nothing: break
    case .sayFarewell:
      session.beginShutdown()
      leave(context)
    case .endOutput:
      let written = context.eventLoop.makePromise(of: Void.self)
      written.futureResult.assumeIsolated().whenComplete { _ in context.close(mode: .output, promise: nil) }
      leave(context, written)
    case .flushAndClose:
      let written = context.eventLoop.makePromise(of: Void.self)
      written.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
      flushOutput(context, promise: written)
    case .close:
      context.close(promise: nil)
    }
  }

  /// Writes what is left. The socket is closed when the other side has closed, or after a time: never before the last
  /// bytes are written, because closing fails what is still queued.
  private func leave(_ context: ChannelHandlerContext, _ written: EventLoopPromise<Void>? = nil) {
    flushOutput(context, promise: written)
    closeTimer = context.eventLoop.assumeIsolated().scheduleTask(in: WireLimits.closeTime) {
      self.run(context, self.state.waitedLongEnough())
    }
    context.read()
  }
}

@available(*, unavailable)
extension TLSChannelHandler: Sendable {}
