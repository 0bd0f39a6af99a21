package import ByteCoding
import OpenSSL
import SessionClient
package import TransparencyLog

/// A supervisor's own copy of the log: every entry and blob, as plain files in the layout of C2SP tlog-tiles, so that
/// other software can read it. What a server loses or hides is found again here, byte for byte.
package struct Mirror: Sendable {
  private let folder: PlainFolder
  package private(set) var entries: [[UInt8]] = []
  package private(set) var frontier = MerkleFrontier()

  package init(_ path: String) {
    folder = PlainFolder(path)
  }

  package var path: String { folder.path }

  /// Reads the first `size` entries. Further ones that a crash may have left are not looked at: they are fetched again.
  ///
  /// - Throws: `ClientError.home` when the files are not those of the root.
  package mutating func load(size: UInt64, root: Digest) throws {
    var number: UInt64 = 0
    while UInt64(entries.count) < size {
      for entry in try bundle(number) ?? [] where UInt64(entries.count) < size { append(entry) }
      guard UInt64(entries.count) >= min(size, (number + 1) * UInt64(Tile.fullWidth)) else {
        throw Mirror.damaged(path)
      }
      number += 1
    }
    guard frontier.root == root else { throw Mirror.damaged(path) }
  }

  private static func damaged(_ path: String) -> ClientError {
    ClientError(
      .home, zh: "镜像文件夹 \(path) 与您上次见证的快照不符；请勿改动其中文件，删除该文件夹后重新运行 cosign 可重新下载",
      en: """
        the mirror in \(path) is not the log you cosigned last; do not change its files. Remove the folder and run \
        cosign to fetch it again
        """)
  }

  private mutating func append(_ entry: [UInt8]) {
    entries.append(entry)
    frontier.append(MerkleTree.leafHash(entry))
  }

  /// Adds entries whose root was compared, and makes them durable.
  package mutating func extend(with new: [[UInt8]]) throws {
    let first = UInt64(entries.count) / UInt64(Tile.fullWidth)
    for entry in new { append(entry) }
    var number = first
    while let tile = Tile(.entries, number: number, size: UInt64(entries.count)) {
      let start = Int(number) * Tile.fullWidth
      try folder.write(EntryBundle.encode(entries[start..<(start + tile.width)]), to: Mirror.name(number))
      number += 1
    }
  }

  /// Full and partial bundles have one name here: the last one is replaced as it grows.
  private static func name(_ number: UInt64) -> String { Tile(.entries, number: number, width: Tile.fullWidth).path }

  private func bundle(_ number: UInt64) throws -> [[UInt8]]? {
    guard let bytes = try folder.read(Mirror.name(number)) else { return nil }
    var count = 0
    var position = 0
    while position + 2 <= bytes.count {
      position += 2 + Int(bytes[position]) << 8 + Int(bytes[position + 1])
      count += 1
    }
    return try EntryBundle.decode(bytes, count: count)
  }

  // MARK: - Blobs

  private static func name(_ blob: Digest) -> String { "blobs/\(blob)" }

  package func contains(_ blob: Digest) -> Bool { folder.contains(Mirror.name(blob)) }

  package func blob(_ digest: Digest) -> [UInt8]? {
    guard let bytes = try? folder.read(Mirror.name(digest)), SHA256.hash(bytes) == digest else { return nil }
    return bytes
  }

  package func keep(_ blob: [UInt8], digest: Digest) throws { try folder.write(blob, to: Mirror.name(digest)) }

  // MARK: - Checkpoints

  private static let checkpoints = "checkpoints/"

  /// The newest checkpoint with its cosignatures, beside the entries.
  package func keep(_ checkpoint: SignedCheckpoint) throws { try folder.write(checkpoint.bytes, to: "checkpoint") }

  /// A checkpoint under a quorum: evidence of when a weighty record was vouched for.
  package func keep(cosigned checkpoint: SignedCheckpoint) throws {
    let name = Mirror.checkpoints + "\(checkpoint.checkpoint.size)"
    guard try folder.read(name) != checkpoint.bytes else { return }
    try folder.write(checkpoint.bytes, to: name)
  }

  /// Every checkpoint under a quorum that was seen, the oldest first. Whoever believes them verifies them.
  package func cosignedCheckpoints() throws -> [SignedCheckpoint] {
    try folder.names(in: Mirror.checkpoints).compactMap { name in
      try folder.read(Mirror.checkpoints + name).map { try SignedCheckpoint(bytes: $0) }
    }.sorted { $0.checkpoint.size < $1.checkpoint.size }
  }
}
