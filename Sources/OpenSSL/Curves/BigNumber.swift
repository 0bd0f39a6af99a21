import COpenSSL

/// A number of OpenSSL, overwritten when it goes. One owner, one thread.
@safe final class BigNumber {
  let handle: OpaquePointer

  init() throws(OpenSSLError) {
    unsafe handle = try check(BN_secure_new(), "BN_secure_new")
    unsafe BN_set_flags(handle, BN_FLG_CONSTTIME)
  }

  convenience init(_ value: Int) throws(OpenSSLError) {
    precondition(value >= 0, "indices are not negative")
    try self.init()
    try check(unsafe BN_set_word(handle, UInt(value)), "BN_set_word")
  }

  /// Big-endian.
  convenience init(_ bytes: SecureBytes) throws(OpenSSLError) {
    try self.init()
    let number = unsafe bytes.withUnsafeBytes {
      unsafe BN_bin2bn($0.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32($0.count), handle)
    }
    guard unsafe number != nil else { throw ErrorQueue.failure("BN_bin2bn") }
  }

  deinit { unsafe BN_clear_free(handle) }

  /// 32 bytes, big-endian.
  func bytes() throws(OpenSSLError) -> SecureBytes {
    var bytes = [UInt8](repeating: 0, count: P256Scalar.byteCount)
    defer { wipe(&bytes) }
    guard unsafe BN_bn2binpad(handle, &bytes, Int32(bytes.count)) == Int32(bytes.count) else {
      throw ErrorQueue.failure("BN_bn2binpad")
    }
    return SecureBytes(bytes)
  }
}

/// The scratch space that OpenSSL's arithmetic asks for. One owner, one thread.
@safe final class NumberContext {
  let handle: OpaquePointer

  init() throws(OpenSSLError) { unsafe handle = try check(BN_CTX_secure_new(), "BN_CTX_secure_new") }
  deinit { unsafe BN_CTX_free(handle) }
}
