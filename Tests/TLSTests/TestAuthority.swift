import Foundation
import OpenSSL
import TLS

/// An authority with a server and clients, made anew for every test.
struct TestAuthority {
  static let now = Int64(Date().timeIntervalSince1970)
  static let validity = Validity(notBefore: now - 3600, notAfter: now + 86_400)
  static let review = "plumbline/1"
  static let enrolment = "plumbline-enrol/1"

  let authority: CertificateAuthority
  let server: TLSIdentity

  init() throws {
    authority = try CertificateAuthority.create(
      commonName: "Session authority", key: .generate(), validity: TestAuthority.validity)
    let key = try CertificateKey.generate()
    server = TLSIdentity(
      certificate: try authority.issueServer(
        commonName: "coordinator", names: ["localhost", "127.0.0.1"], publicKeyOf: key,
        validity: TestAuthority.validity), key: key)
  }

  func client(_ code: String, validity: Validity = TestAuthority.validity) throws -> TLSIdentity {
    let key = try CertificateKey.generate()
    let request = try CertificateRequest.create(commonName: "anything", key: key)
    return TLSIdentity(
      certificate: try authority.issueClient(commonName: code, request: request, validity: validity), key: key)
  }

  func serverContext(_ change: (inout TLSServerConfiguration) -> Void = { _ in }) throws -> TLSContext {
    var configuration = TLSServerConfiguration(
      identity: server, clientAuthority: authority.certificate,
      protocols: [
        ApplicationProtocol(TestAuthority.review, clientCertificate: .required),
        ApplicationProtocol(TestAuthority.enrolment, clientCertificate: .none),
      ])
    change(&configuration)
    return try TLSContext.server(configuration)
  }

  func clientContext(
    _ identity: TLSIdentity?, trust: TLSClientConfiguration.ServerTrust? = nil,
    applicationProtocol: String = TestAuthority.review
  ) throws -> TLSContext {
    try TLSContext.client(
      TLSClientConfiguration(
        trust: trust ?? .authority(authority.certificate), identity: identity,
        applicationProtocol: applicationProtocol))
  }
}

/// Two sessions joined by memory; bytes cross until none is left.
final class Pair {
  let client: TLSSession
  let server: TLSSession
  private(set) var clientError: TLSError?
  private(set) var serverError: TLSError?
  private(set) var atClient: [UInt8] = []
  private(set) var atServer: [UInt8] = []
  /// How many bytes cross at once.
  var chunk = Int.max

  init(client: TLSContext, server: TLSContext) throws {
    self.client = try TLSSession(client)
    self.server = try TLSSession(server)
    try self.client.start()
    run()
  }

  func run() {
    while true {
      let toServer = client.takeOutput()
      let toClient = server.takeOutput()
      if toServer.isEmpty && toClient.isEmpty { return }
      for part in parts(toServer) {
        do { atServer += try server.receive(part) } catch { serverError = serverError ?? error }
      }
      for part in parts(toClient) {
        do { atClient += try client.receive(part) } catch { clientError = clientError ?? error }
      }
    }
  }

  private func parts(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    let size = min(chunk, max(bytes.count, 1))
    return stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<min($0 + size, bytes.count)] }
  }
}
