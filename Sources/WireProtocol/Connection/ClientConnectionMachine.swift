package import NIOCore

/// The client's side of one connection, as a value: events in, one action out (`protocol/wire.md` §5).
package struct ClientConnectionMachine: ~Copyable {
  package enum Action: Equatable, Sendable {
    case nothing
    case send(Frame)
    case welcomed(Welcome)
    case answered(WireAnswer, id: UInt32)
    case refused(WireRefusal, id: UInt32)
    /// Bytes of the blob range asked for; they come in order.
    case chunk(ByteBuffer, id: UInt32, isLast: Bool)
    case pushed(WirePush)
    /// The server takes nothing new; these requests were not looked at.
    case goingAway(WireRefusal, unanswered: [UInt32])
    /// The connection is of no more use.
    case fail(WireRefusal)
  }

  package enum Start: Equatable, Sendable {
    case send(Frame, id: UInt32)
    /// As many requests wait as the protocol allows: try again after the next answer.
    case wait
    case refuse(WireRefusal)
  }

  private enum Expectation {
    case answer(FrameKind)
    case chunks(left: Int)
  }

  private struct Pending {
    var expects: Expectation
    /// For a blob: the range asked for.
    var range: BlobRange?
    var since: NIODeadline
    /// The caller gave up: what still comes is thrown away.
    var isAbandoned = false
  }

  private struct Serving {
    var pending: [UInt32: Pending] = [:]
    var lastRequest: UInt32 = 0
    var heard: NIODeadline
    var pinged = false
  }

  private enum State {
    case awaitingWelcome(until: NIODeadline)
    case serving(Serving)
    case draining(Serving, WireRefusal)
    case closed(WireRefusal)
  }

  private let hello: Hello
  private var state: State

  package init(_ hello: Hello, now: NIODeadline) {
    self.hello = hello
    state = .awaitingWelcome(until: now + WireLimits.handshakeTime)
  }

  package var firstFrame: Frame { hello.frame }

  /// When ``tick(now:)`` has something to do; nil once closed.
  package var nextTick: NIODeadline? {
    switch state {
    case .awaitingWelcome(let until): return until
    case .serving(let serving), .draining(let serving, _):
      let quiet = serving.heard + (serving.pinged ? WireLimits.idleTime : WireLimits.pingAfter)
      guard let oldest = serving.pending.values.map(\.since).min() else { return quiet }
      return min(quiet, oldest + WireLimits.answerTime)
    case .closed: return nil
    }
  }

  /// Whether nothing waits for an answer.
  package var isQuiet: Bool {
    switch state {
    case .serving(let serving), .draining(let serving, _): serving.pending.isEmpty
    case .awaitingWelcome, .closed: true
    }
  }
}

// MARK: - Events from the caller

extension ClientConnectionMachine {
  package mutating func start(_ request: WireRequest, now: NIODeadline) -> Start {
    switch state {
    case .awaitingWelcome: return .refuse(.unexpected("a request before the Welcome"))
    case .draining(_, let reason), .closed(let reason): return .refuse(reason)
    case .serving(var serving):
      guard serving.pending.count < WireLimits.requestsInFlight else { return .wait }
      guard serving.lastRequest < .max, let answer = request.kind.answer else {
        return .refuse(.unexpected("request ids of this connection are used up"))
      }
      let id = serving.lastRequest + 1
      do throws(WireRefusal) {
        let frame = try request.frame(request: id)
        let range: BlobRange? = if case .blob(let range) = request { range } else { nil }
        serving.pending[id] = Pending(expects: .answer(answer), range: range, since: now)
        serving.lastRequest = id
        state = .serving(serving)
        return .send(frame, id: id)
      } catch {
        return .refuse(error)
      }
    }
  }

  /// The caller no longer wants the answer. It still counts as in flight until it has come.
  package mutating func abandon(_ id: UInt32) {
    switch state {
    case .serving(var serving):
      serving.pending[id]?.isAbandoned = true
      state = .serving(serving)
    case .draining(var serving, let reason):
      serving.pending[id]?.isAbandoned = true
      state = .draining(serving, reason)
    case .awaitingWelcome, .closed: break
    }
  }

  package mutating func tick(now: NIODeadline) -> Action {
    switch state {
    case .awaitingWelcome(let until):
      return now >= until ? fail(.timedOut("no Welcome")) : .nothing
    case .serving(var serving):
      let action = Self.tick(&serving, now: now)
      state = .serving(serving)
      return run(action)
    case .draining(var serving, let reason):
      let action = Self.tick(&serving, now: now)
      state = .draining(serving, reason)
      return run(action)
    case .closed: return .nothing
    }
  }

  private static func tick(_ serving: inout Serving, now: NIODeadline) -> Action {
    if now >= serving.heard + WireLimits.idleTime { return .fail(.timedOut("nothing heard from the server")) }
    if serving.pending.values.contains(where: { now >= $0.since + WireLimits.answerTime }) {
      return .fail(.timedOut("no answer from the server"))
    }
    guard !serving.pinged, now >= serving.heard + WireLimits.pingAfter else { return .nothing }
    serving.pinged = true
    return .send(Liveness.ping(UInt64(serving.lastRequest)))
  }

  private mutating func run(_ action: Action) -> Action {
    if case .fail(let reason) = action { return fail(reason) }
    return action
  }

  private mutating func fail(_ reason: WireRefusal) -> Action {
    if case .closed = state { return .nothing }
    state = .closed(reason)
    return .fail(reason)
  }

  /// The caller closes the connection.
  package mutating func close() {
    if case .closed = state { return }
    state = .closed(.closedHere)
  }

  /// The transport is gone: refused by the TLS layer, cut off, or closed in good order (`reason` nil).
  package mutating func peerClosed(_ reason: WireRefusal?) -> Action {
    switch state {
    case .draining(_, let said): fail(reason ?? said)
    case .awaitingWelcome, .serving: fail(reason ?? .closedByPeer)
    case .closed: .nothing
    }
  }

  /// The stream cannot be followed any further.
  package mutating func failed(_ refusal: WireRefusal) -> Action { fail(refusal) }
}

// MARK: - Events from the server

extension ClientConnectionMachine {
  package mutating func received(_ event: FrameDecoder.Event, now: NIODeadline) -> Action {
    switch state {
    case .awaitingWelcome:
      return welcome(event, now: now)
    case .serving(var serving):
      serving.heard = now
      serving.pinged = false
      let action = Self.take(event, &serving, now: now)
      if case .goingAway(let reason, let unanswered) = action {
        for id in unanswered { serving.pending[id] = nil }
        state = .draining(serving, reason)
        return action
      }
      state = .serving(serving)
      return run(action)
    case .draining(var serving, let reason):
      serving.heard = now
      serving.pinged = false
      let action = Self.take(event, &serving, now: now)
      state = .draining(serving, reason)
      return run(action)
    case .closed:
      return .nothing
    }
  }

  private mutating func welcome(_ event: FrameDecoder.Event, now: NIODeadline) -> Action {
    guard case .frame(let frame) = event else { return fail(.unexpected("the first frame must be Welcome")) }
    do throws(WireRefusal) {
      switch frame.kind {
      case .welcome:
        let welcome = try Welcome(body: frame.body)
        guard hello.versions.contains(welcome.version), WireVersion.supported.contains(welcome.version) else {
          throw .unsupportedVersion(welcome.version...welcome.version, ours: WireVersion.supported)
        }
        if let expected = hello.session, expected != welcome.session { throw .otherSession }
        state = .serving(Serving(heard: now))
        return .welcomed(welcome)
      case .error: throw try WireRefusal(body: frame.body)
      case .goAway: throw try WireRefusal.goAway(body: frame.body).reason
      default: throw .unexpected("the first frame must be Welcome, not kind \(frame.kind.rawValue)")
      }
    } catch {
      return fail(error)
    }
  }

  private static func take(_ event: FrameDecoder.Event, _ serving: inout Serving, now: NIODeadline) -> Action {
    switch event {
    case .skipped(let kind, let request, _):
      return skipped(kind: kind, request: request, &serving)
    case .frame(let frame):
      do throws(WireRefusal) {
        return try take(frame, &serving, now: now)
      } catch {
        return .fail(error)
      }
    }
  }

  private static func skipped(kind: UInt16, request: UInt32, _ serving: inout Serving) -> Action {
    switch FrameKind.Class(ofKind: kind) {
    case .push: return .nothing
    case .answer, .bulk:
      guard let pending = serving.pending.removeValue(forKey: request), !pending.isAbandoned else { return .nothing }
      return .refused(.unsupportedMessage("an answer of kind \(kind)"), id: request)
    case .control, .request, nil: return .fail(.unsupportedMessage("a frame of kind \(kind)"))
    }
  }

  private static func take(_ frame: Frame, _ serving: inout Serving, now: NIODeadline) throws(WireRefusal) -> Action {
    switch frame.kind {
    case .ping: return .send(Liveness.pong(try Liveness.pingToken(frame.body)))
    case .pong:
      _ = try Liveness.pongToken(frame.body)
      return .nothing
    case .goAway:
      let (reason, lastRequest) = try WireRefusal.goAway(body: frame.body)
      return .goingAway(reason, unanswered: serving.pending.keys.filter { $0 > lastRequest }.sorted())
    case .error:
      let refusal = try WireRefusal(body: frame.body)
      guard frame.request != 0 else { throw refusal }
      guard let pending = serving.pending.removeValue(forKey: frame.request) else {
        throw .unexpected("an error for request \(frame.request), which does not wait")
      }
      return pending.isAbandoned ? .nothing : .refused(refusal, id: frame.request)
    case .blobChunk: return try chunk(frame, &serving, now: now)
    case .phasePush, .checkpointPush, .noticePush: return .pushed(try WirePush(kind: frame.kind, body: frame.body))
    default: return try answer(frame, &serving, now: now)
    }
  }

  private static func answer(
    _ frame: Frame, _ serving: inout Serving, now: NIODeadline
  ) throws(WireRefusal) -> Action {
    guard var pending = serving.pending[frame.request], case .answer(let kind) = pending.expects, kind == frame.kind
    else { throw .unexpected("kind \(frame.kind.rawValue) for request \(frame.request)") }
    let answer = try WireAnswer(kind: frame.kind, body: frame.body)
    var continues = false
    if case .blob(let part) = answer {
      guard let range = pending.range, part.offset == range.offset, part.length <= range.length else {
        throw .malformed("an answer for another range")
      }
      continues = part.length > 0
      pending.expects = .chunks(left: Int(part.length))
    }
    guard frame.continues == continues else { throw .malformed("the continuation flag of an answer") }
    pending.since = now
    serving.pending[frame.request] = continues ? pending : nil
    return pending.isAbandoned ? .nothing : .answered(answer, id: frame.request)
  }

  private static func chunk(
    _ frame: Frame, _ serving: inout Serving, now: NIODeadline
  ) throws(WireRefusal) -> Action {
    guard var pending = serving.pending[frame.request], case .chunks(let left) = pending.expects else {
      throw .unexpected("a chunk for request \(frame.request)")
    }
    let length = frame.body.readableBytes
    guard length == min(left, WireLimits.blobChunk), frame.continues == (length < left) else {
      throw .malformed("a chunk of \(length) bytes where \(left) are left")
    }
    pending.expects = .chunks(left: left - length)
    pending.since = now
    serving.pending[frame.request] = frame.continues ? pending : nil
    return pending.isAbandoned ? .nothing : .chunk(frame.body, id: frame.request, isLast: !frame.continues)
  }
}

extension WireRefusal {
  package static let closedHere = WireRefusal(
    .shuttingDown, zh: "连接已由本方关闭", en: "the connection was closed here", retriable: true, detail: "closed-here")

  package static let closedByPeer = WireRefusal(
    .shuttingDown, zh: "对方关闭了连接", en: "the other side closed the connection", retriable: true,
    detail: "closed-by-peer")

  package static let otherSession = WireRefusal(
    .wrongSession, zh: "服务器所属的评审会次与输入的会次编码不一致，请核对聘书上的编码",
    en: "the server runs another session than the code typed here; compare it with the letter of appointment")
}
