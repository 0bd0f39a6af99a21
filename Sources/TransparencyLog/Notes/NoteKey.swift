import ByteCoding
package import OpenSSL

/// What a key of a note signs, by the type byte of the C2SP registry. A further algorithm is a further case.
package enum NoteKeyType: UInt8, Sendable {
  /// A log's signature over the text.
  case ed25519 = 0x01
  /// A witness's signature over time and text (tlog-cosignature, `cosignature/v1`).
  case cosignatureV1 = 0x04
}

/// A key that verifies lines of a signed note: name, type and public key.
package struct NoteKey: Hashable, Sendable {
  package static let maximumNameBytes = 255

  package let name: String
  package let type: NoteKeyType
  package let publicKey: Ed25519PublicKey
  /// The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key).
  package let keyID: UInt32

  /// - Throws: `LogError` `key` for an empty or overlong name, or one with a space or `+`.
  package init(name: String, type: NoteKeyType, publicKey: Ed25519PublicKey) throws(LogError) {
    guard NoteKey.isName(name) else {
      throw LogError(
        .key, zh: "密钥名 \(name) 为空、过长，或含空白、控制字符或 +。",
        en: "The key name \(name) is empty, too long, or has a space, a control sign or a +.")
    }
    self.name = name
    self.type = type
    self.publicKey = publicKey
    keyID = SHA256.hash([UInt8](name.utf8), [0x0A, type.rawValue], publicKey.raw).bytes.prefix(4)
      .reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Reads `name+hex key ID+base64(type ‖ public key)`.
  ///
  /// - Throws: `LogError` `key`, also when the key ID is not that of name and key.
  package init(verifierKey text: String) throws(LogError) {
    let parts = text.utf8.split(separator: 0x2B, maxSplits: 2, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard parts.count == 3, let material = Base64.decode(parts[2]), let code = material.first,
      let type = NoteKeyType(rawValue: code)
    else {
      throw LogError(
        .key, zh: "验证密钥须为 名称+8位十六进制+base64，且类型受支持。",
        en: "A verifier key is name+8 hexadecimal signs+base64 of a type that is supported.")
    }
    let publicKey: Ed25519PublicKey
    do {
      publicKey = try Ed25519PublicKey(raw: [UInt8](material.dropFirst()))
    } catch {
      throw LogError(.key, zh: error.zh, en: error.en)
    }
    try self.init(name: parts[0], type: type, publicKey: publicKey)
    guard verifierKey.utf8.elementsEqual(text.utf8) else {
      throw LogError(
        .key, zh: "验证密钥的编号与名称、公钥不符。", en: "The verifier key's ID is not that of its name and key.")
    }
  }

  package var verifierKey: String {
    let id = stride(from: 24, through: 0, by: -8).map { UInt8(keyID >> UInt32($0) & 0xFF) }
    return "\(name)+\(Hex.encode(id))+\(Base64.encode([type.rawValue] + publicKey.raw))"
  }

  package func matches(_ signature: NoteSignature) -> Bool {
    signature.keyID == keyID && signature.name.utf8.elementsEqual(name.utf8)
  }

  static func isName(_ name: some StringProtocol) -> Bool {
    (1...maximumNameBytes).contains(name.utf8.count)
      && name.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20 }
  }

  package static func == (left: NoteKey, right: NoteKey) -> Bool {
    left.keyID == right.keyID && left.type == right.type && left.publicKey == right.publicKey
      && left.name.utf8.elementsEqual(right.name.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(keyID)
    hasher.combine(publicKey)
  }
}
