import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix

/// grpc-echo FOLDER SIZE SECONDS: unary echoes a second over mutual TLS with 64 in flight, server and client in this
/// process. FOLDER holds ca.pem, server.pem, server-key.pem, client.pem, client-key.pem. Prints one JSON object.
@main struct GRPCEcho {
  static let inFlight = 64
  static let method = MethodDescriptor(
    service: ServiceDescriptor(fullyQualifiedService: "plumbline.Echo"), method: "Echo")

  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, let size = Int(arguments[2]), let seconds = Double(arguments[3]) else {
      FileHandle.standardError.write(Data("usage: grpc-echo FOLDER SIZE SECONDS\n".utf8))
      exit(2)
    }
    let folder = arguments[1]
    try await withGRPCServer(transport: serverTransport(folder), services: [Echo()]) { server in
      guard let port = try await server.listeningAddress?.ipv4?.port else { exit(1) }
      try await withGRPCClient(transport: try clientTransport(folder, port)) { client in
        _ = try await measure(client, size: size, for: 0.5)
        let rate = try await measure(client, size: size, for: seconds)
        print("{\"per_second\":\(rate)}")
      }
    }
  }

  private static func serverTransport(_ folder: String) -> HTTP2ServerTransport.Posix {
    HTTP2ServerTransport.Posix(
      address: .ipv4(host: "127.0.0.1", port: 0),
      transportSecurity: .mTLS(
        certificateChain: [.file(path: "\(folder)/server.pem", format: .pem)],
        privateKey: .file(path: "\(folder)/server-key.pem", format: .pem)
      ) { $0.trustRoots = .certificates([.file(path: "\(folder)/ca.pem", format: .pem)]) })
  }

  private static func clientTransport(_ folder: String, _ port: Int) throws -> HTTP2ClientTransport.Posix {
    try HTTP2ClientTransport.Posix(
      target: .ipv4(address: "127.0.0.1", port: port),
      transportSecurity: .mTLS(
        certificateChain: [.file(path: "\(folder)/client.pem", format: .pem)],
        privateKey: .file(path: "\(folder)/client-key.pem", format: .pem)
      ) {
        $0.trustRoots = .certificates([.file(path: "\(folder)/ca.pem", format: .pem)])
        $0.serverCertificateVerification = .noHostnameVerification
      })
  }

  private static func measure(
    _ client: GRPCClient<HTTP2ClientTransport.Posix>, size: Int, for seconds: Double
  ) async throws -> Double {
    let message = [UInt8](repeating: 7, count: size)
    let start = ContinuousClock.now
    let end = start.advanced(by: .seconds(seconds))
    let count = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<inFlight {
        group.addTask {
          var count = 0
          while ContinuousClock.now < end {
            _ = try await client.unary(
              request: ClientRequest(message: message), descriptor: method, serializer: Bytes(), deserializer: Bytes(),
              options: .defaults
            ) { try $0.message }
            count += 1
          }
          return count
        }
      }
      return try await group.reduce(0, +)
    }
    let elapsed = (ContinuousClock.now - start).components
    return Double(count) / (Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18)
  }
}

struct Echo: RegistrableRPCService {
  func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
    router.registerHandler(forMethod: GRPCEcho.method, deserializer: Bytes(), serializer: Bytes()) { request, _ in
      let single = try await ServerRequest(stream: request)
      return StreamingServerResponse(single: ServerResponse(message: single.message))
    }
  }
}

/// Bytes as they are: no protobuf on either side.
struct Bytes: MessageSerializer, MessageDeserializer {
  func serialize<Target: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Target { Target(message) }

  func deserialize<Source: GRPCContiguousBytes>(_ bytes: Source) throws -> [UInt8] {
    bytes.withUnsafeBytes { Array($0) }
  }
}
