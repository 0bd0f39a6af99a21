package import ByteCoding
package import CanonicalJSON
package import Panel

/// Records that wait for signatures.
package struct SignatureRequests: CrossingFile, Equatable {
  package static let kind = "signature-requests"

  package var requests: [SignatureRequest]

  package init(requests: [SignatureRequest]) {
    self.requests = requests
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "signature-requests")
    try Self.expectKind(&reader)
    requests = try reader.objects("requests")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "kind": .string(Self.kind),
      "requests": .objects(requests),
    ]
  }
}

/// One record to be signed.
package struct SignatureRequest: CanonicalCodable, Equatable {
  package var payload: [UInt8]
  package var payloadType: String

  package init(payload: [UInt8], payloadType: String) {
    self.payload = payload
    self.payloadType = payloadType
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "signatureRequest")
    payload = try reader.bytes("payload")
    payloadType = try reader.string("payloadType")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "payload": .bytes(payload),
      "payloadType": .string(payloadType),
    ]
  }
}

/// Signatures that answer requests.
package struct Signatures: CrossingFile, Equatable {
  package static let kind = "signatures"

  package var signatures: [DetachedSignature]

  package init(signatures: [DetachedSignature]) {
    self.signatures = signatures
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "signatures")
    try Self.expectKind(&reader)
    signatures = try reader.objects("signatures")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "kind": .string(Self.kind),
      "signatures": .objects(signatures),
    ]
  }
}

/// One signature over the DSSE pre-authentication encoding of a record.
package struct DetachedSignature: CanonicalCodable, Equatable {
  /// The signer.
  package var code: Code
  /// Record digest.
  package var digest: Digest
  package var keyid: String
  package var signature: [UInt8]

  package init(code: Code, digest: Digest, keyid: String, signature: [UInt8]) {
    self.code = code
    self.digest = digest
    self.keyid = keyid
    self.signature = signature
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "detachedSignature")
    code = try reader.code("code")
    digest = try reader.digest("digest")
    keyid = try reader.string("keyid")
    signature = try reader.bytes("signature")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "code": .string(code.text),
      "digest": .digest(digest),
      "keyid": .string(keyid),
      "signature": .bytes(signature),
    ]
  }
}
