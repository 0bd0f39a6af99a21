import ByteCoding
import Foundation
import OpenSSL
import TLS

/// An authority with a server and clients, made anew for every test.
struct TestAuthority {
  static let now = Int64(Date().timeIntervalSince1970)
  static let validity = Validity(notBefore: now - 3600, notAfter: now + 86_400)
  static let past = Validity(notBefore: now - 7200, notAfter: now - 3600)

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
}
