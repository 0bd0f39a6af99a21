import ByteCoding
import OpenSSL

/// Evidence of a split view, kept in the home: both signed notes, to be shown to anybody.
package enum Evidence {
  package static let prefix = "evidence."

  /// - Returns: the name under which the pair is kept.
  @discardableResult
  package static func keep(_ split: SplitView, in store: some HomeStore) throws -> String {
    let digest = SHA256.hash(split.seen, split.offered)
    let name = prefix + Hex.encode(digest.bytes.prefix(8))
    try store.write(split.seen, to: name + "-seen")
    try store.write(split.offered, to: name + "-offered")
    return name
  }
}
