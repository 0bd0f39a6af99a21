/// HPKE (RFC 9180), base mode, one message a key: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
///
/// Anybody who knows the public key can seal; who sealed is for a signature to say.
package enum HPKE {
  /// What the receiver needs: the ephemeral public key and ciphertext ‖ tag.
  package struct SealedMessage: Hashable, Sendable {
    /// 65 bytes: the ephemeral public key, uncompressed.
    package let enc: [UInt8]
    /// 16 bytes longer than the plaintext.
    package let ciphertext: [UInt8]

    package init(enc: [UInt8], ciphertext: [UInt8]) {
      self.enc = enc
      self.ciphertext = ciphertext
    }
  }

  /// Seals with a new ephemeral key; two calls never give the same bytes.
  package static func seal(
    _ plaintext: [UInt8], to recipient: P256Point, info: [UInt8], additionalData: [UInt8]
  ) throws(OpenSSLError) -> SealedMessage {
    try seal(plaintext, to: recipient, info: info, additionalData: additionalData, ephemeral: .random())
  }

  /// With the ephemeral key given: for the vectors. Using one twice would give the plaintexts away.
  static func seal(
    _ plaintext: [UInt8], to recipient: P256Point, info: [UInt8], additionalData: [UInt8], ephemeral: P256Scalar
  ) throws(OpenSSLError) -> SealedMessage {
    let enc = try ephemeral.publicPoint()
    let shared = try sharedSecret(
      agreement: agreement(recipient, ephemeral), enc: enc.bytes, recipient: recipient.bytes)
    let (key, nonce) = try keySchedule(shared, info: info)
    let ciphertext = try AES256GCM.seal(plaintext, key: key, nonce: nonce, additionalData: additionalData)
    return SealedMessage(enc: enc.bytes, ciphertext: ciphertext)
  }

  /// - Throws: `.invalidPoint` when `enc` is not a point in the one form accepted, `.authenticationFailed` when the
  ///   message, `info` or the additional data is not what was sealed, or for another key.
  package static func open(
    _ message: SealedMessage, with privateKey: P256Scalar, info: [UInt8], additionalData: [UInt8]
  ) throws(OpenSSLError) -> [UInt8] {
    let enc = try P256Point(message.enc)
    let shared = try sharedSecret(
      agreement: agreement(enc, privateKey), enc: enc.bytes, recipient: privateKey.publicPoint().bytes)
    let (key, nonce) = try keySchedule(shared, info: info)
    return try AES256GCM.open(message.ciphertext, key: key, nonce: nonce, additionalData: additionalData)
  }

  // MARK: - §4.1: the key encapsulation

  /// The x coordinate of scalar · point.
  private static func agreement(_ point: P256Point, _ scalar: P256Scalar) throws(OpenSSLError) -> SecureBytes {
    var product = try point.multiplied(by: scalar).bytes
    defer { wipe(&product) }
    return SecureBytes(product[1..<33])
  }

  private static func sharedSecret(
    agreement: SecureBytes, enc: [UInt8], recipient: [UInt8]
  ) throws(OpenSSLError) -> SecureBytes {
    let key = try extract(kemSuite, salt: none, label: "eae_prk", agreement)
    return try expand(kemSuite, key: key, label: "shared_secret", info: enc + recipient, count: 32)
  }

  // MARK: - §5.1: the key schedule, mode_base

  private static func keySchedule(
    _ shared: SecureBytes, info: [UInt8]
  ) throws(OpenSSLError) -> (key: SecureBytes, nonce: [UInt8]) {
    let identifierHash = try extract(suite, salt: none, label: "psk_id_hash", none).exposedCopy()
    let infoHash = try extract(suite, salt: none, label: "info_hash", SecureBytes(info)).exposedCopy()
    let context = [modeBase] + identifierHash + infoHash
    let secret = try extract(suite, salt: shared, label: "secret", none)
    let key = try expand(suite, key: secret, label: "key", info: context, count: AES256GCM.keyByteCount)
    let nonce = try expand(
      suite, key: secret, label: "base_nonce", info: context, count: AES256GCM.nonceByteCount)
    return (key, nonce.exposedCopy())
  }

  // MARK: - §4: labels bind every derived key to this version and suite

  private static let modeBase: UInt8 = 0
  private static let version = [UInt8]("HPKE-v1".utf8)
  /// DHKEM(P-256, HKDF-SHA256) is 0x0010; HKDF-SHA256 0x0001; AES-256-GCM 0x0002.
  private static let kemSuite = [UInt8]("KEM".utf8) + [0x00, 0x10]
  private static let suite = [UInt8]("HPKE".utf8) + [0x00, 0x10, 0x00, 0x01, 0x00, 0x02]
  private static let none = SecureBytes([])

  private static func extract(
    _ suite: [UInt8], salt: SecureBytes, label: String, _ keyMaterial: SecureBytes
  ) throws(OpenSSLError) -> SecureBytes {
    let context = try HMACContext(key: salt)
    try context.update(version + suite + [UInt8](label.utf8))
    try context.update(keyMaterial)
    return try context.finish()
  }

  private static func expand(
    _ suite: [UInt8], key: SecureBytes, label: String, info: [UInt8], count: Int
  ) throws(OpenSSLError) -> SecureBytes {
    let size = [UInt8(count >> 8), UInt8(count & 0xFF)]
    let labelled = size + version + suite + [UInt8](label.utf8) + info
    return try HKDF.expand(key: key, info: labelled, count: count)
  }
}
