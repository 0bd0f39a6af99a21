/// HKDF with SHA-256 (RFC 5869).
package enum HKDF {
  /// §2.3: 255 blocks.
  package static let maximumByteCount = 255 * HMACSHA256.byteCount

  /// §2.2: a key of 32 bytes out of key material of any shape. An empty salt stands for 32 zeros.
  package static func extract(salt: SecureBytes, keyMaterial: SecureBytes) throws(OpenSSLError) -> SecureBytes {
    let context = try HMACContext(key: salt)
    try context.update(keyMaterial)
    return try context.finish()
  }

  /// §2.3: `count` bytes for the purpose that `info` names.
  ///
  /// - Throws: `.invalidParameter` for more than 8160 bytes.
  package static func expand(key: SecureBytes, info: [UInt8], count: Int) throws(OpenSSLError) -> SecureBytes {
    guard (0...maximumByteCount).contains(count) else {
      throw OpenSSLError(
        .invalidParameter, zh: "HKDF 最多导出 \(maximumByteCount) 字节。",
        en: "HKDF gives at most \(maximumByteCount) bytes.")
    }
    var output: [UInt8] = []
    output.reserveCapacity(count + HMACSHA256.byteCount)
    defer { wipe(&output) }
    var previous = SecureBytes([])
    var counter: UInt8 = 0
    while output.count < count {
      counter += 1
      let context = try HMACContext(key: key)
      try context.update(previous)
      try context.update(info)
      try context.update([counter])
      previous = try context.finish()
      var block = previous.exposedCopy()
      output.append(contentsOf: block.prefix(count - output.count))
      wipe(&block)
    }
    return SecureBytes(output)
  }
}
