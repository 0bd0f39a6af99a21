import NIOCore
import WireProtocol

/// What one task of the server does for one connection, from the TCP handshake to the end. Catches its own errors: no
/// connection can end another.
struct ConnectionTask: Sendable {
  var channel: SecureServer.ConnectionChannel
  var handler: any RequestHandler
  var registry: ConnectionRegistry
  var report: @Sendable (ServerEvent) -> Void

  func run() async {
    let number = registry.nextNumber()
    let address = channel.channel.remoteAddress.map { "\($0.ipAddress ?? "local"):\($0.port ?? 0)" } ?? "local"
    var connection: ServerConnection?
    var failure: (any Error)?
    do {
      try await channel.executeThenClose { inbound, outbound in
        let outbox = FrameOutbox(channel.channel)
        let new = ServerConnection(number: number, outbox: outbox)
        connection = new
        guard registry.add(new) else { return }
        await withDiscardingTaskGroup { group in
          group.addTask { await outbox.drain(into: outbound) }
          // Not thrown inside the group: that would cancel the sending of the reason.
          do { try await serve(new, inbound, address) } catch { failure = error }
        }
      }
    } catch {
      failure = failure ?? error
    }
    if failure is CancellationError { failure = nil }
    registry.remove(number)
    guard let connection else { return }
    let reason = await connection.endReason ?? failure
    guard let peer = await connection.admitted else {
      if let reason { report(.turnedAway(address: address, reason: reason)) }
      return
    }
    await handler.left(peer)
    report(.left(peer, reason: reason))
  }

  private func serve(
    _ connection: ServerConnection, _ inbound: NIOAsyncChannelInboundStream<ChannelInput>, _ address: String
  ) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      group.addTask { await connection.keepTime() }
      group.addTask { await connection.sendPushes() }
      var peer = PeerIdentity(connection: connection.number, address: address, certificate: nil)
      do {
        for try await input in inbound {
          switch input {
          case .secured(let secured):
            peer.certificate = secured.certificate
            peer.enrolmentExporter = secured.enrolmentExporter
            await connection.secured(secured.purpose)
          case .frame(let event):
            await take(event, connection, peer, &group)
          }
        }
      } catch {
        if let refusal = error as? WireRefusal { await connection.failed(refusal) }
        await connection.peerClosed()
        throw error
      }
      await connection.peerClosed()
      group.cancelAll()
    }
  }

  private func take(
    _ event: FrameDecoder.Event, _ connection: ServerConnection, _ peer: PeerIdentity,
    _ group: inout ThrowingDiscardingTaskGroup<any Error>
  ) async {
    switch await connection.received(event) {
    case .admit(let hello):
      group.addTask { await admit(hello, connection, peer) }
    case .handle(let request, let id):
      group.addTask { await answer(request, id, connection, peer) }
    case .nothing, .send, .sendAndClose, .close, nil: break
    }
  }

  private func admit(_ hello: Hello, _ connection: ServerConnection, _ peer: PeerIdentity) async {
    do {
      await connection.admit(peer, try await handler.admit(peer, hello: hello))
      report(.admitted(peer))
    } catch let refusal as WireRefusal {
      await connection.refuse(refusal)
    } catch {
      report(.turnedAway(address: peer.address, reason: error))
      await connection.refuse(.internalError)
    }
  }

  private func answer(
    _ request: WireRequest, _ id: UInt32, _ connection: ServerConnection, _ peer: PeerIdentity
  ) async {
    do {
      switch try await handler.handle(request, from: peer) {
      case .answer(let answer):
        guard request.kind.answer == answer.kind else {
          throw WireRefusal.unexpected("the service answered \(request.kind) with \(answer.kind)")
        }
        _ = await connection.answer(try answer.frame(request: id))
      case .blob(let content):
        try await send(content, id, connection)
      }
    } catch let refusal as WireRefusal {
      _ = await connection.answer(refusal.frame(request: id))
    } catch {
      if !(error is CancellationError) { report(.requestFailed(peer, request.kind, error)) }
      _ = await connection.answer(WireRefusal.internalError.frame(request: id))
    }
  }

  /// Reads and sends chunk by chunk: the writer waits while the peer is slow, and so does the reading.
  private func send(_ content: BlobContent, _ id: UInt32, _ connection: ServerConnection) async throws {
    let length = Int(content.part.length)
    var sent = 0
    guard await connection.answer(try WireAnswer.blob(content.part).frame(request: id)) else { return }
    while sent < length {
      let count = min(WireLimits.blobChunk, length - sent)
      let bytes = try await content.read(content.part.offset + UInt64(sent), count)
      guard bytes.readableBytes == count else { throw WireRefusal.internalError }
      sent += count
      let frame = Frame(.blobChunk, request: id, continues: sent < length, body: bytes)
      guard await connection.answer(frame) else { return }
    }
  }
}
