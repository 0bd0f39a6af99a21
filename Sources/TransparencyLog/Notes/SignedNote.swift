import ByteCoding

/// One signature line of a note: em dash, space, key name, space, base64(key ID ‖ signature).
package struct NoteSignature: Hashable, Sendable {
  package let name: String
  package let keyID: UInt32
  package let signature: [UInt8]

  package init(name: String, keyID: UInt32, signature: [UInt8]) {
    self.name = name
    self.keyID = keyID
    self.signature = signature
  }

  /// - Parameter line: without its newline.
  /// - Throws: `LogError` `note` for anything that `line` would not write.
  package init(line: String) throws(LogError) {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.elementsEqual("—".utf8), NoteKey.isName(parts[1]),
      let blob = Base64.decode(parts[2]), blob.count > 4
    else {
      throw LogError(.note, zh: "签名行的格式不对。", en: "A signature line is not in the form of a signed note.")
    }
    name = String(parts[1])
    keyID = blob.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    signature = [UInt8](blob.dropFirst(4))
  }

  /// Without the newline.
  package var line: String {
    let id = stride(from: 24, through: 0, by: -8).map { UInt8(keyID >> UInt32($0) & 0xFF) }
    return "— \(name) \(Base64.encode(id + signature))"
  }
}

/// A text and its signatures (C2SP signed-note).
///
/// Parsing accepts only the bytes that `bytes` gives; it checks no signature.
package struct SignedNote: Equatable, Sendable {
  /// What the specification asks every reader to accept; ours accept no more.
  package static let maximumSignatures = 16
  package static let maximumBytes = 64 << 10

  /// Ends in a newline.
  package let text: String
  package let signatures: [NoteSignature]

  /// - Throws: `LogError` `note` unless the text is lines without control signs, ends in a newline, and carries 1–16
  ///   signatures.
  package init(text: String, signatures: [NoteSignature]) throws(LogError) {
    guard text.utf8.last == 0x0A, !text.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A }) else {
      throw LogError(
        .note, zh: "note 正文必须以换行结束且不含控制字符。", en: "A note's text ends in a newline and holds no control signs.")
    }
    guard (1...SignedNote.maximumSignatures).contains(signatures.count) else {
      throw LogError(
        .note, zh: "note 必须有 1–\(SignedNote.maximumSignatures) 个签名行，实有 \(signatures.count)。",
        en: "A note carries 1 to \(SignedNote.maximumSignatures) signature lines; this one has \(signatures.count).")
    }
    self.text = text
    self.signatures = signatures
  }

  package init(bytes: [UInt8]) throws(LogError) {
    guard bytes.count <= SignedNote.maximumBytes else {
      throw LogError(.limit, zh: "note 过大：\(bytes.count) 字节。", en: "The note is too large: \(bytes.count) bytes.")
    }
    guard let whole = String(validating: bytes, as: UTF8.self), bytes.last == 0x0A,
      let blank = bytes.indices.dropFirst().last(where: { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A })
    else {
      throw LogError(
        .note, zh: "不是 signed note：须为 UTF-8，正文、空行、签名行。",
        en: "Not a signed note: UTF-8 text, a blank line, signature lines.")
    }
    var signatures: [NoteSignature] = []
    for line in whole.utf8.dropFirst(blank + 1).dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
      guard signatures.count < SignedNote.maximumSignatures else {
        throw LogError(
          .limit, zh: "note 的签名行超过 \(SignedNote.maximumSignatures) 个。",
          en: "The note has more than \(SignedNote.maximumSignatures) signature lines.")
      }
      signatures.append(try NoteSignature(line: String(decoding: line, as: UTF8.self)))
    }
    try self.init(text: String(decoding: bytes[..<blank], as: UTF8.self), signatures: signatures)
    guard self.bytes == bytes else {
      throw LogError(.note, zh: "note 重新编码后字节不同。", en: "The note does not encode to the same bytes again.")
    }
  }

  package var bytes: [UInt8] {
    [UInt8](text.utf8) + [0x0A] + signatures.flatMap { [UInt8]($0.line.utf8) + [0x0A] }
  }
}
