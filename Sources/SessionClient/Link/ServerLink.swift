import NIOCore
import OpenSSL
import Sealing
import SecureTransport
import TLS
package import WireProtocol

/// Where a server listens: `host:port`.
package struct ServerAddress: Sendable {
  package let host: String
  package let port: Int

  /// - Throws: `ClientError.badInput` unless the text is a host, a colon and a port.
  package init(_ text: String) throws {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (1...65_535).contains(port), colon != text.startIndex
    else {
      throw ClientError(
        .badInput, zh: "服务器地址“\(text)”应为 主机:端口", en: "the server's address \(text) must be host:port")
    }
    var host = String(text[..<colon])
    // An IPv6 address stands in brackets.
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    self.host = host
    self.port = port
  }
}

/// The link over SecureTransport.
package struct ServerLink: SessionLink {
  package let welcome: Welcome
  private let connection: ClientConnection

  /// Connects with the certificate of the enrolment.
  ///
  /// - Parameter software: name and version of this program.
  /// - Throws: `TransportError`, or the `WireRefusal` with which the server turns the caller away.
  package static func connect(_ membership: Membership, software: String) async throws -> ServerLink {
    guard membership.certificates.count >= 2 else { preconditionFailure("a membership is complete when loaded") }
    let identity = TLSIdentity(
      certificate: try Certificate(der: membership.certificates[0]),
      key: try CertificateKey(pkcs8: SecureBytes(membership.tlsKey)))
    let authority = try Certificate(der: membership.certificates[membership.certificates.count - 1])
    let client = try SecureClient(.session(authority: authority, identity: identity))
    return try await ServerLink(
      client, to: ServerAddress(membership.server), hello: Hello(software: software, session: membership.session))
  }

  private init(_ client: SecureClient, to address: ServerAddress, hello: Hello) async throws {
    connection = try await client.connect(host: address.host, port: address.port, hello: hello)
    guard let welcome = await connection.welcome else {
      throw ClientError(.unreachable, zh: "服务器没有答复", en: "the server did not answer")
    }
    self.welcome = welcome
  }

  /// Enrols over a connection of its own to the server of the invitation's fingerprint.
  package static func enrol(_ joining: Joining, software: String) async throws -> Enrolled {
    let client = try SecureClient(.enrolment(fingerprint: joining.invitation.fingerprint))
    let address = try ServerAddress(joining.invitation.server)
    let hello = Hello(software: software, session: joining.membership.session)
    let connection = try await client.connect(host: address.host, port: address.port, hello: hello)
    do {
      let request = try joining.request(exporter: await connection.enrolmentExporter)
      let answer = try await connection.send(.enrol(request))
      await connection.close()
      guard case .enrolled(let enrolled) = answer else {
        throw ClientError(.dishonest, zh: "服务器的登记答复有误", en: "the server answered the enrolment with something else")
      }
      return enrolled
    } catch {
      await connection.close()
      throw error
    }
  }

  package func ask(_ request: WireRequest) async throws -> WireAnswer { try await connection.send(request) }

  package func read(_ range: BlobRange) async throws -> (part: BlobPart, bytes: [UInt8]) {
    let (size, buffer) = try await connection.read(range.digest, offset: range.offset, length: range.length)
    let bytes = [UInt8](buffer.readableBytesView)
    return (BlobPart(size: size, offset: range.offset, length: UInt32(bytes.count)), bytes)
  }

  package func close() async { await connection.close() }
}
