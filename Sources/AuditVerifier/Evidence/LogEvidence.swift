import ByteCoding
import TransparencyLog

/// A log laid open: an archive, or what was read over the wire.
protocol LogEvidence: Sendable {
  /// The last one, with its cosignatures.
  var checkpoint: SignedCheckpoint { get }
  /// Earlier ones that came with the log.
  var earlierCheckpoints: [SignedCheckpoint] { get }
  /// Whether every weighty checkpoint must be among them: an archive has all, a mirror those that its owner met.
  var holdsEveryCheckpoint: Bool { get }

  /// - Throws: when there is no such tile.
  func read(_ tile: Tile) throws -> [UInt8]

  /// - Returns: nil when it is not there or longer than `limit`; its digest is the caller's to check.
  func blob(_ digest: Digest, limit: Int) -> [UInt8]?

  func blobSize(_ digest: Digest) -> UInt64?
}

extension LogEvidence {
  var holdsEveryCheckpoint: Bool { true }

  var size: UInt64 { checkpoint.checkpoint.size }

  var tileReader: TileReader { TileReader(size: size) { try self.read($0) } }

  /// - Throws: `LogError` `missing` beyond the end.
  func entry(_ index: UInt64) throws -> [UInt8] {
    guard index < size, let tile = Tile(.entries, number: index / UInt64(Tile.fullWidth), size: size) else {
      throw LogError(.missing, zh: "日志中没有第 \(index) 号记录", en: "The log has no record \(index).")
    }
    return try EntryBundle.decode(try read(tile), count: tile.width)[Int(index % UInt64(Tile.fullWidth))]
  }

  /// Up to 256 entries at a time, from left to right.
  func forEachBundle(_ body: (UInt64, [[UInt8]]) throws -> Void) throws {
    var number: UInt64 = 0
    while let tile = Tile(.entries, number: number, size: size) {
      try body(number * UInt64(Tile.fullWidth), try EntryBundle.decode(try read(tile), count: tile.width))
      number += 1
    }
  }
}

/// What an audit spends at most.
enum AuditLimits {
  /// A list of a session of 400,000 applications and 2,000,000 sheets fits.
  static let listBytes = 1 << 30
  static let bundleBytes = 64 << 20
  static let documentBytes = 256 << 20
}
