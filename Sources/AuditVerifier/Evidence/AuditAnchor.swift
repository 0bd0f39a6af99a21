import Archive
package import Sealing
package import TransparencyLog

/// What the verifying person holds from elsewhere: without it an archive only agrees with itself.
package struct AuditAnchor: Sendable {
  /// The session code of the letter of appointment or the panel's signed paper.
  package var session: SessionCode?
  /// Checkpoints kept by a supervisor or reviewer.
  package var checkpoints: [SignedCheckpoint] = []
  /// Receipts of single entries.
  package var receipts: [LogProof] = []
  /// Keys of the log or of witnesses.
  package var keys: [NoteKey] = []

  package init(session: SessionCode? = nil) {
    self.session = session
  }

  package static let maximumFileBytes = 1 << 20

  /// Takes up the trust file at `path`.
  ///
  /// - Throws: `AuditError`.
  package mutating func add(path: String) throws(AuditError) {
    do {
      let source = try FileSource(path: path)
      try add(file: source.read(at: 0, count: Int(min(source.byteCount, UInt64(AuditAnchor.maximumFileBytes + 1)))))
    } catch {
      throw AuditError(error)
    }
  }

  /// Takes up a trust file: one receipt (C2SP tlog-proof), one checkpoint (signed note), or lines of verifier keys and
  /// `session CODE`; empty lines and lines that begin with `#` are passed over.
  ///
  /// - Throws: `LogError` for anything else.
  package mutating func add(file bytes: [UInt8]) throws(LogError) {
    guard bytes.count <= AuditAnchor.maximumFileBytes else {
      throw LogError(.limit, zh: "信任文件过大", en: "The trust file is too large.")
    }
    if bytes.starts(with: "c2sp.org/tlog-proof@".utf8) {
      receipts.append(try LogProof(bytes: bytes))
    } else if bytes.split(separator: 0x0A).contains(where: { $0.starts(with: "— ".utf8) }) {
      checkpoints.append(try SignedCheckpoint(bytes: bytes))
    } else {
      try add(lines: String(decoding: bytes, as: UTF8.self))
    }
  }

  private mutating func add(lines text: String) throws(LogError) {
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      if line.hasPrefix("session ") {
        guard let code = SessionCode(line.dropFirst(8)) else {
          throw LogError(.key, zh: "信任文件中的场次码有误", en: "The trust file's session code cannot be read.")
        }
        if let session, session != code {
          throw LogError(.key, zh: "给出了两个不同的场次码", en: "Two different session codes were given.")
        }
        session = code
      } else if !line.allSatisfy(\.isWhitespace) {
        keys.append(try NoteKey(verifierKey: String(line)))
      }
    }
  }
}
