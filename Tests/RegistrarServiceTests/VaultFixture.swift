import Foundation
import OpenSSL
import Panel
import Sealing
import TransparencyLog

@testable import RegistrarService

/// A vault in a folder of its own, deleted with the fixture.
final class VaultFixture {
  let folder: URL
  var vaultPath: String { folder.appending(path: "vault").path }
  let publicFile: PublicFile
  static let now: Int64 = 1_711_000_000

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "registrar-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    publicFile = try RegistrarVault.create(
      at: folder.appending(path: "vault").path, registrar: "张三", custodian: "李四", passphrase: Self.passphrase("one"),
      custodianPassphrase: Self.passphrase("two"))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  static func passphrase(_ text: String) throws -> Passphrase { try Passphrase([UInt8](text.utf8)) }

  func open() throws -> RegistrarVault { try RegistrarVault.open(at: vaultPath, passphrase: Self.passphrase("one")) }

  func custodian(_ vault: RegistrarVault) throws -> SigningKey { try vault.custodianKey(Self.passphrase("two")) }

  /// Writes packages of these divisions and takes them in.
  func take(
    _ packages: [SyntheticPackage], into vault: RegistrarVault, named: String = "in",
    options: IntakeRun.Options = IntakeRun.Options()
  ) async throws -> IntakeRun.Outcome {
    let source = folder.appending(path: named)
    for package in packages { try package.write(in: source) }
    return try await IntakeRun(options: options).take(
      Submission(at: [source.path]), into: vault, now: Self.now)
  }

  /// Content of every file of the registrar's vault, by name.
  func files() throws -> [String: Data] {
    let registrar = folder.appending(path: "vault/registrar")
    let names = try FileManager.default.contentsOfDirectory(atPath: registrar.path)
    return try Dictionary(uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: registrar.appending(path: $0))) })
  }
}
