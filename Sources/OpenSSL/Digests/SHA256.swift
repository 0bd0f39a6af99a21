package import ByteCoding
import COpenSSL

/// SHA-256 (FIPS 180-4).
package enum SHA256 {
  package static func hash(_ bytes: some Collection<UInt8>) -> Digest { DigestAlgorithm.sha256.hash(bytes, [], []) }

  /// The digest of the parts, one after another.
  package static func hash(_ first: some Collection<UInt8>, _ second: some Collection<UInt8>) -> Digest {
    DigestAlgorithm.sha256.hash(first, second, [])
  }

  /// The digest of the parts, one after another.
  package static func hash(
    _ first: some Collection<UInt8>, _ second: some Collection<UInt8>, _ third: some Collection<UInt8>
  ) -> Digest {
    DigestAlgorithm.sha256.hash(first, second, third)
  }

  /// The digest of the parts, one after another.
  package static func hash(parts: [[UInt8]]) -> Digest { DigestAlgorithm.sha256.hash(parts) }
}

/// SM3 (GB/T 32905-2016).
package enum SM3 {
  package static func hash(_ bytes: some Collection<UInt8>) -> Digest { DigestAlgorithm.sm3.hash(bytes, [], []) }

  /// The digest of the parts, one after another.
  package static func hash(_ first: some Collection<UInt8>, _ second: some Collection<UInt8>) -> Digest {
    DigestAlgorithm.sm3.hash(first, second, [])
  }

  /// The digest of the parts, one after another.
  package static func hash(
    _ first: some Collection<UInt8>, _ second: some Collection<UInt8>, _ third: some Collection<UInt8>
  ) -> Digest {
    DigestAlgorithm.sm3.hash(first, second, third)
  }

  /// The digest of the parts, one after another.
  package static func hash(parts: [[UInt8]]) -> Digest { DigestAlgorithm.sm3.hash(parts) }
}

/// SHA-256 of bytes that come piece by piece, as from a file. One owner at a time: not Sendable.
@safe package final class SHA256Stream {
  private let context: OpaquePointer

  package init() {
    unsafe context = DigestAlgorithm.newContext()
    unsafe DigestAlgorithm.sha256.begin(context)
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  package func update(_ bytes: some Collection<UInt8>) { unsafe DigestAlgorithm.update(context, bytes) }

  /// The digest of all that was given; the stream then begins anew.
  package func finish() -> Digest {
    let digest = unsafe DigestAlgorithm.finish(context)
    unsafe DigestAlgorithm.sha256.begin(context)
    return digest
  }
}
