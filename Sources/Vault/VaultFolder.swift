package import OpenSSL

/// An open vault: a folder of sealed files, and the key to them.
///
/// What a thief of the disk sees: how many files there are, their names, sizes and times. Names therefore say nothing
/// about people. What somebody sees who sits at the unlocked machine: everything.
///
/// One process at a time (a lock on the folder), one owner at a time: not Sendable.
package final class VaultFolder {
  private static let headerName = "vault.header"
  private static let suffix = ".sealed"
  /// 255 bytes is what file systems allow, less the suffix.
  package static let maximumNameLength = 200

  private let folder: DurableFolder
  private let header: VaultHeader
  private let key: SecureBytes

  private init(folder: DurableFolder, header: VaultHeader, key: SecureBytes) {
    self.folder = folder
    self.header = header
    self.key = key
  }

  /// Makes the folder, which must not exist, and the vault in it.
  ///
  /// - Throws: `VaultError`: `.passphraseRefused` for an empty passphrase, `.alreadyExists`.
  package static func create(
    at path: String, passphrase: SecureBytes, scrypt: Scrypt = .standard
  ) throws -> VaultFolder {
    try check(passphrase)
    let header = try VaultHeader.new(scrypt)
    let (key, file) = try header.seal(passphrase: passphrase)
    let folder = try DurableFolder.create(at: path)
    try folder.write(file, to: headerName)
    return VaultFolder(folder: folder, header: header, key: key)
  }

  /// - Throws: `VaultError`: `.notAVault`, `.inUse`, `.unsafePermissions`, `.wrongPassphrase`.
  package static func open(at path: String, passphrase: SecureBytes) throws -> VaultFolder {
    try check(passphrase)
    let folder = try DurableFolder(at: path)
    guard let file = try folder.read(headerName, limit: VaultHeader.byteCount) else {
      throw VaultError(
        .notAVault, zh: "\(path) 不是保险库：缺少头文件。", en: "\(path) is not a vault: it has no header.")
    }
    let (header, key) = try VaultHeader.unseal(file, passphrase: passphrase)
    return VaultFolder(folder: folder, header: header, key: key)
  }

  /// Seals the content under the name, in place of what was there: after a power cut either the old or the new is
  /// whole.
  ///
  /// - Throws: `VaultError`: `.invalidName`, `.tooLarge`, `.systemFailure`.
  package func write(_ name: String, _ content: [UInt8]) throws {
    try folder.write(sealedFile(name).seal(content), to: name + VaultFolder.suffix)
  }

  /// - Throws: `VaultError`: `.noSuchFile`, `.damaged`.
  package func read(_ name: String) throws -> [UInt8] {
    let sealedFile = try sealedFile(name)
    let limit = SealedFile.maximumContentByteCount + SealedFile.overhead
    guard let file = try folder.read(name + VaultFolder.suffix, limit: limit) else {
      throw VaultError(.noSuchFile, zh: "保险库中没有 \(name)。", en: "There is no \(name) in the vault.")
    }
    return try sealedFile.open(file)
  }

  /// - Returns: false when there was nothing of that name.
  @discardableResult
  package func delete(_ name: String) throws -> Bool {
    _ = try sealedFile(name)
    return try folder.remove(name + VaultFolder.suffix)
  }

  /// All names, sorted by their bytes.
  package func names() throws -> [String] {
    try folder.names().filter { $0.hasSuffix(VaultFolder.suffix) }.map { String($0.dropLast(VaultFolder.suffix.count)) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Letters, digits, hyphen, low line and points inside: no folders, no surprises of other file systems.
  private func sealedFile(_ name: String) throws -> SealedFile {
    let signs = [UInt8](name.utf8)
    let isPlain = signs.allSatisfy { sign in
      (0x30...0x39).contains(sign) || (0x61...0x7A).contains(sign | 0x20) || [0x2D, 0x2E, 0x5F].contains(sign)
    }
    guard (1...VaultFolder.maximumNameLength).contains(signs.count), isPlain, signs[0] != 0x2E else {
      throw VaultError(
        .invalidName, zh: "保险库内的文件名只可用字母、数字、连字符、下划线与点，不超过 200 字符。",
        en: "Names in a vault are letters, digits, hyphens, low lines and points, at most 200.")
    }
    return SealedFile(vaultIdentifier: header.identifier, vaultKey: key, name: name)
  }

  private static func check(_ passphrase: SecureBytes) throws {
    guard passphrase.count > 0 else {
      throw VaultError(.passphraseRefused, zh: "口令不能为空。", en: "The passphrase must not be empty.")
    }
  }
}
