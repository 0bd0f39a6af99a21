import ByteCoding
import CanonicalJSON
import Panel

/// Who keeps the vault, and the secret by which its files are named.
struct RegistrarProfile: CanonicalCodable, Equatable {
  static let name = "profile"

  var registrar: String
  var custodian: String
  var custodianKey: PublicKey
  /// 32 random bytes. A file's name in the vault is a hash over this and its content's digest: the names on the disk
  /// then confirm no guess at a document.
  var addressing: Digest

  init(registrar: String, custodian: String, custodianKey: PublicKey, addressing: Digest) {
    self.registrar = registrar
    self.custodian = custodian
    self.custodianKey = custodianKey
    self.addressing = addressing
  }

  init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "profile")
    registrar = try reader.string("registrar")
    custodian = try reader.string("custodian")
    custodianKey = try reader.object("custodianKey")
    addressing = try reader.digest("addressing")
    try reader.finish()
  }

  var json: JSONValue {
    [
      "registrar": .visible(registrar), "custodian": .visible(custodian), "custodianKey": custodianKey.json,
      "addressing": .digest(addressing),
    ]
  }
}
