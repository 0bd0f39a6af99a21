package import ByteCoding
import CanonicalJSON
import Foundation
import Panel

/// TLS keys that are admitted no more, by SHA-256 of the public key; kept in the session folder.
package actor Revocations {
  private let folder: CoordinatorFolder
  private var keys: Set<Digest>
  private var listener: (@Sendable (Digest) async -> Void)?

  package init(folder: CoordinatorFolder) throws {
    self.folder = folder
    guard FileManager.default.fileExists(atPath: folder.revocations.path) else {
      keys = []
      return
    }
    keys = Set(try RevocationBook(canonicalBytes: folder.read(folder.revocations), limits: .document).keys)
  }

  /// Durable when it returns; whoever serves has been told by then.
  package func add(_ key: Digest) async throws {
    keys.insert(key)
    try folder.write(RevocationBook(keys: keys.sorted()).canonicalBytes, to: folder.revocations)
    await listener?(key)
  }

  /// Whoever ends the connections of a revoked key; one at a time.
  package func listen(_ listener: @escaping @Sendable (Digest) async -> Void) {
    self.listener = listener
  }

  package func contains(_ key: Digest) -> Bool { keys.contains(key) }
}

private struct RevocationBook: CanonicalCodable {
  var keys: [Digest]

  init(keys: [Digest]) {
    self.keys = keys
  }

  init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "revocations")
    keys = try reader.digests("keys")
    try reader.finish()
  }

  var json: JSONValue { ["keys": .digests(keys)] }
}
