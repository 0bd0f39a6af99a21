package import ByteCoding
import OpenSSL
package import Panel
import TransparencyLog

/// Lists read from blobs, each checked against its reference: digest, count, RFC 6962 root.
package struct VerifiedLists: ListSource {
  package let blob: @Sendable (Digest) -> [UInt8]?

  /// - Parameter blob: the blob of that digest, or nil; the digest is checked here.
  package init(_ blob: @escaping @Sendable (Digest) -> [UInt8]?) {
    self.blob = blob
  }

  package func lines(of list: ListReference) throws(StateError) -> [[UInt8]] {
    guard let bytes = blob(list.blob) else {
      throw StateError(.badList, zh: "缺少清单 \(list.blob)", en: "the blob \(list.blob) of a list is not there")
    }
    guard SHA256.hash(bytes) == list.blob, let slices = ListBlob.split(bytes) else {
      throw StateError(.badList, zh: "清单 \(list.blob) 的内容被改动", en: "the blob \(list.blob) of a list was changed")
    }
    let lines = slices.map { [UInt8]($0) }
    guard lines.count == list.count, MerkleTree.root(leaves: lines) == list.root else {
      throw StateError(.badList, zh: "清单 \(list.blob) 的行数或根与记录不符", en: "count or root of list \(list.blob) differ")
    }
    return lines
  }
}

extension ListReference {
  /// The reference of a list and the blob that must be stored with it.
  package static func make(_ lines: some Sequence<some ListLine>) -> (reference: ListReference, blob: [UInt8]) {
    make(blob: ListBlob.encode(lines))
  }

  /// The same for lines that are encoded already.
  package static func make(blob: [UInt8]) -> (reference: ListReference, blob: [UInt8]) {
    let lines = (ListBlob.split(blob) ?? []).map { [UInt8]($0) }
    let reference = ListReference(
      count: Int64(lines.count), root: MerkleTree.root(leaves: lines), blob: SHA256.hash(blob))
    return (reference, blob)
  }
}
