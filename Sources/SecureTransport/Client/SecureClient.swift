package import ByteCoding
import NIOCore
package import NIOPosix
package import OpenSSL
package import TLS
package import WireProtocol

/// Makes connections to one server. Keep it while reconnecting: it remembers how to resume the TLS session.
package final class SecureClient: Sendable {
  package enum Access: Sendable {
    /// With a certificate of the session, to a server whose certificate is of the same authority.
    case session(authority: Certificate, identity: TLSIdentity)
    /// Without certificate, to the server with this fingerprint (SHA-256 of its certificate), only to enrol.
    case enrolment(fingerprint: Digest)
  }

  package let purpose: ConnectionPurpose
  private let context: TLSContext
  private let group: MultiThreadedEventLoopGroup

  /// - Throws: `TLSError` when certificate and key do not fit.
  package init(_ access: Access, group: MultiThreadedEventLoopGroup = .singleton) throws {
    let configuration: TLSClientConfiguration
    switch access {
    case .session(let authority, let identity):
      purpose = .session
      configuration = TLSClientConfiguration(
        trust: .authority(authority), identity: identity,
        applicationProtocol: ConnectionPurpose.session.applicationProtocol)
    case .enrolment(let fingerprint):
      purpose = .enrolment
      configuration = TLSClientConfiguration(
        trust: .certificateFingerprint(fingerprint), identity: nil,
        applicationProtocol: ConnectionPurpose.enrolment.applicationProtocol)
    }
    context = try TLSContext.client(configuration)
    self.group = group
  }

  /// Connects, shakes hands and waits for the `Welcome`: only then has the server accepted the certificate.
  ///
  /// - Throws: ``TransportError``, or the `WireRefusal` with which the server turns the caller away.
  package func connect(host: String, port: Int, hello: Hello) async throws -> ClientConnection {
    let channel: ClientConnection.AsyncChannel
    do {
      channel = try await ClientBootstrap(group: group)
        .connectTimeout(WireLimits.handshakeTime)
        .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        .connect(host: host, port: port) { [context] channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(TLSChannelHandler(TLSSession(context)))
            try channel.pipeline.syncOperations.addHandler(FrameChannelHandler(.client))
            return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
          }
        }
    } catch {
      throw TransportError.cannotConnect("\(host):\(port)", error)
    }
    return try await ClientConnection.open(channel, hello)
  }
}
