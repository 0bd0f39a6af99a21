package import ByteCoding
import OpenSSL
package import Panel

/// What stands before everything that is hashed or bound, so that bytes made for one purpose mean nothing for another.
enum Label {
  static let commitment = [UInt8]("plumbline/1 commit".utf8)
  static let seed = [UInt8]("plumbline/1 seed".utf8)
  static let sheet = [UInt8]("plumbline/1 sheet".utf8)
  static let escrow = [UInt8]("plumbline/1 escrow".utf8)
  static let share = [UInt8]("plumbline/1 share".utf8)
  static let enrol = [UInt8]("plumbline/1 enrol".utf8)
}

/// A salted commitment: SHA-256(label ‖ 0x00 ‖ kind ‖ 0x00 ‖ S ‖ salt ‖ SHA-256(value)), where label is
/// `plumbline/1 commit` and the salt is 32 random bytes, fresh for each commitment.
package enum Commitment {
  package enum Kind: String, Sendable {
    case identity
    case originals
    case findings
    case points
    case redaction
    case name
    case reason
    case place
    case letter
    case conflict
  }

  package static func make(_ kind: Kind, session: Digest, salt: Digest, value: [UInt8]) -> Digest {
    SHA256.hash(parts: [
      Label.commitment, [0], [UInt8](kind.rawValue.utf8), [0], session.bytes, salt.bytes, SHA256.hash(value).bytes,
    ])
  }
}

/// Seeds of draws: nobody chooses them.
package enum Seed {
  /// SHA-256(`plumbline/1 seed` ‖ 0x00 ‖ purpose ‖ 0x00 ‖ S ‖ digest of the input record ‖ nonces in order of
  /// supervisor, 32 zero bytes for one withheld).
  package static func derive(
    purpose: BeaconPurpose, session: Digest, input: Digest, nonces: [Digest]
  ) -> Digest {
    SHA256.hash(
      parts: [Label.seed, [0], [UInt8](purpose.rawValue.utf8), [0], session.bytes, input.bytes] + nonces.map(\.bytes))
  }
}

/// The session digest as people hold it: its first 160 bits, eight groups of four Crockford signs.
package struct SessionCode: Equatable, Sendable, CustomStringConvertible {
  package static let byteCount = 20
  package let bytes: [UInt8]

  package init(_ session: Digest) {
    bytes = Array(session.bytes.prefix(SessionCode.byteCount))
  }

  /// - Returns: nil unless the text is 32 signs of Crockford base32, spaces and hyphens aside.
  package init?(_ text: some StringProtocol) {
    guard let bytes = Crockford32.decode(text), bytes.count == SessionCode.byteCount else { return nil }
    self.bytes = bytes
  }

  package func matches(_ session: Digest) -> Bool { SessionCode(session) == self }

  package var description: String { Crockford32.grouped(bytes) }
}
