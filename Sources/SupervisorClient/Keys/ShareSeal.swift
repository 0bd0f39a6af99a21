import ByteCoding
import OpenSSL
import Panel
import Sealing

/// HPKE over one share: info = `plumbline/1 share` ‖ 0x00 ‖ holder ‖ 0x00 ‖ purpose, aad = SHA-256 of the keyset file.
/// So a share opens for its holder alone, and for the keyset it was dealt with.
enum ShareSeal {
  private static func info(holder: Code, purpose: KeyPurpose) -> [UInt8] {
    [UInt8]("plumbline/1 share".utf8) + [0] + [UInt8](holder.text.utf8) + [0] + [UInt8](purpose.rawValue.utf8)
  }

  static func seal(
    _ share: SecretSharing.Share, purpose: KeyPurpose, holder: Code, recipient: P256Point, keyset: Digest
  ) throws -> SealedShare {
    var scalar = share.value.bytes.exposedCopy()
    defer { wipe(&scalar) }
    let message = try HPKE.seal(
      scalar, to: recipient, info: info(holder: holder, purpose: purpose), additionalData: keyset.bytes)
    return SealedShare(
      purpose: purpose, index: Int64(share.index), keyset: keyset, enc: message.enc, ct: message.ciphertext)
  }

  /// - Throws: `OpenSSLError` when the share is for another holder, purpose or keyset.
  static func open(_ share: SealedShare, holder: Code, with recipient: P256Scalar) throws -> SecretSharing.Share {
    var scalar = try HPKE.open(
      HPKE.SealedMessage(enc: share.enc, ciphertext: share.ct), with: recipient,
      info: info(holder: holder, purpose: share.purpose), additionalData: share.keyset.bytes)
    defer { wipe(&scalar) }
    return SecretSharing.Share(index: Int(share.index), value: try P256Scalar(SecureBytes(scalar)))
  }
}
