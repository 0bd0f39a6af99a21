import ByteCoding
package import CanonicalJSON

/// A file that crosses from one role to another: canonical JSON that names its own kind.
package protocol CrossingFile: CanonicalCodable {
  static var kind: String { get }
}

/// What a file of records carries.
package enum RecordsPurpose: String, Sendable {
  case handOver = "hand-over"
  case reveal
}

extension CrossingFile {
  package static func expectKind(_ reader: inout ObjectReader) throws(CanonicalJSONError) {
    guard try reader.string("kind").utf8.elementsEqual(kind.utf8) else { throw reader.fault(.badValue, "kind") }
  }

  /// Reads a file of this kind.
  ///
  /// - Parameter name: of the file, for the message.
  /// - Throws: `SealingError.malformed` saying which file, what was expected and where it differs.
  package init(file bytes: [UInt8], name: String) throws(SealingError) {
    do {
      try self.init(canonicalBytes: bytes, limits: .document)
    } catch {
      throw SealingError(
        .malformed, zh: "文件“\(name)”不是有效的 \(Self.kind) 文件（\(error)）；请取得未经改动的原件",
        en: "\(name) is no valid \(Self.kind) file (\(error)); get the original, unchanged")
    }
  }
}

extension ObjectReader {
  package mutating func byteStrings(_ key: String) throws(CanonicalJSONError) -> [[UInt8]] {
    let fault = fault(.badValue, key)
    return try array(key) { value throws(CanonicalJSONError) in
      guard case .string(let text) = value, let bytes = Base64.decode(text) else { throw fault }
      return bytes
    }
  }
}
