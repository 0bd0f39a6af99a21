import COpenSSL

/// AES-256-GCM (NIST SP 800-38D) with nonces of 96 bits and tags of 128 bits.
///
/// The mode does not commit to the key: whoever holds two keys can make one ciphertext that opens under both. Say in
/// the additional data which key is meant.
package enum AES256GCM {
  package static let keyByteCount = 32
  package static let nonceByteCount = 12
  package static let tagByteCount = 16
  /// SP 800-38D §5.2.1.1 allows 2^36 − 32 bytes; OpenSSL counts in Int32.
  package static let maximumByteCount = Int(Int32.max) - tagByteCount

  /// - Returns: ciphertext ‖ tag.
  package static func seal(
    _ plaintext: [UInt8], key: SecureBytes, nonce: [UInt8], additionalData: [UInt8]
  ) throws(OpenSSLError) -> [UInt8] {
    try checkSizes(key: key, nonce: nonce, byteCount: max(plaintext.count, additionalData.count))
    let context = try CipherContext(key: key, nonce: nonce, encrypting: true)
    try context.addAdditionalData(additionalData)
    var sealed = [UInt8](repeating: 0, count: plaintext.count + tagByteCount)
    try context.update(plaintext, into: &sealed)
    try context.finishSealing(tagAt: plaintext.count, of: &sealed)
    return sealed
  }

  /// - Parameter sealed: ciphertext ‖ tag.
  /// - Throws: `.authenticationFailed` when anything was changed or the key is another; no plaintext comes out then.
  package static func open(
    _ sealed: [UInt8], key: SecureBytes, nonce: [UInt8], additionalData: [UInt8]
  ) throws(OpenSSLError) -> [UInt8] {
    try checkSizes(key: key, nonce: nonce, byteCount: max(sealed.count, additionalData.count))
    guard sealed.count >= tagByteCount else { throw authenticationFailure }
    let context = try CipherContext(key: key, nonce: nonce, encrypting: false)
    try context.addAdditionalData(additionalData)
    let ciphertext = Array(sealed.dropLast(tagByteCount))
    var plaintext = [UInt8](repeating: 0, count: ciphertext.count)
    try context.update(ciphertext, into: &plaintext)
    guard context.isAuthentic(tag: Array(sealed.suffix(tagByteCount))) else {
      wipe(&plaintext)
      throw authenticationFailure
    }
    return plaintext
  }

  private static let authenticationFailure = OpenSSLError(
    .authenticationFailed, zh: "解密失败：密文、附加数据被改动，或密钥不符。",
    en: "Decryption failed: the ciphertext or its additional data was changed, or the key is another.")

  private static func checkSizes(key: SecureBytes, nonce: [UInt8], byteCount: Int) throws(OpenSSLError) {
    guard key.count == keyByteCount, nonce.count == nonceByteCount, byteCount <= maximumByteCount else {
      throw OpenSSLError(
        .invalidParameter, zh: "AES-256-GCM 需要 32 字节密钥、12 字节随机数，数据须小于 2 GiB。",
        en: "AES-256-GCM needs a key of 32 bytes, a nonce of 12 and less than 2 GiB of data.")
    }
  }
}

/// One run of the cipher. One owner, one thread.
@safe private final class CipherContext {
  // nonisolated(unsafe): fetched once, read ever after.
  private static nonisolated(unsafe) let cipher = unsafe EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)

  private let handle: OpaquePointer

  init(key: SecureBytes, nonce: [UInt8], encrypting: Bool) throws(OpenSSLError) {
    ErrorQueue.clear()
    unsafe handle = try check(EVP_CIPHER_CTX_new(), "EVP_CIPHER_CTX_new")
    let result = unsafe key.withUnsafeBytes {
      unsafe EVP_CipherInit_ex2(
        handle, CipherContext.cipher, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), nonce, encrypting ? 1 : 0,
        nil)
    }
    try check(result, "EVP_CipherInit_ex2")
  }

  deinit { unsafe EVP_CIPHER_CTX_free(handle) }

  func addAdditionalData(_ bytes: [UInt8]) throws(OpenSSLError) {
    guard !bytes.isEmpty else { return }
    var count: Int32 = 0
    try check(unsafe EVP_CipherUpdate(handle, nil, &count, bytes, Int32(bytes.count)), "EVP_CipherUpdate")
  }

  func update(_ input: [UInt8], into output: inout [UInt8]) throws(OpenSSLError) {
    guard !input.isEmpty else { return }
    var count: Int32 = 0
    try check(unsafe EVP_CipherUpdate(handle, &output, &count, input, Int32(input.count)), "EVP_CipherUpdate")
    precondition(Int(count) == input.count, "GCM gives a byte for a byte")
  }

  func finishSealing(tagAt index: Int, of sealed: inout [UInt8]) throws(OpenSSLError) {
    var nothing: [UInt8] = [0]
    var count: Int32 = 0
    try check(unsafe EVP_CipherFinal_ex(handle, &nothing, &count), "EVP_CipherFinal_ex")
    let size = Int32(AES256GCM.tagByteCount)
    let result = unsafe sealed.withUnsafeMutableBytes {
      unsafe EVP_CIPHER_CTX_ctrl(handle, EVP_CTRL_AEAD_GET_TAG, size, $0.baseAddress?.advanced(by: index))
    }
    try check(result, "EVP_CTRL_AEAD_GET_TAG")
  }

  func isAuthentic(tag: [UInt8]) -> Bool {
    defer { ErrorQueue.clear() }
    var tag = tag
    guard unsafe EVP_CIPHER_CTX_ctrl(handle, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag) == 1 else { return false }
    var nothing: [UInt8] = [0]
    var count: Int32 = 0
    return unsafe EVP_CipherFinal_ex(handle, &nothing, &count) == 1
  }
}
