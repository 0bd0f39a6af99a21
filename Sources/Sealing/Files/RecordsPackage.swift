import Archive
import ByteCoding
import CanonicalJSON
import OpenSSL

/// A file of records with its blobs, as it crosses from the vault: a strict ustar of `blobs/<digest>` and
/// `records.json`.
package struct RecordsPackage: Sendable {
  package static let recordsName = "records.json"
  package static let blobPrefix = "blobs/"

  package let file: RecordsFile
  package let blobs: [[UInt8]]

  package init(file: RecordsFile, blobs: [[UInt8]]) {
    self.file = file
    self.blobs = blobs
  }

  /// - Parameter name: of the file, for messages.
  /// - Throws: `ArchiveError`, or `SealingError.malformed` for a member that does not belong.
  package init(_ source: [UInt8], name: String) throws {
    var file: RecordsFile?
    var blobs: [[UInt8]] = []
    let index = try ArchiveIndex(MemorySource(source))
    for place in 0..<index.count {
      let member = index[place]
      let content = try index.content(member.path, limit: source.count)
      if member.path == RecordsPackage.recordsName {
        file = try RecordsFile(file: content, name: "\(name): \(member.path)")
      } else if member.path == RecordsPackage.blobPrefix + "\(SHA256.hash(content))" {
        blobs.append(content)
      } else {
        throw SealingError(
          .malformed, zh: "“\(name)”中有不该有的内容：\(member.path)", en: "\(name) holds \(member.path), which does not belong")
      }
    }
    guard let file else {
      throw SealingError(
        .malformed, zh: "“\(name)”中没有 \(RecordsPackage.recordsName)",
        en: "\(name) holds no \(RecordsPackage.recordsName)")
    }
    self.file = file
    self.blobs = blobs
  }

  /// The archive's bytes.
  package func encoded() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = ArchiveWriter { bytes.append(contentsOf: $0) }
    let named = Dictionary(blobs.map { (RecordsPackage.blobPrefix + "\(SHA256.hash($0))", $0) }) { first, _ in first }
    for (path, blob) in named.sorted(by: { $0.key < $1.key }) { try writer.append(path, blob) }
    try writer.append(RecordsPackage.recordsName, file.canonicalBytes)
    try writer.finish()
    return bytes
  }
}
