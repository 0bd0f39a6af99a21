package import ByteCoding
package import CanonicalJSON
package import Panel

/// One supervisor's shares, each sealed to its recipient key.
package struct ShareFile: CrossingFile, Equatable {
  package static let kind = "shares"

  package var holder: Code
  package var shares: [SealedShare]

  package init(holder: Code, shares: [SealedShare]) {
    self.holder = holder
    self.shares = shares
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "shares")
    try Self.expectKind(&reader)
    holder = try reader.code("holder")
    shares = try reader.objects("shares")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "kind": .string(Self.kind),
      "holder": .string(holder.text),
      "shares": .objects(shares),
    ]
  }
}

/// One share. HPKE: info = `plumbline/1 share` ‖ 0x00 ‖ holder ‖ 0x00 ‖ purpose, aad = keyset.
package struct SealedShare: CanonicalCodable, Equatable {
  package var purpose: KeyPurpose
  package var index: Int64
  /// SHA-256 of the keyset file.
  package var keyset: Digest
  package var enc: [UInt8]
  package var ct: [UInt8]

  package init(purpose: KeyPurpose, index: Int64, keyset: Digest, enc: [UInt8], ct: [UInt8]) {
    self.purpose = purpose
    self.index = index
    self.keyset = keyset
    self.enc = enc
    self.ct = ct
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "sealedShare")
    purpose = try reader.word("purpose")
    index = try reader.natural("index")
    keyset = try reader.digest("keyset")
    enc = try reader.bytes("enc")
    ct = try reader.bytes("ct")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "purpose": .word(purpose),
      "index": .integer(index),
      "keyset": .digest(keyset),
      "enc": .bytes(enc),
      "ct": .bytes(ct),
    ]
  }
}
