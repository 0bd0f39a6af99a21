import ByteCoding
import OpenSSL

/// The one file of a vault that is not sealed: how the passphrase becomes the key, and by what it is recognised.
///
///     magic      8 bytes   "PLBVALT1"
///     logN, r, p 1 byte each: the parameters of scrypt
///     reserved   1 byte    0
///     salt      32 bytes   random
///     check     32 bytes   HMAC-SHA-256 under the check key of everything above
///
/// scrypt gives a root of 32 bytes; HKDF-Expand with the infos "plumbline/1 vault key" and "plumbline/1 vault check"
/// gives the vault key and the check key. The SHA-256 of the first 44 bytes is the vault's identifier.
struct VaultHeader {
  static let magic = [UInt8]("PLBVALT1".utf8)
  static let saltByteCount = 32
  private static let openByteCount = magic.count + 4 + saltByteCount
  static let byteCount = openByteCount + HMACSHA256.byteCount

  let scrypt: Scrypt
  let salt: [UInt8]

  init(scrypt: Scrypt, salt: [UInt8]) {
    self.scrypt = scrypt
    self.salt = salt
  }

  static func new(_ scrypt: Scrypt) throws -> VaultHeader {
    VaultHeader(scrypt: scrypt, salt: try RandomBytes.generate(saltByteCount))
  }

  private var open: [UInt8] { VaultHeader.magic + [scrypt.logN, scrypt.r, scrypt.p, 0] + salt }
  var identifier: Digest { SHA256.hash(open) }

  /// The vault key, and the header's bytes as they are written.
  func seal(passphrase: SecureBytes) throws -> (key: SecureBytes, file: [UInt8]) {
    let (key, checkKey) = try keys(passphrase)
    return (key, open + (try HMACSHA256.authenticationCode(for: open, key: checkKey)))
  }

  /// - Throws: `.notAVault`, or `.wrongPassphrase` when the check does not fit.
  static func unseal(_ file: [UInt8], passphrase: SecureBytes) throws -> (header: VaultHeader, key: SecureBytes) {
    guard file.count == byteCount, file.starts(with: magic), file[magic.count + 3] == 0,
      let scrypt = try? Scrypt(logN: file[magic.count], r: file[magic.count + 1], p: file[magic.count + 2])
    else {
      throw VaultError(
        .notAVault, zh: "不是保险库，或其头文件已损坏，请从备份恢复。",
        en: "This is not a vault, or its header is damaged. Restore it from a backup.")
    }
    let header = VaultHeader(scrypt: scrypt, salt: Array(file[(magic.count + 4)..<openByteCount]))
    let (key, checkKey) = try header.keys(passphrase)
    guard try HMACSHA256.isValid(Array(file[openByteCount...]), for: header.open, key: checkKey) else {
      throw VaultError(
        .wrongPassphrase, zh: "口令不正确（或头文件已损坏），请重新输入。",
        en: "The passphrase is wrong, or the header is damaged. Try again.")
    }
    return (header, key)
  }

  private func keys(_ passphrase: SecureBytes) throws -> (key: SecureBytes, checkKey: SecureBytes) {
    let root = try scrypt.derive(passphrase: passphrase, salt: salt, count: 32)
    return (
      try HKDF.expand(key: root, info: [UInt8]("plumbline/1 vault key".utf8), count: 32),
      try HKDF.expand(key: root, info: [UInt8]("plumbline/1 vault check".utf8), count: 32)
    )
  }
}
