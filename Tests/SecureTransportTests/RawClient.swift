import NIOCore
import NIOPosix
import OpenSSL
import TLS
import WireProtocol

@testable import SecureTransport

/// A TLS client below the frames, for what our own client would never send.
final class RawClient {
  private let channel: any Channel
  private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
  private var decoder = FrameDecoder(.client)

  private init(_ channel: any Channel, _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>) {
    self.channel = channel
    self.inbound = inbound.makeAsyncIterator()
  }

  /// Connects as a participant of the server's session and closes at the end.
  static func with(_ test: TestServer, _ body: (RawClient) async throws -> Void) async throws {
    let context = try TLSContext.client(
      TLSClientConfiguration(
        trust: .authority(test.authority.authority.certificate), identity: test.authority.client("R1"),
        applicationProtocol: ConnectionPurpose.session.applicationProtocol))
    let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connect(host: "127.0.0.1", port: test.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(TLSChannelHandler(TLSSession(context)))
          return try NIOAsyncChannel<ByteBuffer, Never>(wrappingChannelSynchronously: channel)
        }
      }
    try await channel.executeThenClose { inbound, _ in
      try await body(RawClient(channel.channel, inbound))
    }
  }

  func send(_ bytes: ByteBuffer) async throws {
    try await channel.writeAndFlush(bytes)
  }

  func send(_ frame: Frame) async throws {
    var bytes = ByteBuffer()
    frame.write(into: &bytes)
    try await send(bytes)
  }

  func next() async throws -> Frame {
    while true {
      if case .frame(let frame) = try decoder.next() { return frame }
      guard let bytes = try await inbound.next() else { throw TestFailure() }
      decoder.append(bytes)
    }
  }

  func close() async {
    try? await channel.close()
  }
}
