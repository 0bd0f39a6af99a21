package import OpenSSL

/// Signs checkpoints: as their log, or as a witness. One key never does both.
package struct NoteSigner: Sendable {
  package let key: NoteKey
  private let privateKey: Ed25519PrivateKey

  /// - Throws: `LogError` `key` for a name that cannot stand in a note.
  package init(name: String, type: NoteKeyType, privateKey: Ed25519PrivateKey) throws(LogError) {
    key = try NoteKey(name: name, type: type, publicKey: privateKey.publicKey)
    self.privateKey = privateKey
  }

  /// - Parameter time: seconds since 1970-01-01 UTC; of a cosignature only.
  func sign(_ checkpoint: Checkpoint, time: UInt64) throws -> NoteSignature {
    let signature = try privateKey.sign(key.message(checkpoint.text, time: time))
    let prefix =
      key.type == .cosignatureV1 ? stride(from: 56, through: 0, by: -8).map { UInt8(time >> UInt64($0) & 0xFF) } : []
    return NoteSignature(name: key.name, keyID: key.keyID, signature: prefix + signature)
  }
}

extension NoteKey {
  /// What the key signs of a checkpoint's text.
  func message(_ text: String, time: UInt64) -> [UInt8] {
    switch type {
    case .ed25519: [UInt8](text.utf8)
    case .cosignatureV1: [UInt8]("cosignature/v1\ntime \(time)\n\(text)".utf8)
    }
  }

  /// - Returns: the time of a valid signature in seconds since 1970-01-01 UTC (0 for a log's own); nil if it is not
  ///   valid.
  func time(of signature: NoteSignature, over text: String) -> UInt64? {
    guard matches(signature) else { return nil }
    switch type {
    case .ed25519:
      return publicKey.isValid(signature: signature.signature, for: message(text, time: 0)) ? 0 : nil
    case .cosignatureV1:
      guard signature.signature.count == 8 + Ed25519.signatureByteCount else { return nil }
      let time = signature.signature.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      guard time > 0, time <= UInt64(Int64.max) else { return nil }
      let isValid = publicKey.isValid(
        signature: [UInt8](signature.signature.dropFirst(8)), for: message(text, time: time))
      return isValid ? time : nil
    }
  }
}
