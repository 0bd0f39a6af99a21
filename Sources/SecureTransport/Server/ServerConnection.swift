import NIOCore
import WireProtocol

/// One connection of the server: owns the state machine and the way out, and runs what the machine says.
actor ServerConnection {
  nonisolated let number: UInt64
  /// Pushes wait here, the newest 16: they are hints, and a slow reader must not hold up the others.
  nonisolated let pushes: AsyncStream<WirePush>.Continuation
  private let pushQueue: AsyncStream<WirePush>
  private let outbox: FrameOutbox
  private var machine: ServerConnectionMachine
  /// Set once the service has admitted the peer.
  private(set) var admitted: PeerIdentity?
  /// Why this side ended the connection, if it did.
  private(set) var endReason: WireRefusal?

  init(number: UInt64, outbox: FrameOutbox) {
    self.number = number
    self.outbox = outbox
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
      run(action)
      // A peer that asks and does not read is not read from either.
      await outbox.room()
      return nil
    }
  }

  func failed(_ refusal: WireRefusal) {
    run(machine.failed(refusal))
  }

  /// Nothing more comes from the peer, and nothing more goes to it.
  func peerClosed() {
    _ = machine.peerClosed()
    end()
  }

  func admit(_ peer: PeerIdentity, _ welcome: Welcome) {
    admitted = peer
    run(machine.admitted(welcome, now: .now()))
  }

  func refuse(_ refusal: WireRefusal) {
    endReason = refusal
    run(machine.refused(refusal))
  }

  /// Waits while the peer is slow.
  ///
  /// - Returns: false when the connection has ended and no further frame is wanted.
  func answer(_ frame: Frame) async -> Bool {
    let isWanted = run(machine.answer(frame))
    await outbox.room()
    return isWanted
  }

  func drain(_ reason: WireRefusal) {
    run(machine.drain(reason, now: .now()))
  }

  func expel(_ reason: WireRefusal) {
    run(machine.expel(reason))
  }

  /// Sends the pushes that wait, until the connection ends.
  func sendPushes() async {
    for await push in pushQueue {
      await outbox.room()
      // A push longer than its kind allows is dropped: it is a hint.
      guard let frame = try? push.frame() else { continue }
      run(machine.push(frame))
    }
  }

  /// Tells the machine the time when it asks for it. It is looked at every few seconds because an event may bring the
  /// next time nearer.
  func keepTime() async {
    while let deadline = machine.nextTick {
      let pause = min(deadline - .now(), .seconds(5))
      do { try await Task.sleep(for: .nanoseconds(max(pause.nanoseconds, 1_000_000))) } catch { return }
      run(machine.tick(now: .now()))
    }
  }

  /// - Returns: whether a frame is on its way.
  @discardableResult
  private func run(_ action: ServerConnectionMachine.Action) -> Bool {
    switch action {
    case .nothing, .admit, .handle:
      return false
    case .send(let frame):
      outbox.append(frame)
      return true
    case .sendAndClose(let frame):
      if frame.kind == .error, endReason == nil { endReason = try? WireRefusal(body: frame.body) }
      outbox.append(frame)
      end()
      return true
    case .close:
      end()
      return false
    }
  }

  private func end() {
    pushes.finish()
    outbox.finish()
  }
}
