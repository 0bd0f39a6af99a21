package import ByteCoding
package import CanonicalJSON

/// The payload of one kind of record.
///
/// `by` names the signers in order; the envelope carries exactly one signature of each, per suite of the session, in
/// that order.
package protocol RecordPayload: CanonicalCodable {
  static var kind: RecordKind { get }
  /// The session digest S; `Digest.zero` in entry 0, whose own digest it is.
  var session: Digest { get }
  var by: [Code] { get }
}

/// One line of a list that stands beside its record as a blob.
package protocol ListLine: CanonicalCodable {}

/// A list that may be too long for an entry: the blob is canonical JSON, one line an element, each ended by LF; the
/// record carries its count, the RFC 6962 root over the lines (without LF) and the blob's SHA-256.
package struct ListReference: CanonicalCodable, Equatable {
  package var count: Int64
  /// RFC 6962 Merkle tree hash over the lines, so that one line can be shown without the others.
  package var root: Digest
  /// SHA-256 of the blob.
  package var blob: Digest

  package init(count: Int64, root: Digest, blob: Digest) {
    self.count = count
    self.root = root
    self.blob = blob
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "list")
    blob = try reader.digest("blob")
    count = try reader.natural("count")
    root = try reader.digest("root")
    try reader.finish()
  }

  package var json: JSONValue {
    ["blob": .digest(blob), "count": .integer(count), "root": .digest(root)]
  }
}

/// The blob of a list and its lines.
package enum ListBlob {
  package static func encode(_ lines: some Sequence<some ListLine>) -> [UInt8] {
    var blob: [UInt8] = []
    for line in lines {
      blob.append(contentsOf: line.canonicalBytes)
      blob.append(0x0A)
    }
    return blob
  }

  /// The lines as bytes, without LF.
  ///
  /// - Returns: nil when the last line does not end with LF.
  package static func split(_ blob: [UInt8]) -> [ArraySlice<UInt8>]? {
    guard !blob.isEmpty else { return [] }
    guard blob.last == 0x0A else { return nil }
    return blob.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
  }

  /// - Throws: `CanonicalJSONError` when a line is not the canonical text of a `Line`.
  package static func decode<Line: ListLine>(
    _ blob: [UInt8], as type: Line.Type = Line.self
  ) throws(CanonicalJSONError) -> [Line] {
    guard let lines = split(blob) else { throw CanonicalJSONError(.truncated, offset: blob.count) }
    var decoded: [Line] = []
    decoded.reserveCapacity(lines.count)
    for line in lines { decoded.append(try Line(canonicalBytes: [UInt8](line))) }
    return decoded
  }
}

/// A P-256 point, 65 bytes, uncompressed (SEC 1 §2.3.3). That it lies on the curve is for the room that computes.
package struct CurvePoint: CanonicalCodable, Hashable {
  package static let byteCount = 65
  package let bytes: [UInt8]

  package init?(_ bytes: [UInt8]) {
    guard bytes.count == CurvePoint.byteCount, bytes[0] == 0x04 else { return nil }
    self.bytes = bytes
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    guard case .string(let text) = json, let bytes = Base64.decode(text), let point = CurvePoint(bytes) else {
      throw CanonicalJSONError(.badValue, field: "point")
    }
    self = point
  }

  package var json: JSONValue { .bytes(bytes) }
}

/// A public key with the name of its algorithm: nothing is implied.
package struct PublicKey: CanonicalCodable, Hashable {
  package enum Algorithm: String, Sendable {
    case ed25519
    case sm2
    case p256
  }

  package var algorithm: Algorithm
  /// Ed25519: 32 bytes; SM2 and P-256: 65, uncompressed.
  package var bytes: [UInt8]

  package init(algorithm: Algorithm, bytes: [UInt8]) {
    self.algorithm = algorithm
    self.bytes = bytes
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "publicKey")
    algorithm = try reader.word("algorithm")
    bytes = try reader.bytes("bytes")
    try reader.finish()
    guard bytes.count == (algorithm == .ed25519 ? 32 : 65) else {
      throw CanonicalJSONError(.badValue, field: "publicKey.bytes")
    }
  }

  package var json: JSONValue { ["algorithm": .word(algorithm), "bytes": .bytes(bytes)] }
}
