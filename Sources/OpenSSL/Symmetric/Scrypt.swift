import COpenSSL

/// scrypt (RFC 7914): a key from a passphrase, costly in time and memory on purpose.
package struct Scrypt: Sendable, Hashable {
  /// 2^15, 8, 1: 32 MiB and about 0.1 s a guess.
  package static let standard = Scrypt(uncheckedLogN: 15, r: 8, p: 1)
  /// Parameters read from a file may not ask for more memory than this: 256 MiB.
  package static let maximumMemory = 256 << 20
  package static let minimumSaltByteCount = 16

  /// The cost is N = 2^logN.
  package let logN: UInt8
  package let r: UInt8
  package let p: UInt8

  /// - Throws: `.invalidParameter` when the parameters are weaker than N = 2^14, r = 8, p = 1, or ask for more than
  ///   256 MiB or p > 4.
  package init(logN: UInt8, r: UInt8, p: UInt8) throws(OpenSSLError) {
    let isStrong = logN >= 14 && r >= 8 && p >= 1
    let isBounded = logN <= 22 && p <= 4 && 128 * Int(r) << Int(logN) <= Scrypt.maximumMemory
    guard isStrong && isBounded else {
      throw OpenSSLError(
        .invalidParameter, zh: "scrypt 参数超出允许范围：logN=\(logN)，r=\(r)，p=\(p)。",
        en: "The scrypt parameters are outside the limits: logN=\(logN), r=\(r), p=\(p).")
    }
    self.init(uncheckedLogN: logN, r: r, p: p)
  }

  private init(uncheckedLogN logN: UInt8, r: UInt8, p: UInt8) {
    self.logN = logN
    self.r = r
    self.p = p
  }

  package func derive(passphrase: SecureBytes, salt: [UInt8], count: Int) throws(OpenSSLError) -> SecureBytes {
    guard salt.count >= Scrypt.minimumSaltByteCount else {
      throw OpenSSLError(
        .invalidParameter, zh: "scrypt 的盐至少 16 字节。", en: "The salt of scrypt has at least 16 bytes.")
    }
    return try deriveUnchecked(passphrase: passphrase, salt: salt, count: count)
  }

  func deriveUnchecked(passphrase: SecureBytes, salt: [UInt8], count: Int) throws(OpenSSLError) -> SecureBytes {
    ErrorQueue.clear()
    var key = [UInt8](repeating: 0, count: count)
    defer { wipe(&key) }
    // OpenSSL counts the block of p as well: some room above the limit on N · r.
    let memory = UInt64(Scrypt.maximumMemory + 4 << 20)
    let result = unsafe passphrase.withUnsafeBytes {
      unsafe EVP_PBE_scrypt(
        $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count, salt, salt.count, 1 << UInt64(logN), UInt64(r),
        UInt64(p), memory, &key, count)
    }
    try check(result, "EVP_PBE_scrypt")
    return SecureBytes(key)
  }
}
