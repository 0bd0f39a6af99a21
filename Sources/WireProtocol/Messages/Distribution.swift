package import ByteCoding

/// A range of a blob.
package struct BlobRange: Equatable, Sendable {
  /// SHA-256 of the whole blob.
  package var digest: Digest
  package var offset: UInt64
  /// At most ``WireLimits/blobRange``; the answer is shorter where the blob ends.
  package var length: UInt32

  package init(digest: Digest, offset: UInt64, length: UInt32) {
    self.digest = digest
    self.offset = offset
    self.length = length
  }
}

/// Announces the chunks that follow.
package struct BlobPart: Equatable, Sendable {
  /// Of the whole blob, in bytes.
  package var size: UInt64
  package var offset: UInt64
  package var length: UInt32

  package init(size: UInt64, offset: UInt64, length: UInt32) {
    self.size = size
    self.offset = offset
    self.length = length
  }
}

/// One application that the calling reviewer is to score.
package struct AssignmentItem: Equatable, Sendable {
  package var application: String
  /// Digest of the bundle.
  package var bundle: Digest
  package var bundleSize: UInt64
  /// Place in this reviewer's own order of presentation, from 0.
  package var position: UInt32

  package init(application: String, bundle: Digest, bundleSize: UInt64, position: UInt32) {
    self.application = application
    self.bundle = bundle
    self.bundleSize = bundleSize
    self.position = position
  }
}

/// Some of the caller's assignments, in order of presentation.
package struct AssignmentPage: Equatable, Sendable {
  package var items: [AssignmentItem]
  /// Whether the page was full: ask again from the last position plus one.
  package var more: Bool

  package init(items: [AssignmentItem], more: Bool) {
    self.items = items
    self.more = more
  }
}
