import COpenSSL

/// HMAC with SHA-256 (RFC 2104).
package enum HMACSHA256 {
  package static let byteCount = 32

  package static func authenticationCode(for message: [UInt8], key: SecureBytes) throws(OpenSSLError) -> [UInt8] {
    let context = try HMACContext(key: key)
    try context.update(message)
    return try context.finish().exposedCopy()
  }

  /// In constant time.
  package static func isValid(
    _ code: [UInt8], for message: [UInt8], key: SecureBytes
  ) throws(OpenSSLError) -> Bool {
    constantTimeEquals(code, try authenticationCode(for: message, key: key))
  }
}

/// One run of HMAC-SHA-256. One owner, one thread.
@safe final class HMACContext {
  private let handle: OpaquePointer

  init(key: SecureBytes) throws(OpenSSLError) {
    ErrorQueue.clear()
    unsafe handle = try check(EVP_MAC_CTX_dup(HMACTemplate.shared.handle), "EVP_MAC_CTX_dup")
    let result = unsafe key.withUnsafeBytes { key in
      // A null pointer would mean "keep the key", and there is none to keep: an empty key is given as a pointer too.
      let empty: [UInt8] = [0]
      return unsafe empty.withUnsafeBufferPointer { empty in
        let start = unsafe key.isEmpty ? empty.baseAddress : key.baseAddress?.assumingMemoryBound(to: UInt8.self)
        return unsafe EVP_MAC_init(handle, start, key.count, nil)
      }
    }
    try check(result, "EVP_MAC_init")
  }

  deinit { unsafe EVP_MAC_CTX_free(handle) }

  func update(_ bytes: [UInt8]) throws(OpenSSLError) {
    try check(unsafe EVP_MAC_update(handle, bytes, bytes.count), "EVP_MAC_update")
  }

  func update(_ bytes: SecureBytes) throws(OpenSSLError) {
    let result = unsafe bytes.withUnsafeBytes {
      unsafe EVP_MAC_update(handle, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), $0.count)
    }
    try check(result, "EVP_MAC_update")
  }

  func finish() throws(OpenSSLError) -> SecureBytes {
    var code = [UInt8](repeating: 0, count: HMACSHA256.byteCount)
    defer { wipe(&code) }
    var count = 0
    try check(unsafe EVP_MAC_final(handle, &code, &count, code.count), "EVP_MAC_final")
    return SecureBytes(code)
  }
}

/// A context with the hash function already looked up; every run starts from a copy, which is three times as fast.
// @unchecked: set once, then only copied.
@safe private final class HMACTemplate: @unchecked Sendable {
  static let shared = HMACTemplate()

  let handle: OpaquePointer

  /// The process cannot do its work without HMAC.
  private init() {
    guard let algorithm = unsafe EVP_MAC_fetch(nil, "HMAC", nil), let context = unsafe EVP_MAC_CTX_new(algorithm)
    else { preconditionFailure("OpenSSL has no HMAC: \(ErrorQueue.take())") }
    unsafe EVP_MAC_free(algorithm)
    var name = [CChar]("SHA2-256".utf8CString)
    let result = unsafe name.withUnsafeMutableBufferPointer { name in
      var parameters = unsafe [
        OSSL_PARAM_construct_utf8_string(plumbline_OSSL_MAC_PARAM_DIGEST(), name.baseAddress, 0),
        OSSL_PARAM_construct_end(),
      ]
      return unsafe EVP_MAC_CTX_set_params(context, &parameters)
    }
    precondition(result == 1, "EVP_MAC_CTX_set_params")
    unsafe handle = context
  }
}
