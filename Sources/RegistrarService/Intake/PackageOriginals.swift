package import ByteCoding
package import CanonicalJSON
import Foundation
import Intake
import OpenSSL

/// The bytes of a package as they came, to be kept.
struct PackageOriginals: Sendable {
  struct Original: Sendable {
    /// Inside the package; for an archive its own name.
    let path: String
    let bytes: [UInt8]
    let digest: Digest
  }

  /// In order of path.
  let files: [Original]

  /// Reads a folder's files, or an archive as one file. Links and special files are left out: intake reports them.
  ///
  /// - Returns: nothing when there is more than a package may hold: intake refuses such a package as a whole.
  init(packageAt path: String, limits: PackageLimits) {
    let isFolder = PackageOriginals.isFolder(path)
    let paths = isFolder ? (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? [] : [""]
    guard paths.count <= limits.files * 2 else {
      files = []
      return
    }
    var total = 0
    var files: [Original] = []
    for inner in paths.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let full = inner.isEmpty ? path : "\(path)/\(inner)"
      guard let attributes = try? FileManager.default.attributesOfItem(atPath: full),
        attributes[.type] as? FileAttributeType == .typeRegular, let size = attributes[.size] as? Int
      else { continue }
      total += size
      guard size <= (isFolder ? limits.fileBytes : limits.totalBytes), total <= limits.totalBytes,
        let data = FileManager.default.contents(atPath: full)
      else {
        self.files = []
        return
      }
      let bytes = [UInt8](data)
      let name = inner.isEmpty ? (path.split(separator: "/").last.map(String.init) ?? path) : inner
      files.append(Original(path: name, bytes: bytes, digest: SHA256.hash(bytes)))
    }
    self.files = files
  }

  static func isFolder(_ path: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType == .typeDirectory
  }

  /// Whether intake read these bytes: a folder may change while it is read.
  func agrees(with understood: [PackageFile]) -> Bool {
    let kept = Dictionary(files.map { ($0.path, $0.digest) }) { first, _ in first }
    return understood.allSatisfy { kept[$0.path] == $0.digest }
  }

  /// What the register holds of them.
  var stored: [StoredOriginal] {
    files.map { StoredOriginal(path: $0.path, size: Int64($0.bytes.count), digest: $0.digest) }
  }

  /// SHA-256 over the list of paths, sizes and digests: what `originals` commits to.
  static func digest(of files: [StoredOriginal]) -> Digest {
    SHA256.hash(JSONValue.objects(files).canonicalBytes)
  }
}

/// One file of a package in the register.
package struct StoredOriginal: CanonicalCodable, Equatable {
  package let path: String
  package let size: Int64
  package let digest: Digest

  init(path: String, size: Int64, digest: Digest) {
    self.path = path
    self.size = size
    self.digest = digest
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "original")
    path = try reader.text("path")
    size = try reader.integer("size", in: 0...JSONValue.largestInteger)
    digest = try reader.digest("digest")
    try reader.finish()
  }

  package var json: JSONValue {
    ["path": StoredText.json(path), "size": .integer(size), "digest": .digest(digest)]
  }
}
