package import ByteCoding
import Foundation
import OpenSSL
package import TransparencyLog

/// Content in files that are named by their SHA-256: `ab/abcdef…`.
///
/// A file is written under another name, synchronised and renamed, so a name is never there without its content.
package struct FileBlobStore: BlobStore {
  /// In bytes; a bundle is far smaller.
  package static let maximumBytes = 1 << 30

  private static let unfinished = ".new-"
  private let folder: String

  /// - Throws: `LogError` `store` if the folder is there already.
  package static func create(folder: String) throws(LogError) -> FileBlobStore {
    guard try POSIXFile.makeFolder(folder) else {
      throw LogError(.store, zh: "目录 \(folder) 已存在。", en: "The folder \(folder) is there already.")
    }
    try POSIXFile.synchronize(folder: parent(of: folder))
    return FileBlobStore(folder: folder)
  }

  /// Removes what a crash left half written.
  ///
  /// - Throws: `LogError` `missing` if there is no such folder.
  package static func open(folder: String) throws(LogError) -> FileBlobStore {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw LogError(
        .missing, zh: "没有文件库目录 \(folder)，请检查路径。", en: "There is no folder of blobs at \(folder); check the path.")
    }
    for name in names where name.hasPrefix(unfinished) {
      try? FileManager.default.removeItem(atPath: folder + "/" + name)
    }
    return FileBlobStore(folder: folder)
  }

  @discardableResult
  package func put(_ content: [UInt8]) throws(LogError) -> Digest {
    guard content.count <= FileBlobStore.maximumBytes else {
      throw LogError(
        .limit, zh: "文件有 \(content.count) 字节，上限 \(FileBlobStore.maximumBytes)。",
        en: "The blob has \(content.count) bytes; the most is \(FileBlobStore.maximumBytes).")
    }
    let digest = SHA256.hash(content)
    guard try POSIXFile.size(of: path(digest)) == nil else { return digest }
    let unfinished = "\(folder)/\(FileBlobStore.unfinished)\(UUID().uuidString)"
    try POSIXFile.write(content, newFile: unfinished)
    let shelf = shelf(digest)
    if try POSIXFile.makeFolder(shelf) { try POSIXFile.synchronize(folder: folder) }
    try POSIXFile.rename(unfinished, to: path(digest))
    try POSIXFile.synchronize(folder: shelf)
    return digest
  }

  package func contains(_ digest: Digest) throws(LogError) -> Bool { try size(of: digest) != nil }

  package func size(of digest: Digest) throws(LogError) -> UInt64? { try POSIXFile.size(of: path(digest)) }

  package func get(_ digest: Digest, limit: Int) throws(LogError) -> [UInt8] {
    let size = try existingSize(digest)
    guard size <= UInt64(max(limit, 0)) else {
      throw LogError(
        .limit, zh: "文件 \(digest) 有 \(size) 字节，超过此处上限 \(limit)。",
        en: "The blob \(digest) has \(size) bytes, more than the \(limit) allowed here.")
    }
    let content = try POSIXFile.read(path(digest), at: 0, count: Int(size))
    guard SHA256.hash(content) == digest else {
      throw LogError(
        .store, zh: "文件 \(path(digest)) 已损坏：内容与其摘要不符，请从副本恢复。",
        en: "The blob \(path(digest)) is damaged: its content has another digest. Restore it from a copy.")
    }
    return content
  }

  package func read(_ digest: Digest, at offset: UInt64, count: Int) throws(LogError) -> [UInt8] {
    let size = try existingSize(digest)
    guard count >= 0, offset <= size, UInt64(count) <= size - offset else {
      throw LogError(
        .missing, zh: "文件 \(digest) 只有 \(size) 字节，没有所要的部分。",
        en: "The blob \(digest) has \(size) bytes; the part asked for is beyond them.")
    }
    let bytes = try POSIXFile.read(path(digest), at: offset, count: count)
    guard bytes.count == count else {
      throw LogError(.store, zh: "文件 \(path(digest)) 被截短。", en: "The blob \(path(digest)) was cut short.")
    }
    return bytes
  }

  private func existingSize(_ digest: Digest) throws(LogError) -> UInt64 {
    guard let size = try size(of: digest) else {
      throw LogError(.missing, zh: "没有摘要为 \(digest) 的文件。", en: "There is no blob with digest \(digest).")
    }
    return size
  }

  private func shelf(_ digest: Digest) -> String { "\(folder)/\(Hex.encode(digest.bytes.prefix(1)))" }

  private func path(_ digest: Digest) -> String { "\(shelf(digest))/\(digest)" }
}

/// The folder that a path lies in.
func parent(of path: String) -> String {
  URL(filePath: path).deletingLastPathComponent().path
}
