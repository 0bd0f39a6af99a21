package import CanonicalJSON
import Panel

/// What everybody starts from, once the session code has been compared.
package struct SessionFile: CrossingFile, Equatable {
  package static let kind = "session"

  /// Envelopes from entry 0 on: session, keysets.
  package var entries: [[UInt8]]
  /// host:port, or empty.
  package var server: String

  package init(entries: [[UInt8]], server: String) {
    self.entries = entries
    self.server = server
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "session")
    try Self.expectKind(&reader)
    entries = try reader.byteStrings("entries")
    server = try reader.string("server")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "kind": .string(Self.kind),
      "entries": .array(entries.map { JSONValue.bytes($0) }),
      "server": .string(server),
    ]
  }
}
