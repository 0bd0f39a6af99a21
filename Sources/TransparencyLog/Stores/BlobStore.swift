package import ByteCoding

/// Content by its SHA-256. Calls block, as those of `LogStore`.
package protocol BlobStore: Sendable {
  /// Durable when it returns; the same content again costs nothing.
  @discardableResult
  func put(_ content: [UInt8]) throws -> Digest

  func contains(_ digest: Digest) throws -> Bool

  /// Bytes of content; nil if it is not there.
  func size(of digest: Digest) throws -> UInt64?

  /// The whole content, compared with its digest.
  ///
  /// - Throws: `LogError` `missing`, `limit` if it is longer than `limit` bytes, `store` if it is damaged.
  func get(_ digest: Digest, limit: Int) throws -> [UInt8]

  /// Part of the content, not compared with the digest: whoever has put the parts together does that.
  ///
  /// - Throws: `LogError` `missing`, also for a part beyond the end.
  func read(_ digest: Digest, at offset: UInt64, count: Int) throws -> [UInt8]
}
