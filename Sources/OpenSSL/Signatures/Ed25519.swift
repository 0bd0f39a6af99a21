import COpenSSL

/// Sizes of Ed25519 (RFC 8032 §5.1).
package enum Ed25519 {
  package static let seedByteCount = 32
  package static let publicKeyByteCount = 32
  package static let signatureByteCount = 64
}

/// An Ed25519 private key. OpenSSL keeps it and overwrites it when the last reference goes.
// @unchecked: the handle is set once, and OpenSSL's keys may be used by several threads at once.
@safe package final class Ed25519PrivateKey: @unchecked Sendable {
  private let handle: OpaquePointer
  package let publicKey: Ed25519PublicKey

  /// From the 32 bytes of RFC 8032 §5.1.5.
  ///
  /// - Throws: `.invalidKey` unless there are exactly 32 bytes.
  package init(rawSeed: SecureBytes) throws(OpenSSLError) {
    guard rawSeed.count == Ed25519.seedByteCount else {
      throw OpenSSLError(
        .invalidKey, zh: "Ed25519 私钥应为 32 字节，实为 \(rawSeed.count) 字节。",
        en: "An Ed25519 private key has 32 bytes, not \(rawSeed.count).")
    }
    ErrorQueue.clear()
    let created = unsafe rawSeed.withUnsafeBytes { seed in
      unsafe EVP_PKEY_new_raw_private_key(
        EVP_PKEY_ED25519, nil, seed.baseAddress?.assumingMemoryBound(to: UInt8.self), seed.count)
    }
    let key = unsafe try check(created, "EVP_PKEY_new_raw_private_key")
    do throws(OpenSSLError) {
      publicKey = unsafe try Ed25519PublicKey(raw: Ed25519PrivateKey.publicBytes(of: key))
    } catch {
      unsafe EVP_PKEY_free(key)
      throw error
    }
    unsafe handle = key
  }

  package static func generate() throws(OpenSSLError) -> Ed25519PrivateKey {
    try Ed25519PrivateKey(rawSeed: .random(count: Ed25519.seedByteCount))
  }

  deinit { unsafe EVP_PKEY_free(handle) }

  /// The 32 bytes to keep in a sealed file.
  package func rawSeed() throws(OpenSSLError) -> SecureBytes {
    var bytes = [UInt8](repeating: 0, count: Ed25519.seedByteCount)
    defer { wipe(&bytes) }
    var count = bytes.count
    ErrorQueue.clear()
    try check(unsafe EVP_PKEY_get_raw_private_key(handle, &bytes, &count), "EVP_PKEY_get_raw_private_key")
    return SecureBytes(bytes)
  }

  /// The 64 bytes of the signature; the same message always gives the same ones.
  package func sign(_ message: [UInt8]) throws(OpenSSLError) -> [UInt8] {
    ErrorQueue.clear()
    let context = unsafe DigestAlgorithm.newContext()
    defer { unsafe EVP_MD_CTX_free(context) }
    try check(unsafe EVP_DigestSignInit(context, nil, nil, nil, handle), "EVP_DigestSignInit")
    var signature = [UInt8](repeating: 0, count: Ed25519.signatureByteCount)
    var count = signature.count
    try check(unsafe EVP_DigestSign(context, &signature, &count, message, message.count), "EVP_DigestSign")
    return signature
  }

  private static func publicBytes(of key: OpaquePointer) throws(OpenSSLError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Ed25519.publicKeyByteCount)
    var count = bytes.count
    try check(unsafe EVP_PKEY_get_raw_public_key(key, &bytes, &count), "EVP_PKEY_get_raw_public_key")
    return bytes
  }
}

/// An Ed25519 public key that was checked when it was made.
///
/// Verification is RFC 8032 §5.1.7 without the cofactor, as OpenSSL does it: S below the group order, R equal byte
/// for byte. Of the keys, three kinds are refused here that OpenSSL would take: encodings with y ≥ p (two encodings of
/// one key), the 8 points of small order (with them one signature fits every message), and what is no point at all.
// @unchecked: the handle is set once, and OpenSSL's keys may be used by several threads at once.
@safe package final class Ed25519PublicKey: @unchecked Sendable {
  private let handle: OpaquePointer
  package let raw: [UInt8]

  /// - Throws: `.invalidKey` unless `raw` is 32 bytes, canonical, on the curve and not of small order.
  package init(raw: [UInt8]) throws(OpenSSLError) {
    try Ed25519PublicKey.checkEncoding(raw)
    ErrorQueue.clear()
    unsafe handle = try check(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, raw, raw.count), "EVP_PKEY_new_raw_public_key")
    self.raw = raw
  }

  deinit { unsafe EVP_PKEY_free(handle) }

  /// - Returns: false for a signature of any other length too.
  package func isValid(signature: [UInt8], for message: [UInt8]) -> Bool {
    guard signature.count == Ed25519.signatureByteCount else { return false }
    ErrorQueue.clear()
    defer { ErrorQueue.clear() }
    let context = unsafe DigestAlgorithm.newContext()
    defer { unsafe EVP_MD_CTX_free(context) }
    guard unsafe EVP_DigestVerifyInit(context, nil, nil, nil, handle) == 1 else { return false }
    return unsafe EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }
}

extension Ed25519PublicKey: Hashable {
  package static func == (left: Ed25519PublicKey, right: Ed25519PublicKey) -> Bool { left.raw == right.raw }
  package func hash(into hasher: inout Hasher) { hasher.combine(raw) }
}
