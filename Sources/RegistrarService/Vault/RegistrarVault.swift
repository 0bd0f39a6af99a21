import ByteCoding
import CanonicalJSON
import Foundation
package import OpenSSL
import Panel
package import Sealing
package import TransparencyLog
import Vault

/// The registrar's vault (原件保密库), open: originals, identities, salts, and the registrar's signing key.
///
/// The second person's key lies in a vault of its own beside it, under that person's passphrase: nothing leaves with
/// one signature alone.
///
///     DIR/registrar/   originals, applications, register, hand-overs, key of the registrar
///     DIR/custodian/   key of the second person
///
/// One process at a time, one owner at a time: not Sendable.
package final class RegistrarVault {
  private static let keyName = "key"

  let folder: VaultFolder
  let profile: RegistrarProfile
  let key: SigningKey
  private let path: String

  private init(folder: VaultFolder, profile: RegistrarProfile, key: SigningKey, path: String) {
    self.folder = folder
    self.profile = profile
    self.key = key
    self.path = path
  }

  /// The codes under which the two stand in every session.
  static let registrarCode: Code = "registrar"
  static let custodianCode: Code = "custodian"
  static let signers = [registrarCode, custodianCode]

  // MARK: - Making and opening

  /// Makes both vaults with new keys, whole or not at all.
  ///
  /// - Returns: the public file for the coordinator.
  /// - Throws: `RegistrarError.input` for a name left empty, equal passphrases or a folder that exists; `VaultError`.
  package static func create(
    at path: String, registrar: String, custodian: String, passphrase: Passphrase, custodianPassphrase: Passphrase,
    scrypt: Scrypt = .standard
  ) throws -> PublicFile {
    guard !registrar.isEmpty, !custodian.isEmpty else {
      throw RegistrarError(
        .input, zh: "请写明收件人员（--name）和第二人（--custodian）的姓名、职务。",
        en: "Name both persons: --name for the registrar, --custodian for the second person.")
    }
    guard passphrase.bytes != custodianPassphrase.bytes else {
      throw RegistrarError(
        .input, zh: "两人的口令相同；第二人须自行设定口令，不得告知他人。",
        en: "Both passphrases are the same; the second person must choose one of their own.")
    }
    guard !FileManager.default.fileExists(atPath: path) else {
      throw RegistrarError(
        .input, zh: "\(path) 已存在；请换一个位置，保密库不会覆盖任何内容。",
        en: "\(path) exists already; choose another place, a vault overwrites nothing.")
    }
    let building = path + ".new"
    try? FileManager.default.removeItem(atPath: building)
    do {
      try FileManager.default.createDirectory(
        atPath: building, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let keys = try (registrar: Ed25519PrivateKey.generate(), custodian: Ed25519PrivateKey.generate())
      let profile = RegistrarProfile(
        registrar: registrar, custodian: custodian, custodianKey: SigningKey.ed25519(keys.custodian).publicKey,
        addressing: try Salt.draw())
      let own = try VaultFolder.create(at: building + "/registrar", passphrase: passphrase.bytes, scrypt: scrypt)
      try own.write(keyName, keys.registrar.rawSeed().exposedCopy())
      try own.write(RegistrarProfile.name, profile.canonicalBytes)
      let second = try VaultFolder.create(
        at: building + "/custodian", passphrase: custodianPassphrase.bytes, scrypt: scrypt)
      try second.write(keyName, keys.custodian.rawSeed().exposedCopy())
      try FileManager.default.moveItem(atPath: building, toPath: path)
      return publicFile(profile, key: .ed25519(keys.registrar))
    } catch {
      try? FileManager.default.removeItem(atPath: building)
      throw error
    }
  }

  /// - Throws: `VaultError` (wrong passphrase, in use, damaged …).
  package static func open(at path: String, passphrase: Passphrase) throws -> RegistrarVault {
    let folder = try VaultFolder.open(at: path + "/registrar", passphrase: passphrase.bytes)
    let profile = try RegistrarProfile(canonicalBytes: folder.read(RegistrarProfile.name))
    return RegistrarVault(folder: folder, profile: profile, key: try readKey(folder), path: path)
  }

  /// The second person's key, for as long as the caller holds it.
  ///
  /// - Throws: `VaultError`; `RegistrarError.refused` when the key is not the one made with this vault.
  package func custodianKey(_ passphrase: Passphrase) throws -> SigningKey {
    let second = try RegistrarVault.readKey(VaultFolder.open(at: path + "/custodian", passphrase: passphrase.bytes))
    guard second.publicKey == profile.custodianKey else {
      throw RegistrarError(
        .refused, zh: "\(path)/custodian 不是与本保密库一同建立的第二人密钥。",
        en: "\(path)/custodian does not hold the second person's key that was made with this vault.")
    }
    return second
  }

  private static func readKey(_ folder: VaultFolder) throws -> SigningKey {
    var seed = try folder.read(keyName)
    defer { wipe(&seed) }
    return .ed25519(try Ed25519PrivateKey(rawSeed: SecureBytes(seed)))
  }

  /// What the coordinator needs for entry 0.
  package var publicFile: PublicFile { RegistrarVault.publicFile(profile, key: key) }

  private static func publicFile(_ profile: RegistrarProfile, key: SigningKey) -> PublicFile {
    PublicFile(
      keys: [
        SessionKey(code: registrarCode, role: .registrar, key: key.publicKey),
        SessionKey(code: custodianCode, role: .custodian, key: profile.custodianKey),
      ],
      name: "\(profile.registrar)；\(profile.custodian)", recipient: [])
  }

  // MARK: - Documents

  /// - Returns: nil when there is none of that name.
  func document<Document: CanonicalCodable>(_ name: String, as type: Document.Type = Document.self) throws -> Document?
  {
    guard let bytes = try content(name) else { return nil }
    return try Document(canonicalBytes: bytes, limits: .document)
  }

  func content(_ name: String) throws -> [UInt8]? {
    do {
      return try folder.read(name)
    } catch let error as VaultError where error.code == .noSuchFile {
      return nil
    }
  }

  func write(_ name: String, _ document: some CanonicalCodable) throws {
    try folder.write(name, document.canonicalBytes)
  }

  // MARK: - Originals

  private static let originalPrefix = "original-"

  /// The name under which content of that digest is kept.
  func originalName(_ digest: Digest) -> String {
    RegistrarVault.originalPrefix + "\(SHA256.hash(profile.addressing.bytes, digest.bytes))"
  }

  /// Keeps an original, once.
  func keep(original bytes: [UInt8]) throws {
    let name = originalName(SHA256.hash(bytes))
    guard !keptOriginals.contains(name) else { return }
    try folder.write(name, bytes)
    keptOriginals.insert(name)
  }

  /// An original as it came.
  func original(_ digest: Digest) throws -> [UInt8] { try folder.read(originalName(digest)) }

  private lazy var keptOriginals: Set<String> = {
    let names = (try? folder.names()) ?? []
    return Set(names.filter { $0.hasPrefix(RegistrarVault.originalPrefix) })
  }()

  /// Deletes what a run that was interrupted left behind: files that nothing refers to.
  func sweep(keeping referenced: Set<String>) throws {
    for name in try folder.names()
    where name.hasPrefix(RegistrarVault.originalPrefix) || name.hasPrefix(StoredApplication.prefix) {
      if !referenced.contains(name) { try folder.delete(name) }
    }
  }
}

/// 32 random bytes, fresh for each commitment.
enum Salt {
  static func draw() throws -> Digest {
    guard let salt = Digest(try RandomBytes.generateSecret(Digest.byteCount)) else {
      preconditionFailure("as many bytes as a digest has")
    }
    return salt
  }
}

extension SigningKey {
  var publicKey: PublicKey { verificationKey.publicKey }
}
