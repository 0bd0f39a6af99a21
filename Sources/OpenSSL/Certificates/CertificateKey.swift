package import ByteCoding
import COpenSSL

/// The P-256 key of a TLS certificate. A TLS key is never a signing key of records.
// @unchecked: the handle is set once, and OpenSSL's keys may be used by several threads at once.
@safe package final class CertificateKey: @unchecked Sendable {
  /// EVP_PKEY, for the TLS room; the object must outlive its use.
  package let handle: OpaquePointer

  /// Takes the reference over.
  private init(adopting handle: OpaquePointer) { unsafe self.handle = handle }

  package static func generate() throws(OpenSSLError) -> CertificateKey {
    ErrorQueue.clear()
    let context = unsafe try check(EVP_PKEY_CTX_new_from_name(nil, "EC", nil), "EVP_PKEY_CTX_new_from_name")
    defer { unsafe EVP_PKEY_CTX_free(context) }
    try check(unsafe EVP_PKEY_keygen_init(context), "EVP_PKEY_keygen_init")
    try check(unsafe EVP_PKEY_CTX_set_group_name(context, "P-256"), "EVP_PKEY_CTX_set_group_name")
    var key: OpaquePointer?
    try check(unsafe EVP_PKEY_generate(context, &key), "EVP_PKEY_generate")
    return unsafe CertificateKey(adopting: try check(key, "EVP_PKEY_generate"))
  }

  /// - Parameter pkcs8: DER of PrivateKeyInfo (RFC 5208).
  /// - Throws: `.invalidKey` unless it is a P-256 key and nothing follows it.
  package convenience init(pkcs8: SecureBytes) throws(OpenSSLError) {
    ErrorQueue.clear()
    let (parsed, isWhole) = unsafe pkcs8.withUnsafeBytes { bytes -> (OpaquePointer?, Bool) in
      var position = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
      let end = unsafe position?.advanced(by: bytes.count)
      let key = unsafe d2i_AutoPrivateKey(nil, &position, bytes.count)
      return unsafe (key, position == end)
    }
    guard let key = unsafe parsed, isWhole, unsafe CertificateKey.isP256(key) else {
      unsafe EVP_PKEY_free(parsed)
      throw OpenSSLError(
        .invalidKey, zh: "不是 P-256 私钥（PKCS#8）。", en: "This is not a P-256 private key in PKCS #8.",
        reasons: ErrorQueue.take())
    }
    unsafe self.init(adopting: key)
  }

  package convenience init(pem: SecureBytes) throws(OpenSSLError) {
    var text = pem.exposedCopy()
    defer { wipe(&text) }
    var der = try PEM.decode(text, label: "PRIVATE KEY")
    defer { wipe(&der) }
    try self.init(pkcs8: SecureBytes(der))
  }

  deinit { unsafe EVP_PKEY_free(handle) }

  /// DER of PrivateKeyInfo, unencrypted: for a sealed file.
  package func pkcs8() throws(OpenSSLError) -> SecureBytes {
    ErrorQueue.clear()
    let info = unsafe try check(EVP_PKEY2PKCS8(handle), "EVP_PKEY2PKCS8")
    defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
    var der = unsafe try DER.encode("i2d_PKCS8_PRIV_KEY_INFO") { unsafe i2d_PKCS8_PRIV_KEY_INFO(info, $0) }
    defer { wipe(&der) }
    return SecureBytes(der)
  }

  package func pem() throws(OpenSSLError) -> SecureBytes {
    var der = try pkcs8().exposedCopy()
    defer { wipe(&der) }
    var text = PEM.encode(der, label: "PRIVATE KEY")
    defer { wipe(&text) }
    return SecureBytes(text)
  }

  /// SHA-256 of SubjectPublicKeyInfo.
  package func publicKeyDigest() throws(OpenSSLError) -> Digest {
    ErrorQueue.clear()
    return SHA256.hash(unsafe try DER.encode("i2d_PUBKEY") { unsafe i2d_PUBKEY(handle, $0) })
  }

  /// Of a key as it stands in a certificate or request; encoding it anew would go through a provider and is dearer.
  static func publicKeyDigest(encoded key: OpaquePointer?) throws(OpenSSLError) -> Digest {
    ErrorQueue.clear()
    return SHA256.hash(unsafe try DER.encode("i2d_X509_PUBKEY") { unsafe i2d_X509_PUBKEY(key, $0) })
  }

  static func isP256(_ key: OpaquePointer) -> Bool {
    var name = [CChar](repeating: 0, count: 32)
    var count = 0
    guard unsafe EVP_PKEY_get_base_id(key) == EVP_PKEY_EC,
      unsafe EVP_PKEY_get_group_name(key, &name, name.count, &count) == 1
    else { return false }
    return name.prefix(count).elementsEqual("prime256v1".utf8.map { CChar(bitPattern: $0) })
  }
}

/// OpenSSL's writers of DER, which are asked for the size first.
enum DER {
  static func encode(
    _ operation: String, _ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
  ) throws(OpenSSLError) -> [UInt8] {
    let size = write(nil)
    guard size > 0 else { throw ErrorQueue.failure(operation) }
    var der = [UInt8](repeating: 0, count: Int(size))
    let written = unsafe der.withUnsafeMutableBufferPointer { buffer -> Int32 in
      var position = buffer.baseAddress
      return unsafe write(&position)
    }
    guard written == size else { throw ErrorQueue.failure(operation) }
    return der
  }

  /// - Returns: nil unless the bytes are one whole value with nothing after it.
  static func decode(
    _ bytes: [UInt8], read: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> OpaquePointer?,
    free: (OpaquePointer?) -> Void
  ) -> OpaquePointer? {
    unsafe bytes.withUnsafeBufferPointer { buffer -> OpaquePointer? in
      var position = buffer.baseAddress
      let value = unsafe read(&position, buffer.count)
      guard unsafe position == buffer.baseAddress?.advanced(by: buffer.count) else {
        unsafe free(value)
        return nil
      }
      return unsafe value
    }
  }
}
