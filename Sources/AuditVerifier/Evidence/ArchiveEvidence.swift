import Archive
import ByteCoding
import TransparencyLog

/// The layout of `archive.tar` (protocol/verify.md), and what does not belong in it.
struct ArchiveEvidence: LogEvidence {
  static let checkpointPath = "checkpoint"
  static let resultPath = "result.json"
  static let reportPath = "report.html"

  let checkpoint: SignedCheckpoint
  let earlierCheckpoints: [SignedCheckpoint]
  let index: ArchiveIndex
  /// Members that no rule of the layout knows.
  let strangers: [String]
  /// Members under `tile/`.
  let tileCount: Int

  /// - Throws: `ArchiveError` or `LogError` when the archive or its checkpoint cannot be read at all; `AuditFault` for
  ///   a damaged earlier checkpoint.
  init(_ source: some ArchiveSource) throws {
    index = try ArchiveIndex(source)
    checkpoint = try SignedCheckpoint(
      bytes: try index.content(ArchiveEvidence.checkpointPath, limit: SignedNote.maximumBytes))
    var earlier: [SignedCheckpoint] = []
    var strangers: [String] = []
    var tileCount = 0
    for place in 0..<index.count {
      let member = index[place]
      switch Kind(member.path) {
      case .checkpoint, .document, .blob: break
      case .tile: tileCount += 1
      case .earlier(let size):
        earlier.append(try ArchiveEvidence.earlier(member, size: size, index))
      case nil: strangers.append(member.path)
      }
    }
    earlierCheckpoints = earlier.sorted { $0.checkpoint.size < $1.checkpoint.size }
    self.strangers = strangers
    self.tileCount = tileCount
  }

  private enum Kind {
    case checkpoint
    case earlier(UInt64)
    case document
    case blob(Digest)
    case tile

    init?(_ path: String) {
      if path == ArchiveEvidence.checkpointPath {
        self = .checkpoint
      } else if path == ArchiveEvidence.resultPath || path == ArchiveEvidence.reportPath {
        self = .document
      } else if path.hasPrefix("tile/") {
        self = .tile
      } else if let digest = ArchiveEvidence.blobDigest(path) {
        self = .blob(digest)
      } else if path.hasPrefix("checkpoints/"), let size = UInt64(path.dropFirst(12)),
        path == "checkpoints/\(size)"
      {
        self = .earlier(size)
      } else {
        return nil
      }
    }
  }

  private static func earlier(
    _ member: ArchiveMember, size: UInt64, _ index: ArchiveIndex
  ) throws -> SignedCheckpoint {
    do {
      let signed = try SignedCheckpoint(bytes: try index.content(member.path, limit: SignedNote.maximumBytes))
      guard signed.checkpoint.size == size else {
        throw AuditFault(
          .files, zh: "\(member.path) 的内容是大小 \(signed.checkpoint.size) 的快照",
          en: "\(member.path) holds a checkpoint of size \(signed.checkpoint.size)")
      }
      return signed
    } catch let error as LogError {
      throw AuditFault(.files, zh: "\(member.path)：\(error.zh)", en: "\(member.path): \(error.en)")
    }
  }

  static func blobPath(_ digest: Digest) -> String { "blobs/\(digest)" }

  static func blobDigest(_ path: some StringProtocol) -> Digest? {
    guard path.hasPrefix("blobs/"), let bytes = Hex.decode(path.dropFirst(6)) else { return nil }
    return Digest(bytes)
  }

  /// Every blob that is there, in order of digest.
  var blobs: some Sequence<(digest: Digest, member: ArchiveMember)> {
    index.members(under: "blobs/").lazy.compactMap { member in
      ArchiveEvidence.blobDigest(member.path).map { ($0, member) }
    }
  }

  func read(_ tile: Tile) throws -> [UInt8] {
    // 256 entries with their lengths; hash tiles are smaller.
    try index.content(tile.path, limit: Tile.fullWidth * (EntryBundle.maximumEntryBytes + 2))
  }

  func blob(_ digest: Digest, limit: Int) -> [UInt8]? {
    try? index.content(ArchiveEvidence.blobPath(digest), limit: limit)
  }

  func blobSize(_ digest: Digest) -> UInt64? { index.member(ArchiveEvidence.blobPath(digest))?.size }

  func document(_ path: String) -> [UInt8]? { try? index.content(path, limit: AuditLimits.documentBytes) }
}
