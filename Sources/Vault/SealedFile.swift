import ByteCoding
import OpenSSL

/// The format of a sealed file:
///
///     magic      8 bytes   "PLBSEAL1"
///     nonce     12 bytes   random, new at every write
///     ciphertext and tag   AES-256-GCM
///
/// The additional data is magic ‖ vault identifier (32 bytes) ‖ name, so that a file can be neither renamed nor moved
/// into another vault. Each file has its own key, HKDF-Expand(vault key, "plumbline/1 vault file" ‖ 0x00 ‖ name): the
/// 2^32 random nonces that GCM allows a key (SP 800-38D §8.3) are then counted for each name alone.
struct SealedFile {
  static let magic = [UInt8]("PLBSEAL1".utf8)
  static let overhead = magic.count + AES256GCM.nonceByteCount + AES256GCM.tagByteCount
  /// A dossier with its scans; above it, cut the content.
  static let maximumContentByteCount = 1 << 30

  let vaultIdentifier: Digest
  let vaultKey: SecureBytes
  let name: String

  func seal(_ content: [UInt8]) throws -> [UInt8] {
    guard content.count <= SealedFile.maximumContentByteCount else {
      throw VaultError(
        .tooLarge, zh: "文件 \(name) 超过 1 GiB，无法存入保险库。", en: "\(name) is larger than 1 GiB and cannot be sealed.")
    }
    let nonce = try RandomBytes.generate(AES256GCM.nonceByteCount)
    let sealed = try AES256GCM.seal(content, key: key(), nonce: nonce, additionalData: additionalData)
    return SealedFile.magic + nonce + sealed
  }

  func open(_ file: [UInt8]) throws -> [UInt8] {
    guard file.count >= SealedFile.overhead, file.starts(with: SealedFile.magic) else { throw damage }
    let nonce = Array(file[SealedFile.magic.count..<SealedFile.magic.count + AES256GCM.nonceByteCount])
    let sealed = Array(file[(SealedFile.magic.count + AES256GCM.nonceByteCount)...])
    do {
      return try AES256GCM.open(sealed, key: key(), nonce: nonce, additionalData: additionalData)
    } catch  where error.code == .authenticationFailed {
      throw damage
    }
  }

  private var additionalData: [UInt8] { SealedFile.magic + vaultIdentifier.bytes + [UInt8](name.utf8) }

  private func key() throws(OpenSSLError) -> SecureBytes {
    let info = [UInt8]("plumbline/1 vault file".utf8) + [0] + [UInt8](name.utf8)
    return try HKDF.expand(key: vaultKey, info: info, count: AES256GCM.keyByteCount)
  }

  private var damage: VaultError {
    VaultError(
      .damaged, zh: "保险库中的 \(name) 已损坏或被替换，请从备份恢复。",
      en: "\(name) in the vault was damaged or exchanged. Restore it from a backup.")
  }
}
