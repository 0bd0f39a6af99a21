import ByteCoding

/// The text forms that put hashes, one a line, before a checkpoint: receipts and witness requests.
enum HashLines {
  /// `head` lines, hash lines, a blank line, the checkpoint.
  static func write(head: [String], hashes: [Digest], checkpoint: SignedCheckpoint) -> [UInt8] {
    let lines = head + hashes.map { Base64.encode($0.bytes) }
    return [UInt8](lines.joined(separator: "\n").utf8) + [0x0A, 0x0A] + checkpoint.bytes
  }

  /// - Throws: `LogError` `proof` for a wrong form, and what the checkpoint's reader throws.
  static func read(
    _ bytes: [UInt8], headLines: Int
  ) throws(LogError) -> (head: [String], hashes: [Digest], checkpoint: SignedCheckpoint) {
    guard bytes.count <= 2 * SignedNote.maximumBytes else {
      throw LogError(.limit, zh: "文件过大：\(bytes.count) 字节。", en: "The file is too large: \(bytes.count) bytes.")
    }
    guard let blank = bytes.indices.dropFirst().first(where: { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }) else {
      throw malformed
    }
    let lines = bytes[..<(blank - 1)].split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count >= headLines, lines.count - headLines <= MerkleTree.maximumProofHashes else { throw malformed }
    var head: [String] = []
    for line in lines.prefix(headLines) {
      guard let text = String(validating: line, as: UTF8.self) else { throw malformed }
      head.append(text)
    }
    var hashes: [Digest] = []
    for line in lines.dropFirst(headLines) {
      guard let raw = Base64.decode(bytes: [UInt8](line)), let hash = Digest(raw) else { throw malformed }
      hashes.append(hash)
    }
    return (head, hashes, try SignedCheckpoint(bytes: [UInt8](bytes[(blank + 1)...])))
  }

  static var malformed: LogError {
    LogError(
      .proof, zh: "文件格式不对：须为首行、哈希行、空行、检查点。",
      en: "Not in the form: head lines, hash lines, a blank line, a checkpoint.")
  }
}
