package import CanonicalJSON
package import Panel

/// What a registrar or supervisor gives out: public keys, for entry 0.
package struct PublicFile: CrossingFile, Equatable {
  package static let kind = "public"

  package var keys: [SessionKey]
  /// Person and office, for people to read.
  package var name: String
  /// P-256 point to which shares are sealed; empty where none are held.
  package var recipient: [UInt8]

  package init(keys: [SessionKey], name: String, recipient: [UInt8]) {
    self.keys = keys
    self.name = name
    self.recipient = recipient
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "public")
    try Self.expectKind(&reader)
    keys = try reader.objects("keys")
    name = try reader.string("name")
    recipient = try reader.bytes("recipient")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "kind": .string(Self.kind),
      "keys": .objects(keys),
      "name": .string(name),
      "recipient": .bytes(recipient),
    ]
  }
}
