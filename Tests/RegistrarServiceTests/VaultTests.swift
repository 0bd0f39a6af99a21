import ByteCoding
import CanonicalJSON
import Foundation
import Panel
import Sealing
import Testing
import TransparencyLog
import Vault

@testable import RegistrarService

@Suite("Registrar's vault")
struct VaultTests {
  @Test func bothKeysStandInThePublicFile() throws {
    let fixture = try VaultFixture()
    let vault = try fixture.open()
    #expect(fixture.publicFile == vault.publicFile)
    #expect(fixture.publicFile.keys.map(\.role) == [.registrar, .custodian])
    #expect(try fixture.custodian(vault).publicKey == fixture.publicFile.keys[1].key)
  }

  @Test func eachPassphraseOpensItsOwnVaultOnly() throws {
    let fixture = try VaultFixture()
    #expect(throws: VaultError.self) {
      _ = try RegistrarVault.open(at: fixture.vaultPath, passphrase: VaultFixture.passphrase("two"))
    }
    let vault = try fixture.open()
    #expect(throws: VaultError.self) { _ = try vault.custodianKey(VaultFixture.passphrase("one")) }
  }

  @Test func anExistingFolderIsLeftAlone() throws {
    let fixture = try VaultFixture()
    #expect(throws: RegistrarError(.input, zh: "", en: "")) {
      _ = try RegistrarVault.create(
        at: fixture.vaultPath, registrar: "甲", custodian: "乙", passphrase: VaultFixture.passphrase("a"),
        custodianPassphrase: VaultFixture.passphrase("b"))
    }
    _ = try fixture.open()
  }

  @Test func onePassphraseForBothIsRefusedAndNothingIsLeft() throws {
    let fixture = try VaultFixture()
    let path = fixture.folder.appending(path: "other").path
    #expect(throws: RegistrarError(.input, zh: "", en: "")) {
      _ = try RegistrarVault.create(
        at: path, registrar: "甲", custodian: "乙", passphrase: VaultFixture.passphrase("a"),
        custodianPassphrase: VaultFixture.passphrase("a"))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path) == ["vault"])
  }

  @Test func theFoundingIsSignedByBoth() throws {
    let fixture = try VaultFixture()
    let vault = try fixture.open()
    let custodian = try fixture.custodian(vault)
    let session = try SessionFixture(vault: vault, custodian: custodian)
    let desk = try SignatureDesk(session.requests, own: vault.publicFile)
    #expect(desk.items.map(\.digest) == [session.digest])
    let signatures = try desk.sign(vault, custodian: custodian).signatures
    #expect(signatures.map(\.code) == RegistrarVault.signers)
    let request = session.requests.requests[0]
    let message = Envelope.pae(payloadType: request.payloadType, payload: request.payload)
    for (signature, key) in zip(signatures, [vault.key, custodian]) {
      #expect(key.verificationKey.isValid(signature.signature, for: message))
    }
  }

  @Test func whatTheVaultMakesItselfIsNotSignedOnRequest() throws {
    let fixture = try VaultFixture()
    let reveal = Reveal(
      session: .zero, by: RegistrarVault.signers, source: .vault,
      identities: ListReference(count: 0, root: .zero, blob: .zero))
    let requests = SignatureRequests(requests: [
      SignatureRequest(payload: reveal.canonicalBytes, payloadType: Reveal.kind.payloadType)
    ])
    #expect(throws: RegistrarError(.refused, zh: "", en: "")) {
      _ = try SignatureDesk(requests, own: fixture.publicFile)
    }
  }

  @Test func aFoundingWithOtherKeysIsNotSigned() throws {
    let fixture = try VaultFixture()
    let vault = try fixture.open()
    let session = try SessionFixture(vault: vault, custodian: fixture.custodian(vault))
    let stranger = try VaultFixture()
    #expect(throws: RegistrarError(.refused, zh: "", en: "")) {
      _ = try SignatureDesk(session.requests, own: stranger.publicFile)
    }
  }
}
