import ByteCoding
import Foundation

/// Checks of single fields. Each throws `malformed` or `tooLarge` with the field's name.
enum FieldChecks {
  static func bytes(_ data: Data, _ name: String, maximum: Int, minimum: Int = 0) throws(WireRefusal) -> [UInt8] {
    guard data.count <= maximum else { throw .tooLarge("\(name) of \(data.count) bytes", maximum: maximum) }
    guard data.count >= minimum else { throw .malformed("\(name) is empty or too short") }
    return [UInt8](data)
  }

  static func digest(_ data: Data, _ name: String) throws(WireRefusal) -> Digest {
    guard let digest = Digest(data) else { throw .malformed("\(name) must have 32 bytes, not \(data.count)") }
    return digest
  }

  static func hashes(_ list: [Data], _ name: String) throws(WireRefusal) -> [Digest] {
    guard list.count <= WireLimits.proofHashes else {
      throw .tooLarge("\(name) of \(list.count) hashes", maximum: WireLimits.proofHashes)
    }
    var hashes: [Digest] = []
    hashes.reserveCapacity(list.count)
    for data in list { hashes.append(try digest(data, name)) }
    return hashes
  }

  /// `[A-Za-z0-9._-]{1,64}`.
  static func identifier(_ text: String, _ name: String) throws(WireRefusal) -> String {
    let bytes = text.utf8
    let allowed = bytes.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x5F, 0x2D: true
      default: false
      }
    }
    guard allowed, (1...WireLimits.identifier).contains(bytes.count) else {
      throw .malformed("\(name) is not an identifier")
    }
    return text
  }

  static func identifiers(_ list: [String], _ name: String) throws(WireRefusal) -> [String] {
    guard list.count <= WireLimits.signers else {
      throw .tooLarge("\(name): \(list.count)", maximum: WireLimits.signers)
    }
    for text in list { _ = try identifier(text, name) }
    return list
  }

  /// A stable reason: `[a-z0-9-]{0,64}`.
  static func word(_ text: String, _ name: String) throws(WireRefusal) -> String {
    let allowed = text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D }
    guard allowed, text.utf8.count <= WireLimits.identifier else { throw .malformed("\(name) is not a word") }
    return text
  }

  /// One line of text for people. Control characters could fake what a terminal shows.
  static func text(_ text: String, _ name: String, maximum: Int = WireLimits.text) throws(WireRefusal) -> String {
    guard text.utf8.count <= maximum else {
      throw .tooLarge("\(name) of \(text.utf8.count) bytes", maximum: maximum)
    }
    guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
      throw .malformed("\(name) holds control characters")
    }
    return text
  }
}
