package import Panel
package import TransparencyLog

extension Session {
  /// The key that signs checkpoints: the log key of entry 0, under the session's origin.
  ///
  /// - Throws: `SealingError.missing` without a log key, `LogError` for a name or key that cannot stand in a note.
  package func logKey() throws -> NoteKey {
    guard let log = keys.first(where: { $0.role == .log }) else {
      throw SealingError(.missing, zh: "评审设定中没有日志密钥", en: "entry 0 has no log key")
    }
    return try noteKey(log, name: origin, type: .ed25519)
  }

  /// The keys that cosign checkpoints, by code: every witness of entry 0, under the name `<origin>/<code>`.
  ///
  /// - Throws: as `logKey`.
  package func witnessKeys() throws -> [NoteKey] {
    try keys.filter { $0.role == .witness }.sorted { $0.code < $1.code }.map {
      try noteKey($0, name: witnessName($0.code), type: .cosignatureV1)
    }
  }

  /// The name of a witness's lines under checkpoints.
  package func witnessName(_ code: Code) -> String { "\(origin)/\(code)" }

  private func noteKey(_ key: SessionKey, name: String, type: NoteKeyType) throws -> NoteKey {
    switch try key.key.verificationKey {
    case .ed25519(let publicKey): try NoteKey(name: name, type: type, publicKey: publicKey)
    }
  }
}
