package import ByteCoding
package import NIOCore
package import WireProtocol

/// A connection that the server has accepted. Requests may be sent from several tasks at once; each gets its own answer.
package actor ClientConnection {
  typealias AsyncChannel = NIOAsyncChannel<ChannelInput, Frame>
  typealias Writer = NIOAsyncChannelOutboundWriter<Frame>

  /// An answer, with the bytes that came in chunks.
  private struct Delivery: Sendable {
    var answer: WireAnswer
    var bytes = ByteBuffer()
  }

  private enum Slot {
    /// Nobody waits yet: the request is still being written.
    case open
    case waiting(CheckedContinuation<Delivery, any Error>)
    case done(Result<Delivery, any Error>)
  }

  /// What the server pushes: the newest 64, if nobody reads them. Ends with the connection.
  package nonisolated let pushes: AsyncStream<WirePush>
  private let pushSink: AsyncStream<WirePush>.Continuation
  private let channel: AsyncChannel
  private var machine: ClientConnectionMachine
  private let outbox: FrameOutbox
  private var slots: [UInt32: Slot] = [:]
  /// Blob answers whose chunks are still coming.
  private var partial: [UInt32: Delivery] = [:]
  /// Callers that wait for room among the requests in flight, in order.
  private var queue: [CheckedContinuation<Void, Never>] = []
  private var opening: CheckedContinuation<Welcome, any Error>?
  private var ending: [CheckedContinuation<Void, Never>] = []
  private var failure: (any Error)?
  private var hasEnded = false
  private var accepted: Welcome?
  private var peer: SecuredPeer?

  private init(_ channel: AsyncChannel, _ hello: Hello) {
    self.channel = channel
    outbox = FrameOutbox(channel.channel)
    machine = ClientConnectionMachine(hello, now: .now())
    (pushes, pushSink) = AsyncStream.makeStream(of: WirePush.self, bufferingPolicy: .bufferingNewest(64))
  }

  static func open(_ channel: AsyncChannel, _ hello: Hello) async throws -> ClientConnection {
    let connection = ClientConnection(channel, hello)
    try await connection.begin()
    return connection
  }

  private func begin() async throws {
    accepted = try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        opening = continuation
        Task { await self.work() }
      }
    } onCancel: {
      channel.channel.close(promise: nil)
    }
  }
}

// MARK: - For the caller

extension ClientConnection {
  /// What the server said when it accepted the caller.
  package var welcome: Welcome? { accepted }

  /// TLS exporter value that the enrolment's proof is bound to; empty in a session.
  package var enrolmentExporter: [UInt8] { peer?.enrolmentExporter ?? [] }

  /// The server's certificate.
  package var server: PeerIdentity.Certificate? { peer?.certificate }

  /// Sends a request and waits for its answer. Cancelling the task gives the answer up, not the connection.
  ///
  /// - Throws: `WireRefusal` for what the server refuses (the connection goes on), ``TransportError`` when the connection
  ///   is lost, `CancellationError`.
  package func send(_ request: WireRequest) async throws -> WireAnswer {
    try await deliver(request).answer
  }

  /// Reads a range of a blob.
  ///
  /// - Parameter length: at most `WireLimits.blobRange`; the bytes are fewer where the blob ends.
  /// - Returns: the size of the whole blob, and the bytes. Their digest is for the caller to check.
  package func read(_ blob: Digest, offset: UInt64, length: UInt32) async throws -> (size: UInt64, bytes: ByteBuffer) {
    let delivery = try await deliver(.blob(BlobRange(digest: blob, offset: offset, length: length)))
    guard case .blob(let part) = delivery.answer else { throw WireRefusal.unexpected("no blob part") }
    return (part.size, delivery.bytes)
  }

  /// Ends the connection in good order; what still waits for an answer fails.
  package func close() async {
    machine.close()
    end(with: TransportError.closed)
    guard !hasEnded else { return }
    channel.channel.close(promise: nil)
    await withCheckedContinuation { ending.append($0) }
  }
}

// MARK: - Requests

extension ClientConnection {
  private func deliver(_ request: WireRequest) async throws -> Delivery {
    let id = try await dispatch(request)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        switch slots[id] {
        case .done(let result):
          slots[id] = nil
          continuation.resume(with: result)
        case .open: slots[id] = .waiting(continuation)
        case .waiting, nil: continuation.resume(throwing: failure ?? CancellationError())
        }
      }
    } onCancel: {
      Task { await self.abandon(id) }
    }
  }

  /// Waits for room, and sends.
  private func dispatch(_ request: WireRequest) async throws -> UInt32 {
    while true {
      try Task.checkCancellation()
      if let failure { throw failure }
      switch machine.start(request, now: .now()) {
      case .send(let frame, let id):
        slots[id] = .open
        outbox.append(frame)
        return id
      case .wait: await withCheckedContinuation { queue.append($0) }
      case .refuse(let refusal): throw refusal
      }
    }
  }

  private func abandon(_ id: UInt32) {
    guard let slot = slots.removeValue(forKey: id) else { return }
    machine.abandon(id)
    partial[id] = nil
    if case .waiting(let continuation) = slot { continuation.resume(throwing: CancellationError()) }
  }

  private func finish(_ id: UInt32, _ result: Result<Delivery, any Error>) {
    partial[id] = nil
    switch slots[id] {
    case .waiting(let continuation):
      slots[id] = nil
      continuation.resume(with: result)
    case .open: slots[id] = .done(result)
    case .done, nil: break
    }
    wakeOne()
  }

  private func wakeOne() {
    if !queue.isEmpty { queue.removeFirst().resume() }
  }
}

// MARK: - The connection's own task

extension ClientConnection {
  private func work() async {
    var reason: (any Error)?
    do {
      try await channel.executeThenClose { inbound, outbound in
        try await converse(inbound, outbound)
      }
    } catch let error as TransportError {
      reason = error
    } catch let refusal as WireRefusal {
      reason = refusal
    } catch is CancellationError {
      reason = TransportError.closed
    } catch {
      reason = TransportError.truncated
    }
    if case .fail(let said) = machine.peerClosed(nil) { end(with: reason ?? said) }
    end(with: reason ?? TransportError.closed)
    hasEnded = true
    for continuation in ending { continuation.resume() }
    ending = []
  }

  private func converse(_ inbound: NIOAsyncChannelInboundStream<ChannelInput>, _ outbound: Writer) async throws {
    outbox.append(machine.firstFrame)
    try await withThrowingDiscardingTaskGroup { group in
      group.addTask { [outbox] in await outbox.drain(into: outbound) }
      group.addTask { await self.keepTime() }
      defer { outbox.finish() }
      for try await input in inbound {
        switch input {
        case .secured(let secured): peer = secured
        case .frame(let event): try run(machine.received(event, now: .now()))
        }
      }
      group.cancelAll()
    }
  }

  /// Tells the machine the time when it asks for it; looks every few seconds because an event may bring that time nearer.
  private func keepTime() async {
    while let deadline = machine.nextTick {
      let pause = min(deadline - .now(), .seconds(5))
      do {
        try await Task.sleep(for: .nanoseconds(max(pause.nanoseconds, 1_000_000)))
        try run(machine.tick(now: .now()))
      } catch {
        channel.channel.close(promise: nil)
        return
      }
    }
  }

  private func run(_ action: ClientConnectionMachine.Action) throws {
    switch action {
    case .nothing: break
    case .send(let frame): outbox.append(frame)
    case .welcomed(let welcome):
      opening?.resume(returning: welcome)
      opening = nil
    case .answered(let answer, let id):
      if case .blob(let part) = answer, part.length > 0 {
        partial[id] = Delivery(answer: answer)
        partial[id]?.bytes.reserveCapacity(Int(part.length))
      } else {
        finish(id, .success(Delivery(answer: answer)))
      }
    case .chunk(let bytes, let id, let isLast):
      partial[id]?.bytes.writeImmutableBuffer(bytes)
      if isLast, let delivery = partial[id] { finish(id, .success(delivery)) }
    case .refused(let refusal, let id): finish(id, .failure(refusal))
    case .pushed(let push): pushSink.yield(push)
    case .goingAway(let reason, let unanswered):
      for id in unanswered { finish(id, .failure(reason)) }
    case .fail(let refusal):
      end(with: refusal)
      throw refusal
    }
  }

  /// Whoever waits learns the reason; the first one stands.
  private func end(with reason: any Error) {
    if failure == nil { failure = reason }
    let known = failure ?? reason
    opening?.resume(throwing: known)
    opening = nil
    for id in slots.keys.sorted() { finish(id, .failure(known)) }
    while !queue.isEmpty { wakeOne() }
    pushSink.finish()
  }
}
