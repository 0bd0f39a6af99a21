package import ByteCoding
package import CanonicalJSON
package import TransparencyLog

/// What a client has verified of the log so far: the newest checkpoint, and the newest under a quorum of cosignatures.
///
/// A value: the caller fetches the proof that `need` asks for, hands it to `take`, and persists the result before it
/// acts on it.
package struct LogHead: Sendable {
  package static let name = "head"

  package let keys: LogKeys
  package private(set) var latest: SignedCheckpoint?
  package private(set) var cosigned: SignedCheckpoint?

  package init(keys: LogKeys) {
    self.keys = keys
  }

  /// - Throws: `ClientError.home` when the stored checkpoints are not of this log.
  package init(keys: LogKeys, saved: Saved) throws {
    self.keys = keys
    do {
      latest = try saved.latest.isEmpty ? nil : SignedCheckpoint(bytes: saved.latest)
      cosigned = try saved.cosigned.isEmpty ? nil : SignedCheckpoint(bytes: saved.cosigned)
      for checkpoint in [latest, cosigned].compactMap({ $0 }) { try verify(checkpoint) }
    } catch {
      throw ClientError(.home, zh: "本机保存的检查点有误：\(error.zh)", en: "the checkpoint kept here is wrong: \(error.en)")
    }
  }

  package var size: UInt64 { latest?.checkpoint.size ?? 0 }
  package var cosignedSize: UInt64 { cosigned?.checkpoint.size ?? 0 }

  /// Which consistency proof joins the offered checkpoint to what is known; nil when none is needed.
  ///
  /// - Throws: `LogError` for a checkpoint that the log's key did not sign.
  package func need(for offered: SignedCheckpoint) throws(LogError) -> Range<UInt64>? {
    try verify(offered)
    let new = offered.checkpoint.size
    guard let latest, latest.checkpoint.size != new else { return nil }
    return min(latest.checkpoint.size, new)..<max(latest.checkpoint.size, new)
  }

  /// Takes up a checkpoint. An older one is taken for its cosignatures alone, once it is proven to be a beginning of
  /// the newest.
  ///
  /// - Parameter proof: for the range that `need` answered.
  /// - Throws: `SplitView` when the two cannot both be true; `LogError` for a bad signature.
  package mutating func take(_ offered: SignedCheckpoint, proof: [Digest]) throws {
    try verify(offered)
    guard offered.checkpoint.size > 0 else {
      throw LogError(.checkpoint, zh: "检查点的大小为 0。", en: "The checkpoint has size 0.")
    }
    if let latest { try LogHead.join(latest, offered, proof: proof) }
    let taken = try merged(offered)
    if taken.checkpoint.size >= size { latest = taken }
    if try verify(taken).count >= keys.quorum, taken.checkpoint.size >= cosignedSize { cosigned = taken }
  }

  /// The same checkpoint may come with other witnesses' lines each time: none that was seen is lost.
  private func merged(_ offered: SignedCheckpoint) throws(LogError) -> SignedCheckpoint {
    guard let latest, latest.checkpoint == offered.checkpoint else { return offered }
    return try latest.adding(offered.note.signatures.filter { line in keys.witnesses.contains { $0.matches(line) } })
  }

  private static func join(_ latest: SignedCheckpoint, _ offered: SignedCheckpoint, proof: [Digest]) throws {
    let isNewer = offered.checkpoint.size >= latest.checkpoint.size
    let (old, new) = isNewer ? (latest, offered) : (offered, latest)
    do {
      try ConsistencyProof(oldSize: old.checkpoint.size, newSize: new.checkpoint.size, hashes: proof)
        .verify(oldRoot: old.checkpoint.root, newRoot: new.checkpoint.root)
    } catch {
      throw SplitView(
        seen: latest.bytes, offered: offered.bytes,
        detail: "\(latest.checkpoint.size) / \(offered.checkpoint.size)")
    }
  }

  @discardableResult
  private func verify(_ checkpoint: SignedCheckpoint) throws(LogError) -> [Cosignature] {
    try checkpoint.verify(log: keys.log, witnesses: keys.witnesses, unknownLines: .ignored)
  }

  /// The form in which a head is kept.
  package struct Saved: CanonicalCodable {
    package var latest: [UInt8]
    package var cosigned: [UInt8]

    package init(latest: [UInt8], cosigned: [UInt8]) {
      self.latest = latest
      self.cosigned = cosigned
    }

    package init(json: JSONValue) throws(CanonicalJSONError) {
      var reader = try ObjectReader(json, type: "head")
      latest = try reader.bytes("latest")
      cosigned = try reader.bytes("cosigned")
      try reader.finish()
    }

    package var json: JSONValue { ["latest": .bytes(latest), "cosigned": .bytes(cosigned)] }
  }

  package var saved: Saved { Saved(latest: latest?.bytes ?? [], cosigned: cosigned?.bytes ?? []) }
}
