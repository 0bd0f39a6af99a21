import NIOCore
import WireProtocol

/// One connection of the server: owns the state machine and the way out, and runs what the machine says.
actor ServerConnection {
  typealias Writer = NIOAsyncChannelOutboundWriter<Frame>

  nonisolated let number: UInt64
  /// Pushes wait here, the newest 16: they are hints, and a slow reader must not hold up the others.
  nonisolated let pushes: AsyncStream<WirePush>.Continuation
  private let pushQueue: AsyncStream<WirePush>
  private let channel: any Channel
  private let writer: Writer
  private var machine: ServerConnectionMachine
  /// Set once the service has admitted the peer.
  private(set) var admitted: PeerIdentity?
  /// Why this side ended the connection, if it did.
  private(set) var endReason: WireRefusal?

  init(number: UInt64, channel: any Channel, writer: Writer) {
    self.number = number
    self.channel = channel
    self.writer = writer
    machine = ServerConnectionMachine(now: .now())
    (pushQueue, pushes) = AsyncStream.makeStream(of: WirePush.self, bufferingPolicy: .bufferingNewest(16))
  }

  func secured(_ purpose: ConnectionPurpose) {
    machine.secured(purpose)
  }

  /// - Returns: what the connection's task has to ask the service; nil when all is done.
  func received(_ event: FrameDecoder.Event) async -> ServerConnectionMachine.Action? {
    let action = machine.received(event, now: .now())
    switch action {
    case .admit, .handle: return action
    case .nothing, .send, .sendAndClose, .close:
      await run(action)
      return nil
    }
  }

  func failed(_ refusal: WireRefusal) async {
    await run(machine.failed(refusal))
  }

  func peerClosed() {
    _ = machine.peerClosed()
    pushes.finish()
  }

  func admit(_ peer: PeerIdentity, _ welcome: Welcome) async {
    admitted = peer
    await run(machine.admitted(welcome, now: .now()))
  }

  func refuse(_ refusal: WireRefusal) async {
    endReason = refusal
    await run(machine.refused(refusal))
  }

  /// - Returns: false when the connection has ended and no further frame is wanted.
  func answer(_ frame: Frame) async -> Bool {
    await run(machine.answer(frame))
  }

  func drain(_ reason: WireRefusal) async {
    await run(machine.drain(reason, now: .now()))
  }

  func expel(_ reason: WireRefusal) async {
    await run(machine.expel(reason))
  }

  /// Sends the pushes that wait, until the connection ends.
  func sendPushes() async {
    for await push in pushQueue {
      // A push longer than its kind allows is dropped: it is a hint.
      guard let frame = try? push.frame() else { continue }
      await run(machine.push(frame))
    }
  }

  /// Tells the machine the time when it asks for it. It is looked at every few seconds because an event may bring the
  /// next time nearer.
  func keepTime() async {
    while let deadline = machine.nextTick {
      let pause = min(deadline - .now(), .seconds(5))
      do { try await Task.sleep(for: .nanoseconds(max(pause.nanoseconds, 1_000_000))) } catch { return }
      await run(machine.tick(now: .now()))
    }
  }

  /// A write that fails is no news: the connection is gone, and the reading side learns why.
  ///
  /// - Returns: whether a frame was sent.
  @discardableResult
  private func run(_ action: ServerConnectionMachine.Action) async -> Bool {
    switch action {
    case .nothing, .admit, .handle: return false
    case .send(let frame): return await write(frame)
    case .sendAndClose(let frame):
      if frame.kind == .error, endReason == nil { endReason = try? WireRefusal(body: frame.body) }
      pushes.finish()
      let isSent = await write(frame)
      channel.close(promise: nil)
      return isSent
    case .close:
      pushes.finish()
      channel.close(promise: nil)
      return false
    }
  }

  private func write(_ frame: Frame) async -> Bool {
    do {
      try await writer.write(frame)
      return true
    } catch {
      channel.close(promise: nil)
      return false
    }
  }
}
