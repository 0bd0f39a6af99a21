/// A witness's statement: at this time it had seen no other history.
package struct Cosignature: Hashable, Sendable {
  package let key: NoteKey
  /// Seconds since 1970-01-01 UTC, by the witness's clock.
  package let time: UInt64
}

/// A checkpoint with the log's signature first and cosignatures after it, in byte order of name, then key ID.
package struct SignedCheckpoint: Equatable, Sendable {
  package let checkpoint: Checkpoint
  package let note: SignedNote

  package enum UnknownLines: Sendable {
    /// Every line must be of a known key: the auditor's way, so that no byte is without meaning.
    case refused
    /// Lines of keys not known are passed over, as C2SP asks of ordinary clients.
    case ignored
  }

  /// Reads a checkpoint without checking signatures.
  package init(bytes: [UInt8]) throws(LogError) {
    try self.init(note: SignedNote(bytes: bytes))
  }

  private init(note: SignedNote) throws(LogError) {
    self.note = note
    checkpoint = try Checkpoint(text: note.text)
  }

  /// Signs as the log.
  package init(_ checkpoint: Checkpoint, signer: NoteSigner) throws {
    guard signer.key.type == .ed25519, signer.key.name.utf8.elementsEqual(checkpoint.origin.utf8) else {
      throw LogError(
        .key, zh: "日志密钥的名称必须等于来源名。", en: "A log's key has the log's origin as its name.")
    }
    try self.init(note: SignedNote(text: checkpoint.text, signatures: [signer.sign(checkpoint, time: 0)]))
  }

  package var bytes: [UInt8] { note.bytes }

  /// The log's line alone.
  package var withoutCosignatures: SignedCheckpoint {
    get throws(LogError) { try SignedCheckpoint(note: SignedNote(text: note.text, signatures: [note.signatures[0]])) }
  }

  /// The same checkpoint with further cosignatures in their places; a key that has signed keeps its first line.
  ///
  /// - Throws: `LogError` `note` beyond 16 lines.
  package func adding(_ cosignatures: [NoteSignature]) throws(LogError) -> SignedCheckpoint {
    var lines = [NoteSignature](note.signatures.dropFirst())
    for line in cosignatures where !lines.contains(where: line.hasSameKey) { lines.append(line) }
    lines.sort(by: SignedCheckpoint.precedes)
    return try SignedCheckpoint(note: SignedNote(text: note.text, signatures: [note.signatures[0]] + lines))
  }

  /// Checks the log's signature, which must come first, and the cosignatures.
  ///
  /// A line of a known key must verify. No key may sign twice, and the lines must be in their order.
  ///
  /// - Returns: the cosignatures by known witnesses.
  /// - Throws: `LogError` `checkpoint` for another log, `signature`, `note` for lines unknown, doubled or out of order.
  @discardableResult
  package func verify(
    log: NoteKey, witnesses: [NoteKey] = [], unknownLines: UnknownLines = .refused
  ) throws(LogError) -> [Cosignature] {
    guard log.type == .ed25519, checkpoint.origin.utf8.elementsEqual(log.name.utf8) else {
      throw LogError(
        .checkpoint, zh: "检查点属于 \(checkpoint.origin)，不是 \(log.name)。",
        en: "The checkpoint is of \(checkpoint.origin), not of \(log.name).")
    }
    guard log.time(of: note.signatures[0], over: note.text) != nil else {
      throw LogError(
        .signature, zh: "检查点（大小 \(checkpoint.size)）的第一行签名不是日志密钥的有效签名。",
        en: "The first line under the checkpoint of size \(checkpoint.size) is not a valid signature by the log's key.")
    }
    let lines = note.signatures.dropFirst()
    guard zip(lines, lines.dropFirst()).allSatisfy(SignedCheckpoint.precedes)
    else {
      throw LogError(
        .note, zh: "检查点的联署行重复或次序不对。", en: "The checkpoint's cosignature lines are doubled or out of order.")
    }
    var cosignatures: [Cosignature] = []
    for line in lines {
      guard let key = witnesses.first(where: { $0.type == .cosignatureV1 && $0.matches(line) }) else {
        switch unknownLines {
        case .ignored: continue
        case .refused:
          throw LogError(
            .note, zh: "检查点有不认识的签名行：\(line.name)。", en: "The checkpoint has a line of an unknown key, \(line.name).")
        }
      }
      guard let time = key.time(of: line, over: note.text) else {
        throw LogError(
          .signature, zh: "见证者 \(line.name) 的联署无效。", en: "The cosignature by \(line.name) is not valid.")
      }
      cosignatures.append(Cosignature(key: key, time: time))
    }
    return cosignatures
  }

  private static func precedes(_ left: NoteSignature, _ right: NoteSignature) -> Bool {
    let leftKey = [UInt8](left.name.utf8) + [0x0A]
    let rightKey = [UInt8](right.name.utf8) + [0x0A]
    return leftKey == rightKey ? left.keyID < right.keyID : leftKey.lexicographicallyPrecedes(rightKey)
  }
}

extension NoteSignature {
  func hasSameKey(as other: NoteSignature) -> Bool {
    keyID == other.keyID && name.utf8.elementsEqual(other.name.utf8)
  }
}
