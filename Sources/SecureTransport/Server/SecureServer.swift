import NIOCore
package import NIOPosix
package import OpenSSL
package import TLS
package import WireProtocol

/// The coordinator's server: TLS 1.3 with the session's own authority, one task per connection.
///
/// `bind` first (the port may be 0: ask ``port``), then `run` until ``shutDown()`` or the task's cancellation.
package final class SecureServer: Sendable {
  package struct Configuration: Sendable {
    /// Address to listen on; 0 for a port of the system's choice.
    package var host: String
    package var port: Int
    /// Certificate and key of the server, issued by the session's authority.
    package var identity: TLSIdentity
    package var clientAuthority: Certificate
    package var revokedSerialNumbers: Set<[UInt8]> = []
    package var maximumConnections = 4_096
    /// Several reviewers may sit behind one address.
    package var maximumConnectionsPerAddress = 1_024
    /// Called for each event, on whatever task it happens; must not block.
    package var report: @Sendable (ServerEvent) -> Void = { _ in }

    package init(host: String, port: Int, identity: TLSIdentity, clientAuthority: Certificate) {
      self.host = host
      self.port = port
      self.identity = identity
      self.clientAuthority = clientAuthority
    }
  }

  typealias ConnectionChannel = NIOAsyncChannel<ChannelInput, Frame>

  /// TCP connections that the system keeps until they are accepted.
  private static let backlog: ChannelOptions.Types.BacklogOption.Value = 256

  private let configuration: Configuration
  private let handler: any RequestHandler
  private let context: TLSContext
  private let registry: ConnectionRegistry
  private let listener: NIOAsyncChannel<ConnectionChannel?, Never>

  private init(
    _ configuration: Configuration, _ handler: any RequestHandler, _ context: TLSContext,
    _ registry: ConnectionRegistry, _ listener: NIOAsyncChannel<ConnectionChannel?, Never>
  ) {
    self.configuration = configuration
    self.handler = handler
    self.context = context
    self.registry = registry
    self.listener = listener
  }

  /// - Throws: ``TransportError`` `cannotListen`; `TLSError` when the certificate does not fit its key.
  package static func bind(
    _ configuration: Configuration, handler: any RequestHandler,
    group: MultiThreadedEventLoopGroup = .singleton
  ) async throws -> SecureServer {
    var tls = TLSServerConfiguration(
      identity: configuration.identity, clientAuthority: configuration.clientAuthority,
      protocols: [
        ApplicationProtocol(ConnectionPurpose.session.applicationProtocol, clientCertificate: .required),
        ApplicationProtocol(ConnectionPurpose.enrolment.applicationProtocol, clientCertificate: .none),
      ])
    tls.revokedSerialNumbers = configuration.revokedSerialNumbers
    let context = try TLSContext.server(tls)
    let limiter = ConnectionLimiter(
      maximum: configuration.maximumConnections, maximumPerAddress: configuration.maximumConnectionsPerAddress)
    let report = configuration.report
    do {
      let listener = try await ServerBootstrap(group: group)
        .serverChannelOption(.backlog, value: backlog)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .bind(host: configuration.host, port: configuration.port) { channel in
          channel.eventLoop.makeCompletedFuture {
            try prepare(channel, context, limiter, report)
          }
        }
      return SecureServer(configuration, handler, context, ConnectionRegistry(), listener)
    } catch {
      throw TransportError.cannotListen("\(configuration.host):\(configuration.port)", error)
    }
  }

  /// - Returns: nil for one connection too many, which is then closed.
  private static func prepare(
    _ channel: any Channel, _ context: TLSContext, _ limiter: ConnectionLimiter,
    _ report: @Sendable (ServerEvent) -> Void
  ) throws -> ConnectionChannel? {
    let address = channel.remoteAddress?.ipAddress ?? "local"
    guard limiter.enter(address) else {
      report(.turnedAway(address: address, reason: TransportError.tooManyConnections))
      channel.close(promise: nil)
      return nil
    }
    channel.closeFuture.whenComplete { _ in limiter.leave(address) }
    try channel.pipeline.syncOperations.addHandler(TLSChannelHandler(TLSSession(context)))
    try channel.pipeline.syncOperations.addHandler(FrameChannelHandler(.server))
    return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
  }

  /// The port that is listened on.
  package var port: Int { listener.channel.localAddress?.port ?? 0 }

  /// Serves until ``shutDown()`` (then answers what is under way) or cancellation (then ends at once).
  package func run() async throws {
    try await listener.executeThenClose { connections in
      try await withThrowingDiscardingTaskGroup { group in
        for try await channel in connections {
          guard let channel else { continue }
          let task = ConnectionTask(
            channel: channel, handler: handler, registry: registry, report: configuration.report)
          group.addTask { await task.run() }
        }
      }
    }
  }

  /// Takes no new connection, says `GoAway` on the others and lets them finish what is under way.
  package func shutDown() {
    listener.channel.close(promise: nil)
    for connection in registry.beginDraining() {
      Task { await connection.drain(.shuttingDown) }
    }
  }

  /// Sends a hint to every admitted peer that the predicate names.
  package func push(_ push: WirePush, to isRecipient: @Sendable (PeerIdentity) -> Bool = { _ in true }) async {
    for connection in registry.all {
      guard let peer = await connection.admitted, isRecipient(peer) else { continue }
      connection.pushes.yield(push)
    }
  }

  /// Revokes certificates by serial number: no new connection, no resumption, and the open ones are ended.
  package func revoke(serialNumbers: Set<[UInt8]>, reason: WireRefusal = .certificateRevoked) async {
    context.revoke(serialNumbers: serialNumbers)
    for connection in registry.all {
      guard let certificate = await connection.admitted?.certificate, serialNumbers.contains(certificate.serial)
      else { continue }
      Task { await connection.expel(reason) }
    }
  }

  /// Peers that are connected now.
  package var peers: [PeerIdentity] {
    get async {
      var peers: [PeerIdentity] = []
      for connection in registry.all {
        if let peer = await connection.admitted { peers.append(peer) }
      }
      return peers
    }
  }
}

extension WireRefusal {
  package static let certificateRevoked = WireRefusal(
    .notAdmitted, zh: "您的证书已被吊销，请联系评审办公室", en: "your certificate was revoked; ask the coordinator's office",
    detail: "certificate-revoked")
}
