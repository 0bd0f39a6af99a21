package import NIOCore

/// The server's side of one connection, as a value: events in, one action out (`protocol/wire.md` §5).
///
/// It does no I/O and reads no clock: whoever owns it hands in the time and carries out the actions in order.
package struct ServerConnectionMachine: ~Copyable {
  package enum Action: Equatable, Sendable {
    case nothing
    /// Ask the service whether to let this caller in; then call ``admitted(_:now:)`` or ``refused(_:)``.
    case admit(Hello)
    /// Ask the service; then call ``answer(_:)`` with each frame of the answer.
    case handle(WireRequest, id: UInt32)
    case send(Frame)
    /// Send this, then close in an orderly way.
    case sendAndClose(Frame)
    case close
  }

  private struct Serving {
    let purpose: ConnectionPurpose
    /// Ids of requests without a complete answer.
    var open: Set<UInt32> = []
    var lastRequest: UInt32 = 0
    var enrolAttempts = 0
    var heard: NIODeadline
    var pinged = false
  }

  private enum State {
    case securing(until: NIODeadline)
    case awaitingHello(ConnectionPurpose, until: NIODeadline)
    case admitting(ConnectionPurpose, until: NIODeadline)
    case serving(Serving)
    case draining(Serving, until: NIODeadline)
    case closed
  }

  private var state: State

  /// The TCP connection is there.
  package init(now: NIODeadline) {
    state = .securing(until: now + WireLimits.handshakeTime)
  }

  package var isClosed: Bool {
    if case .closed = state { true } else { false }
  }

  /// Requests that wait for their answer.
  package var requestsInFlight: Int {
    switch state {
    case .serving(let serving), .draining(let serving, _): serving.open.count
    case .securing, .awaitingHello, .admitting, .closed: 0
    }
  }

  /// When ``tick(now:)`` has something to do; nil once closed.
  package var nextTick: NIODeadline? {
    switch state {
    case .securing(let until), .awaitingHello(_, let until), .admitting(_, let until): until
    case .serving(let serving): Self.nextTick(serving)
    case .draining(let serving, let until): min(until, Self.nextTick(serving))
    case .closed: nil
    }
  }

  private static func nextTick(_ serving: Serving) -> NIODeadline {
    serving.heard + (serving.pinged ? WireLimits.idleTime : WireLimits.pingAfter)
  }
}

// MARK: - Events from the peer

extension ServerConnectionMachine {
  /// The TLS handshake is over; ALPN said what the connection is for.
  package mutating func secured(_ purpose: ConnectionPurpose) {
    guard case .securing(let until) = state else { return }
    state = .awaitingHello(purpose, until: until)
  }

  package mutating func received(_ event: FrameDecoder.Event, now: NIODeadline) -> Action {
    switch state {
    case .securing:
      return end(.unexpected("a frame before the TLS handshake"))
    case .awaitingHello(let purpose, let until):
      guard case .frame(let frame) = event, frame.kind == .hello else {
        return end(.unexpected("the first frame must be Hello"))
      }
      return hello(frame, purpose, until: until)
    case .admitting:
      return end(.unexpected("nothing may follow Hello before the Welcome"))
    case .serving(var serving):
      serving.heard = now
      serving.pinged = false
      return serve(event, &serving)
    case .draining(var serving, let until):
      serving.heard = now
      serving.pinged = false
      state = .draining(serving, until: until)
      return drain(event)
    case .closed:
      return .nothing
    }
  }

  /// The stream cannot be followed any further.
  package mutating func failed(_ refusal: WireRefusal) -> Action {
    if case .closed = state { return .nothing }
    return end(refusal)
  }

  /// The peer has ended its side.
  package mutating func peerClosed() -> Action {
    if case .closed = state { return .nothing }
    state = .closed
    return .close
  }

  private mutating func hello(_ frame: Frame, _ purpose: ConnectionPurpose, until: NIODeadline) -> Action {
    do throws(WireRefusal) {
      guard frame.request == 0, !frame.continues else { throw .malformed("Hello has request id 0 and no flags") }
      let hello = try Hello(body: frame.body)
      guard hello.versions.overlaps(WireVersion.supported) else {
        throw .unsupportedVersion(hello.versions, ours: WireVersion.supported)
      }
      state = .admitting(purpose, until: until)
      return .admit(hello)
    } catch {
      return end(error)
    }
  }

  private mutating func serve(_ event: FrameDecoder.Event, _ serving: inout Serving) -> Action {
    let action: Action
    switch event {
    case .frame(let frame) where frame.kind.isRequest:
      guard Self.opens(frame.request, &serving), !frame.continues else {
        return end(.malformed("request ids must rise and requests have no flags"))
      }
      action = request(frame, &serving)
    case .frame(let frame):
      switch Self.control(frame) {
      case .success(let answer): action = answer
      case .failure(let refusal): return end(refusal)
      }
    case .skipped(let kind, let request, let reason):
      if FrameKind.Class(ofKind: kind) == .request, !Self.opens(request, &serving) {
        return end(.malformed("request ids must rise"))
      }
      action = .send(Self.refusal(of: kind, reason).frame(request: request))
    }
    state = .serving(serving)
    return action
  }

  /// Ids rise within a connection, so none is used twice.
  private static func opens(_ request: UInt32, _ serving: inout Serving) -> Bool {
    guard request > serving.lastRequest else { return false }
    serving.lastRequest = request
    return true
  }

  private func request(_ frame: Frame, _ serving: inout Serving) -> Action {
    do throws(WireRefusal) {
      switch serving.purpose {
      case .session:
        guard frame.kind != .enrolRequest else { throw .forbidden("a certified caller does not enrol") }
      case .enrolment:
        guard frame.kind == .enrolRequest else {
          throw .forbidden("without a certificate one may enrol and nothing else")
        }
        guard serving.enrolAttempts < WireLimits.enrolAttempts else {
          throw .forbidden("more than \(WireLimits.enrolAttempts) attempts on one connection")
        }
        serving.enrolAttempts += 1
      }
      guard serving.open.count < WireLimits.requestsInFlight else { throw .tooManyInFlight }
      let request = try WireRequest(kind: frame.kind, body: frame.body)
      serving.open.insert(frame.request)
      return .handle(request, id: frame.request)
    } catch {
      return .send(error.frame(request: frame.request))
    }
  }

  private static func control(_ frame: Frame) -> Result<Action, WireRefusal> {
    do throws(WireRefusal) {
      switch frame.kind {
      case .ping: return .success(.send(Liveness.pong(try Liveness.pingToken(frame.body))))
      case .pong:
        _ = try Liveness.pongToken(frame.body)
        return .success(.nothing)
      default: throw .unexpected("kind \(frame.kind.rawValue) from a client")
      }
    } catch {
      return .failure(error)
    }
  }

  private static func refusal(of kind: UInt16, _ reason: FrameDecoder.SkipReason) -> WireRefusal {
    switch reason {
    case .unknownKind: .unsupportedMessage("frame kind \(kind)")
    case .unknownFlags: .unsupportedMessage("the flags of a frame of kind \(kind)")
    case .tooLarge:
      .tooLarge("the body of a frame of kind \(kind)", maximum: FrameKind(rawValue: kind)?.maximumBody ?? 0)
    }
  }

  private mutating func drain(_ event: FrameDecoder.Event) -> Action {
    switch event {
    case .frame(let frame) where frame.kind.isRequest:
      return .send(WireRefusal.shuttingDown.frame(request: frame.request))
    case .frame(let frame):
      switch Self.control(frame) {
      case .success(let action): return action
      case .failure(let refusal): return end(refusal)
      }
    case .skipped(_, let request, _):
      return .send(WireRefusal.shuttingDown.frame(request: request))
    }
  }
}

// MARK: - Events from the service

extension ServerConnectionMachine {
  package mutating func admitted(_ welcome: Welcome, now: NIODeadline) -> Action {
    guard case .admitting(let purpose, _) = state else { return .nothing }
    state = .serving(Serving(purpose: purpose, heard: now))
    return .send(welcome.frame)
  }

  package mutating func refused(_ refusal: WireRefusal) -> Action {
    guard case .admitting = state else { return .nothing }
    return end(refusal)
  }

  /// One frame of the answer to a request, the last one if it does not continue.
  package mutating func answer(_ frame: Frame) -> Action {
    switch state {
    case .serving(var serving):
      guard serving.open.contains(frame.request) else { return .nothing }
      if !frame.continues { serving.open.remove(frame.request) }
      state = .serving(serving)
      return .send(frame)
    case .draining(var serving, let until):
      guard serving.open.contains(frame.request) else { return .nothing }
      if !frame.continues { serving.open.remove(frame.request) }
      guard serving.open.isEmpty else {
        state = .draining(serving, until: until)
        return .send(frame)
      }
      state = .closed
      return .sendAndClose(frame)
    case .securing, .awaitingHello, .admitting, .closed:
      return .nothing
    }
  }

  package mutating func push(_ frame: Frame) -> Action {
    switch state {
    case .serving, .draining: .send(frame)
    case .securing, .awaitingHello, .admitting, .closed: .nothing
    }
  }

  /// Ends the connection gracefully: tells the peer, answers what is under way, takes nothing new.
  package mutating func drain(_ reason: WireRefusal, now: NIODeadline) -> Action {
    switch state {
    case .securing, .awaitingHello, .admitting:
      return end(reason)
    case .serving(let serving):
      let goAway = reason.goAwayFrame(lastRequest: serving.lastRequest)
      guard !serving.open.isEmpty else {
        state = .closed
        return .sendAndClose(goAway)
      }
      state = .draining(serving, until: now + WireLimits.drainTime)
      return .send(goAway)
    case .draining, .closed:
      return .nothing
    }
  }

  /// Ends the connection at once, with the reason; answers under way are dropped. For a certificate that was revoked.
  package mutating func expel(_ reason: WireRefusal) -> Action {
    if case .closed = state { return .nothing }
    return end(reason)
  }

  package mutating func tick(now: NIODeadline) -> Action {
    switch state {
    case .securing(let until), .awaitingHello(_, let until), .admitting(_, let until):
      return now >= until ? end(.timedOut("handshake")) : .nothing
    case .serving(var serving):
      if now >= serving.heard + WireLimits.idleTime { return end(.timedOut("nothing heard")) }
      guard !serving.pinged, now >= serving.heard + WireLimits.pingAfter else { return .nothing }
      serving.pinged = true
      state = .serving(serving)
      return .send(Liveness.ping(UInt64(serving.lastRequest)))
    case .draining(let serving, let until):
      let isOver = now >= until || now >= serving.heard + WireLimits.idleTime
      return isOver ? end(.timedOut("answers under way")) : .nothing
    case .closed:
      return .nothing
    }
  }

  private mutating func end(_ reason: WireRefusal) -> Action {
    state = .closed
    return .sendAndClose(reason.frame(request: 0))
  }
}
