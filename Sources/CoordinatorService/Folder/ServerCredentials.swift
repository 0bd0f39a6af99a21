import ByteCoding
import Foundation
package import OpenSSL

/// The session's own certificate authority and the server's certificate. Profiles: certs/README.md.
package struct ServerCredentials: Sendable {
  package let authority: CertificateAuthority
  package let certificate: Certificate
  package let key: CertificateKey

  /// Certificates outlive a session by a margin; a session that runs longer needs new ones.
  private static let lifetime: Int64 = 400 * 86_400
  private static let backdating: Int64 = 3_600

  private static func validity() -> Validity {
    let now = Int64(Date().timeIntervalSince1970)
    return Validity(notBefore: now - backdating, notAfter: now + lifetime)
  }

  static func create(in folder: CoordinatorFolder, server: String) throws {
    let authorityKey = try CertificateKey.generate()
    let authority = try CertificateAuthority.create(
      commonName: "Plumbline session", key: authorityKey, validity: validity())
    let key = try CertificateKey.generate()
    let certificate = try authority.issueServer(
      commonName: "coordinator", names: [ServerAddress(server).host], publicKeyOf: key, validity: validity())
    try folder.write(try authority.certificate.pem(), to: folder.keys.appending(path: "ca.pem"))
    try folder.writeKey(authorityKey.pem(), name: "ca-key.pem")
    try folder.write(try certificate.pem(), to: folder.keys.appending(path: "server.pem"))
    try folder.writeKey(key.pem(), name: "server-key.pem")
  }

  package init(folder: CoordinatorFolder) throws {
    func key(_ name: String) throws -> CertificateKey {
      var bytes = try folder.read(folder.keys.appending(path: name))
      defer { wipe(&bytes) }
      return try CertificateKey(pem: SecureBytes(bytes))
    }
    authority = try CertificateAuthority(
      certificate: Certificate(pem: folder.read(folder.keys.appending(path: "ca.pem"))), key: key("ca-key.pem"))
    certificate = try Certificate(pem: folder.read(folder.keys.appending(path: "server.pem")))
    self.key = try key("server-key.pem")
  }

  /// A certificate for one person of the session.
  package func issue(_ code: String, request: CertificateRequest) throws -> Certificate {
    try authority.issueClient(commonName: code, request: request, validity: ServerCredentials.validity())
  }
}

/// `host:port`; an IPv6 address stands in brackets.
package struct ServerAddress: Sendable, Equatable {
  package let host: String
  package let port: Int

  /// - Throws: `CoordinatorError.badInput`.
  package init(_ text: String) throws {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (0...65_535).contains(port), colon > text.startIndex
    else {
      throw CoordinatorError(
        .badInput, zh: "服务器地址“\(text)”应写成 主机:端口，例如 127.0.0.1:7443", en: "write the server as host:port, not \(text)")
    }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    self.host = host
    self.port = port
  }
}
