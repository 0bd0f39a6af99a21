import NIOCore
import NIOPosix

/// A plain TCP connection, for bytes that are no TLS.
enum ClientBootstrapProbe {
  static func connect(port: Int) async throws -> any Channel {
    try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connect(host: "127.0.0.1", port: port).get()
  }
}
