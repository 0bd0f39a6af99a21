import Foundation
import OpenSSL
import Testing

@testable import Vault

/// A folder of its own for every test, gone afterwards.
final class VaultFolderTests {
  private let place = FileManager.default.temporaryDirectory.appending(path: "vault-\(UUID().uuidString)")
  private var path: String { place.appending(path: "vault").path }
  private let passphrase = SecureBytes("对的口令".utf8)
  private let quick: Scrypt

  init() throws {
    quick = try Scrypt(logN: 14, r: 8, p: 1)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: place) }

  private func file(_ name: String) -> URL { URL(filePath: path).appending(path: name) }
  private func error(_ code: VaultError.Code) -> VaultError { VaultError(code, zh: "", en: "") }

  @Test func whatWasWrittenIsReadBackByAnotherProcess() throws {
    let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
    do {
      let vault = try VaultFolder.create(at: path, passphrase: passphrase, scrypt: quick)
      try vault.write("b-2.draft", content)
      try vault.write("a_1", [])
      #expect(try vault.read("a_1").isEmpty)
    }
    let vault = try VaultFolder.open(at: path, passphrase: passphrase)
    #expect(try vault.names() == ["a_1", "b-2.draft"])
    #expect(try vault.read("b-2.draft") == content)
    try vault.write("b-2.draft", [1])
    #expect(try vault.read("b-2.draft") == [1])
    #expect(try vault.delete("b-2.draft"))
    #expect(try !vault.delete("b-2.draft"))
    #expect(throws: error(.noSuchFile)) { try vault.read("b-2.draft") }
    #expect(try vault.names() == ["a_1"])
  }

  @Test func nothingOfTheContentIsOnTheDisk() throws {
    let vault = try VaultFolder.create(at: path, passphrase: passphrase, scrypt: quick)
    let secret = [UInt8]("申请人张三".utf8)
    try vault.write("x", secret)
    let first = try Data(contentsOf: file("x.sealed"))
    #expect(first.range(of: Data(secret)) == nil)
    #expect(first.count == secret.count + 36)
    try vault.write("x", secret)
    #expect(try Data(contentsOf: file("x.sealed")) != first)
  }

  @Test func anotherPassphraseIsRefusedInWords() throws {
    _ = try VaultFolder.create(at: path, passphrase: passphrase, scrypt: quick)
    for wrong in ["错的口令", "对的口令 ", "x"] {
      do {
        _ = try VaultFolder.open(at: path, passphrase: SecureBytes(wrong.utf8))
        Issue.record("the vault opened")
      } catch let refusal as VaultError {
        #expect(refusal.code == .wrongPassphrase)
        #expect(refusal.description.contains("口令不正确"))
      }
    }
    #expect(throws: error(.passphraseRefused)) {
      try VaultFolder.open(at: path, passphrase: SecureBytes([]))
    }
  }

  @Test func anEmptyPassphraseMakesNoVault() throws {
    #expect(throws: error(.passphraseRefused)) {
      try VaultFolder.create(at: path, passphrase: SecureBytes([]), scrypt: quick)
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func filesCannotBeChangedRenamedOrMovedBetweenVaults() throws {
    let vault = try VaultFolder.create(at: path, passphrase: passphrase, scrypt: quick)
    try vault.write("x", [1, 2, 3])
    let sealed = try Data(contentsOf: file("x.sealed"))
    for index in sealed.indices {
      var changed = sealed
      changed[index] ^= 1
      try changed.write(to: file("x.sealed"))
      #expect(throws: error(.damaged)) { try vault.read("x") }
    }
    for count in [0, 8, 35, sealed.count - 1] {
      try sealed.prefix(count).write(to: file("x.sealed"))
      #expect(throws: error(.damaged)) { try vault.read("x") }
    }
    try sealed.write(to: file("y.sealed"))
    #expect(throws: error(.damaged)) { try vault.read("y") }
    let other = try VaultFolder.create(
      at: place.appending(path: "other").path, passphrase: passphrase, scrypt: quick)
    try sealed.write(to: place.appending(path: "other/x.sealed"))
    #expect(throws: error(.damaged)) { try other.read("x") }
  }

  @Test func aChangedHeaderIsNoticed() throws {
    _ = try VaultFolder.create(at: path, passphrase: passphrase, scrypt: quick)
    let header = try Data(contentsOf: file("vault.header"))
    #expect(header.count == 76)
    for index in [0, 7, 8, 9, 10, 11] {
      var changed = header
      changed[index] = 0xFF
      try changed.write(to: file("vault.header"))
      #expect(throws: error(.notAVault)) { try VaultFolder.open(at: path, passphrase: passphrase) }
    }
    for index in [12, 43, 44, 75] {
      var changed = header
      changed[index] ^= 1
      try changed.write(to: file("vault.header"))
      #expect(throws: error(.wrongPassphrase)) { try VaultFolder.open(at: path, passphrase: passphrase) }
    }
    try header.dropLast().write(to: file("vault.header"))
    #expect(throws: error(.notAVault)) { try VaultFolder.open(at: path, passphrase: passphrase) }
    try (header + [0]).write(to: file("vault.header"))
    #expect(throws: error(.tooLarge)) { try VaultFolder.open(at: path, passphrase: passphrase) }
    try FileManager.default.removeItem(at: file("vault.header"))
    #expect(throws: error(.notAVault)) { try VaultFolder.open(at: path, passphrase: passphrase) }
  }

  @Test func oneVaultHasOneOwner() throws {
    let vault = try VaultFolder.create(at: path, passphrase: passphrase, scrypt: quick)
    #expect(throws: error(.inUse)) { try VaultFolder.open(at: path, passphrase: passphrase) }
    #expect(throws: error(.alreadyExists)) {
      try VaultFolder.create(at: path, passphrase: passphrase, scrypt: quick)
    }
    try vault.write("x", [])
  }

  @Test func aMissingFolderIsNoVault() throws {
    #expect(throws: error(.notAVault)) { try VaultFolder.open(at: path, passphrase: passphrase) }
  }

  @Test func onlyTheOwnerCanReachIt() throws {
    do {
      let vault = try VaultFolder.create(at: path, passphrase: passphrase, scrypt: quick)
      try vault.write("x", [])
    }
    let manager = FileManager.default
    for (name, mode) in [("", 0o700), ("vault.header", 0o600), ("x.sealed", 0o600)] {
      let attributes = try manager.attributesOfItem(atPath: path + "/" + name)
      #expect(attributes[.posixPermissions] as? Int == mode)
    }
    try manager.setAttributes([.posixPermissions: 0o750], ofItemAtPath: path)
    #expect(throws: error(.unsafePermissions)) { try VaultFolder.open(at: path, passphrase: passphrase) }
  }

  /// As after a power cut in the middle of a write.
  @Test func aHalfWrittenFileIsSweptAwayAndTheOldOneIsThere() throws {
    do {
      let vault = try VaultFolder.create(at: path, passphrase: passphrase, scrypt: quick)
      try vault.write("x", [1])
    }
    try Data([9, 9]).write(to: file(".writing"))
    let vault = try VaultFolder.open(at: path, passphrase: passphrase)
    #expect(try vault.names() == ["x"])
    #expect(try vault.read("x") == [1])
    try vault.write("x", [2])
    #expect(try vault.read("x") == [2])
    #expect(!FileManager.default.fileExists(atPath: file(".writing").path))
  }

  @Test func aLinkIsNotFollowed() throws {
    let vault = try VaultFolder.create(at: path, passphrase: passphrase, scrypt: quick)
    try FileManager.default.createSymbolicLink(atPath: file("x.sealed").path, withDestinationPath: "/etc/hostname")
    #expect(throws: error(.systemFailure)) { try vault.read("x") }
  }

  @Test(arguments: [
    "", ".", "..", ".x", "a/b", "../x", "名", "a b", "a\u{0}", "a\n", String(repeating: "a", count: 201),
  ])
  func namesAreSimple(name: String) throws {
    let vault = try VaultFolder.create(at: path, passphrase: passphrase, scrypt: quick)
    #expect(throws: error(.invalidName)) { try vault.write(name, []) }
    #expect(throws: error(.invalidName)) { try vault.read(name) }
    #expect(throws: error(.invalidName)) { try vault.delete(name) }
  }

  @Test func theStandardParametersAreStoredAndWork() throws {
    do { _ = try VaultFolder.create(at: path, passphrase: passphrase) }
    let header = try Data(contentsOf: file("vault.header"))
    #expect(Array(header[8..<12]) == [15, 8, 1, 0])
    _ = try VaultFolder.open(at: path, passphrase: passphrase)
  }
}
