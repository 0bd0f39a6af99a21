package import Logging
import OpenSSL
import Panel
import SecureTransport
import ServiceLifecycle
import TLS
import TransparencyLog
import WireProtocol

/// The session on the wire: a service that stops gracefully.
package struct SessionServer: Service {
  private let coordinator: Coordinator
  private let server: SecureServer

  /// Binds; `run` serves.
  ///
  /// - Parameter host: address to listen on, such as `127.0.0.1` or `0.0.0.0`.
  package init(coordinator: Coordinator, host: String, port: Int, log: Logger) async throws {
    self.coordinator = coordinator
    let credentials = try ServerCredentials(folder: coordinator.folder)
    var configuration = SecureServer.Configuration(
      host: host, port: port, identity: TLSIdentity(certificate: credentials.certificate, key: credentials.key),
      clientAuthority: credentials.authority.certificate)
    configuration.report = { event in
      switch event {
      case .admitted(let peer): log.info("in: \(peer.certificate?.code ?? "enrolling") from \(peer.address)")
      case .left(let peer, let reason):
        log.info("out: \(peer.certificate?.code ?? "enrolling")\(reason.map { " (\($0))" } ?? "")")
      case .turnedAway(let address, let reason): log.notice("turned away: \(address): \(reason)")
      case .requestFailed(let peer, let kind, let error):
        log.error("request \(kind) of \(peer.certificate?.code ?? "enrolling") failed: \(error)")
      }
    }
    server = try await SecureServer.bind(
      configuration,
      handler: SessionHandler(coordinator: coordinator, credentials: credentials))
  }

  package var port: Int { server.port }

  package func run() async throws {
    let (progress, feed) = AsyncStream<LogSequencer.Progress>.makeStream(bufferingPolicy: .bufferingNewest(1))
    await coordinator.sequencer.listen { feed.yield($0) }
    let server = server
    await coordinator.revocations.listen { key in
      let serials = await server.peers.compactMap(\.certificate).filter { $0.publicKey == key }.map(\.serial)
      if !serials.isEmpty { await server.revoke(serialNumbers: Set(serials)) }
    }
    try await withGracefulShutdownHandler {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          var phase = await coordinator.sequencer.state.phase
          for await step in progress {
            await server.push(.checkpoint(step.checkpoint.bytes))
            if step.phase != phase {
              phase = step.phase
              await server.push(.phase(phase.rawValue, index: UInt64(step.lastIndex)))
            }
          }
        }
        group.addTask { try await server.run() }
        try await group.next()
        feed.finish()
        group.cancelAll()
      }
    } onGracefulShutdown: {
      server.shutDown()
      feed.finish()
    }
  }
}
