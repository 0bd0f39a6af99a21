import ByteCoding
package import OpenSSL

/// The first 16 hexadecimal signs of SHA-256 over the raw public key. A name, not a proof: the key itself comes from
/// the roster.
package struct KeyID: Hashable, Sendable, CustomStringConvertible {
  package static let signCount = 16

  package let text: String

  /// - Returns: nil unless `text` is 16 signs of 0-9, a-f.
  package init?(_ text: String) {
    guard text.utf8.count == KeyID.signCount, Hex.decode(text) != nil else { return nil }
    self.text = text
  }

  package init(publicKey: [UInt8]) {
    text = Hex.encode(SHA256.hash(publicKey).bytes.prefix(KeyID.signCount / 2))
  }

  package var description: String { text }
}

/// A public key that records are signed by, with its algorithm. A further algorithm is a further case.
package enum VerificationKey: Hashable, Sendable {
  /// RFC 8032, pure; 64-byte signatures.
  case ed25519(Ed25519PublicKey)

  /// The algorithm's name in every format of ours.
  package var suite: String {
    switch self {
    case .ed25519: "ed25519"
    }
  }

  package var raw: [UInt8] {
    switch self {
    case .ed25519(let key): key.raw
    }
  }

  package var keyID: KeyID { KeyID(publicKey: raw) }

  package func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
    switch self {
    case .ed25519(let key): key.isValid(signature: signature, for: message)
    }
  }

  /// - Throws: `LogError` `key` for an unknown algorithm or a key that may not be used.
  package init(suite: String, raw: [UInt8]) throws(LogError) {
    switch suite {
    case "ed25519":
      do {
        self = .ed25519(try Ed25519PublicKey(raw: raw))
      } catch {
        throw LogError(.key, zh: error.zh, en: error.en)
      }
    default:
      throw LogError(.key, zh: "不认识的签名算法 \(suite)。", en: "Unknown signature suite \(suite).")
    }
  }
}

/// The private half of a `VerificationKey`.
package enum SigningKey: Sendable {
  case ed25519(Ed25519PrivateKey)

  package var verificationKey: VerificationKey {
    switch self {
    case .ed25519(let key): .ed25519(key.publicKey)
    }
  }

  package func sign(_ message: [UInt8]) throws(OpenSSLError) -> [UInt8] {
    switch self {
    case .ed25519(let key): try key.sign(message)
    }
  }
}
