package import ByteCoding

/// What a log hands to a witness, as text or as a file (C2SP tlog-witness, `add-checkpoint`): `old <size>`, the
/// consistency proof, a blank line, the new checkpoint.
package struct WitnessRequest: Equatable, Sendable {
  /// The size that the witness cosigned last, 0 at first contact.
  package let oldSize: UInt64
  package let hashes: [Digest]
  package let checkpoint: SignedCheckpoint

  package init(oldSize: UInt64, hashes: [Digest], checkpoint: SignedCheckpoint) {
    self.oldSize = oldSize
    self.hashes = hashes
    self.checkpoint = checkpoint
  }

  package init(bytes: [UInt8]) throws(LogError) {
    let (head, hashes, checkpoint) = try HashLines.read(bytes, headLines: 1)
    guard head[0].utf8.starts(with: "old ".utf8), let oldSize = LineNumber.parse(head[0].dropFirst(4)) else {
      throw HashLines.malformed
    }
    self.init(oldSize: oldSize, hashes: hashes, checkpoint: checkpoint)
  }

  package var bytes: [UInt8] {
    HashLines.write(head: ["old \(oldSize)"], hashes: hashes, checkpoint: checkpoint)
  }
}

/// One witness's memory of one log, a value. It keeps the whole checkpoint that it cosigned last: with a second one
/// that contradicts it, both signed by the log, anybody can be shown the fork.
package struct WitnessState: Equatable, Sendable {
  package let log: NoteKey
  package private(set) var last: SignedCheckpoint?

  package enum Answer: Equatable, Sendable {
    /// Persist the new state, then hand out this line.
    case cosigned(NoteSignature)
    /// The log believes in another last size than the witness's: it must ask again from here.
    case conflict(lastSize: UInt64)
  }

  package init(log: NoteKey, last: SignedCheckpoint? = nil) {
    self.log = log
    self.last = last
  }

  /// - Parameter time: now, in seconds since 1970-01-01 UTC.
  /// - Throws: `LogError` for a checkpoint not by the log, `proof` for one that does not continue the last, `conflict`
  ///   for another root at the same size: evidence of a fork; keep both.
  package mutating func answer(_ request: WitnessRequest, signer: NoteSigner, time: UInt64) throws -> Answer {
    guard signer.key.type == .cosignatureV1, time > 0, time <= UInt64(Int64.max) else {
      throw LogError(.key, zh: "联署须用见证者密钥和有效时间。", en: "A cosignature needs a witness's key and a valid time.")
    }
    try request.checkpoint.verify(log: log, unknownLines: .ignored)
    let offered = request.checkpoint.checkpoint
    guard request.oldSize == last?.checkpoint.size ?? 0 else {
      return .conflict(lastSize: last?.checkpoint.size ?? 0)
    }
    if let seen = last?.checkpoint, seen.size > 0 {
      guard offered.size != seen.size || offered.root == seen.root else {
        throw LogError(
          .conflict, zh: "日志在大小 \(seen.size) 处出示了两个不同的根：分叉的证据，请保存两份检查点。",
          en: "The log has shown two roots at size \(seen.size): evidence of a fork. Keep both checkpoints.")
      }
      try ConsistencyProof(oldSize: seen.size, newSize: offered.size, hashes: request.hashes)
        .verify(oldRoot: seen.root, newRoot: offered.root)
    } else {
      guard request.hashes.isEmpty else { throw HashLines.malformed }
    }
    let line = try signer.sign(offered, time: time)
    last = request.checkpoint
    return .cosigned(line)
  }
}
