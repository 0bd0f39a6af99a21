package import ByteCoding
import COpenSSL

/// A request for a certificate (PKCS #10, RFC 2986) whose own signature was checked: who made it holds the key.
///
/// Of its content the authority uses the public key alone.
// @unchecked: the handle is set once and only read.
@safe package final class CertificateRequest: @unchecked Sendable {
  /// A request of ours has about 250 bytes.
  package static let maximumByteCount = 4096

  let handle: OpaquePointer
  package let publicKeyDigest: Digest

  private init(adopting handle: OpaquePointer) throws(OpenSSLError) {
    unsafe self.handle = handle
    do throws(OpenSSLError) {
      guard let key = unsafe X509_REQ_get0_pubkey(handle), unsafe CertificateKey.isP256(key),
        unsafe X509_REQ_verify(handle, key) == 1
      else {
        throw OpenSSLError(
          .invalidCertificate, zh: "证书请求的签名无效，或密钥不是 P-256。",
          en: "The certificate request is not signed by its own P-256 key.", reasons: ErrorQueue.take())
      }
      publicKeyDigest = unsafe try CertificateKey.publicKeyDigest(encoded: X509_REQ_get_X509_PUBKEY(handle))
    } catch {
      unsafe X509_REQ_free(handle)
      throw error
    }
  }

  /// - Throws: `.invalidCertificate` unless it is one request, of a P-256 key, signed by that key.
  package convenience init(der: [UInt8]) throws(OpenSSLError) {
    ErrorQueue.clear()
    guard der.count <= CertificateRequest.maximumByteCount,
      let parsed = unsafe DER.decode(
        der, read: { unsafe d2i_X509_REQ(nil, $0, $1) }, free: { unsafe X509_REQ_free($0) })
    else {
      throw OpenSSLError(
        .invalidCertificate, zh: "不是证书请求（PKCS#10）。", en: "This is not a certificate request (PKCS #10).",
        reasons: ErrorQueue.take())
    }
    unsafe try self.init(adopting: parsed)
  }

  package static func create(commonName: String, key: CertificateKey) throws(OpenSSLError) -> CertificateRequest {
    ErrorQueue.clear()
    let request = unsafe try check(X509_REQ_new(), "X509_REQ_new")
    do throws(OpenSSLError) {
      try check(unsafe X509_REQ_set_version(request, 0), "X509_REQ_set_version")
      unsafe try DistinguishedName.setCommonName(commonName, of: X509_REQ_get_subject_name(request))
      try check(unsafe X509_REQ_set_pubkey(request, key.handle), "X509_REQ_set_pubkey")
      guard unsafe X509_REQ_sign(request, key.handle, DigestAlgorithm.sha256.handle) > 0 else {
        throw ErrorQueue.failure("X509_REQ_sign")
      }
    } catch {
      unsafe X509_REQ_free(request)
      throw error
    }
    return unsafe try CertificateRequest(adopting: request)
  }

  deinit { unsafe X509_REQ_free(handle) }

  package func der() throws(OpenSSLError) -> [UInt8] {
    ErrorQueue.clear()
    return unsafe try DER.encode("i2d_X509_REQ") { unsafe i2d_X509_REQ(handle, $0) }
  }
}
