package import ByteCoding

/// The three lines of a checkpoint (C2SP tlog-checkpoint): origin, size, root. No extension lines.
package struct Checkpoint: Hashable, Sendable {
  package let origin: String
  /// Number of entries.
  package let size: UInt64
  package let root: Digest

  /// - Throws: `LogError` `checkpoint` if the origin cannot be a key's name too, or the size is beyond 2^53 − 1.
  package init(origin: String, size: UInt64, root: Digest) throws(LogError) {
    guard NoteKey.isName(origin), size <= MerkleTree.maximumSize else {
      throw LogError(
        .checkpoint, zh: "检查点的来源名或大小不合规则。", en: "The checkpoint's origin or size cannot be written.")
    }
    self.origin = origin
    self.size = size
    self.root = root
  }

  /// - Throws: `LogError` `checkpoint` for anything that `text` would not write.
  package init(text: String) throws(LogError) {
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard lines.count == 4, lines[3].isEmpty, let size = LineNumber.parse(lines[1]),
      let bytes = Base64.decode(lines[2]), let root = Digest(bytes)
    else {
      throw LogError(
        .checkpoint, zh: "检查点须为三行：来源、大小、根。", en: "A checkpoint is three lines: origin, size, root.")
    }
    try self.init(origin: lines[0], size: size, root: root)
  }

  package var text: String { "\(origin)\n\(size)\n\(Base64.encode(root.bytes))\n" }

  package static func == (left: Checkpoint, right: Checkpoint) -> Bool {
    left.size == right.size && left.root == right.root && left.origin.utf8.elementsEqual(right.origin.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(size)
    hasher.combine(root)
  }
}

/// Decimal numbers of the C2SP formats: digits, no leading zero.
enum LineNumber {
  /// - Returns: nil unless the text is what `String(value)` gives.
  static func parse(_ text: some StringProtocol) -> UInt64? {
    guard let value = UInt64(text), String(value).utf8.elementsEqual(text.utf8) else { return nil }
    return value
  }
}
