package import ByteCoding
import OpenSSL
import WireProtocol

/// Fetches one blob in ranges and keeps each in the home, so that a broken download goes on where it was. Always the
/// whole blob, so that ranges do not tell what is read.
package struct BlobDownload<Store: HomeStore, Link: SessionLink>: Sendable {
  private let store: Store
  private let link: Link
  private let digest: Digest
  private let limit: UInt64

  /// - Parameter limit: bytes; a blob said to be longer is refused before it is fetched.
  package init(_ digest: Digest, limit: UInt64, into store: Store, by link: Link) {
    self.digest = digest
    self.limit = limit
    self.store = store
    self.link = link
  }

  private var prefix: String { "part.\(digest)." }

  private func name(_ offset: UInt64) -> String {
    let digits = String(offset)
    return prefix + String(repeating: "0", count: 12 - digits.utf8.count) + digits
  }

  /// - Returns: the blob, compared with its digest.
  /// - Throws: `ClientError.dishonest` for other bytes than the digest's (the parts are thrown away then).
  package func run() async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for part in try store.names(prefix: prefix) {
      guard part == name(UInt64(bytes.count)), let kept = try store.read(part) else { break }
      bytes.append(contentsOf: kept)
    }
    var size = UInt64.max
    repeat {
      let offset = UInt64(bytes.count)
      let range = BlobRange(digest: digest, offset: offset, length: UInt32(WireLimits.blobRange))
      let (part, content) = try await link.read(range)
      guard part.size <= limit, part.offset == offset, content.count == Int(part.length),
        offset + UInt64(part.length) <= part.size, part.length > 0 || offset == part.size
      else { throw wrong() }
      size = part.size
      if !content.isEmpty, offset + UInt64(content.count) < size { try store.write(content, to: name(offset)) }
      bytes.append(contentsOf: content)
    } while UInt64(bytes.count) < size
    guard SHA256.hash(bytes) == digest else {
      try discard()
      throw wrong()
    }
    return bytes
  }

  /// Throws the parts away, once the whole is kept.
  package func discard() throws {
    for part in try store.names(prefix: prefix) { try store.remove(part) }
  }

  private func wrong() -> ClientError {
    ClientError(
      .dishonest, zh: "服务器给出的文件 \(digest) 与摘要不符，已丢弃；请重试，仍不符则告知监督人员",
      en: "the server's bytes for \(digest) are not those of its digest and were thrown away; try again, and tell a "
        + "supervisor if it happens twice")
  }
}
