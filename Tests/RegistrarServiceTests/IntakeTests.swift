import ByteCoding
import CanonicalJSON
import Foundation
import Intake
import OpenSSL
import Testing
import Vault

@testable import RegistrarService

@Suite("Intake into the vault")
struct IntakeTests {
  @Test func packagesAreRegisteredKeptAndReadAgain() async throws {
    let fixture = try VaultFixture()
    let vault = try fixture.open()
    let outcome = try await fixture.take(
      ["370800", "370826"].map { SyntheticPackage(division: $0) }, into: vault)
    #expect(outcome.received.map(\.outcome) == [.accepted, .accepted])
    let register = try vault.register()
    #expect(register.lines.map(\.number) == [1, 2])
    #expect(Set(register.standing.map(\.division)) == ["370800", "370826"])
    #expect(register.standing.allSatisfy { $0.unit == "370800" && $0.track == "A" })
    for line in register.lines {
      for file in line.files { #expect(SHA256.hash(try vault.original(file.digest)) == file.digest) }
      let stored = try #require(try vault.application(line.number))
      #expect(stored.application.identity.divisionCode == line.division)
      #expect(StoredApplication(stored.application).canonicalBytes == stored.canonicalBytes)
    }
  }

  @Test func theSameBytesAreRegisteredOnce() async throws {
    let fixture = try VaultFixture()
    let vault = try fixture.open()
    let package = [SyntheticPackage(division: "370800")]
    _ = try await fixture.take(package, into: vault)
    let before = try fixture.files()
    let again = try await fixture.take(package, into: vault)
    #expect(again.received.isEmpty)
    #expect(again.known.map(\.number) == [1])
    #expect(try fixture.files() == before)
  }

  @Test func aZipIsTakenLikeItsFolder() async throws {
    let fixture = try VaultFixture()
    let vault = try fixture.open()
    let zip = fixture.folder.appending(path: "东营.zip")
    try Data(SyntheticPackage(division: "370500").archive()).write(to: zip)
    let outcome = try await IntakeRun().take(Submission(at: [zip.path]), into: vault, now: VaultFixture.now)
    #expect(outcome.received.map(\.division) == ["370500"])
    #expect(outcome.received[0].files.map(\.path) == ["东营.zip"])
  }

  @Test func aPackageThatMustBeMendedIsRegisteredButDoesNotStand() async throws {
    let fixture = try VaultFixture()
    let vault = try fixture.open()
    let outcome = try await fixture.take([SyntheticPackage(division: "370500", hasLetter: false)], into: vault)
    #expect(outcome.received.map(\.outcome) == [.refused])
    #expect(try vault.register().standing.isEmpty)
    #expect(outcome.corrections.map(\.unit) == ["东营市工业和信息化局"])
    #expect(outcome.corrections.flatMap(\.lines).map(\.finding.code) == [.missingLetter])
  }

  @Test func aSecondPackageOfOneApplicantWaitsUnlessItReplacesTheFirst() async throws {
    let fixture = try VaultFixture()
    let vault = try fixture.open()
    _ = try await fixture.take([SyntheticPackage(division: "370500")], into: vault, named: "first")
    let mended = SyntheticPackage(division: "370500", extraParagraph: "补充说明。")
    let second = try await fixture.take([mended], into: vault, named: "second")
    #expect(second.received[0].outcome == .refused)
    #expect(second.received[0].findings.contains { $0.code == "DUPLICATE_APPLICATION" })
    #expect(try vault.register().standing.map(\.number) == [1])

    var options = IntakeRun.Options()
    options.replacing = true
    let later = SyntheticPackage(division: "370500", extraParagraph: "再次补充。")
    let third = try await fixture.take([later], into: vault, named: "third", options: options)
    #expect(third.received[0].replaces == [1])
    #expect(try vault.register().standing.map(\.number) == [3])
  }

  @Test func aLetterBesideThePackagesServesThoseItNames() async throws {
    let fixture = try VaultFixture()
    let vault = try fixture.open()
    let source = fixture.folder.appending(path: "in")
    var package = SyntheticPackage(division: "370500")
    try package.writeLetter(in: source)
    package.hasLetter = false
    let outcome = try await fixture.take([package], into: vault)
    #expect(outcome.received.map(\.outcome) == [.accepted])
  }

  @Test func oneApplicantTwiceInOneSubmissionWaitsForAPerson() async throws {
    let fixture = try VaultFixture()
    let vault = try fixture.open()
    let source = fixture.folder.appending(path: "in")
    try SyntheticPackage(division: "370500").write(in: source, named: "一")
    try SyntheticPackage(division: "370500", extraParagraph: "另一稿。").write(in: source, named: "二")
    let outcome = try await fixture.take([], into: vault)
    #expect(outcome.received.map(\.outcome) == [.refused, .refused])
    #expect(try vault.register().standing.isEmpty)
  }

  @Test func moreCountiesThanTheQuotaNeedADecision() async throws {
    let fixture = try VaultFixture()
    let vault = try fixture.open()
    // 东营 has five divisions: one fifth is one.
    let outcome = try await fixture.take(
      ["370502", "370503"].map { SyntheticPackage(division: $0) }, into: vault)
    #expect(outcome.received.map { $0.findings.contains { $0.code == "QUOTA_EXCEEDED" } } == [true, true])
  }

  @Test func whatAnInterruptedRunLeftIsSwept() async throws {
    let fixture = try VaultFixture()
    let vault = try fixture.open()
    try vault.keep(original: [1, 2, 3])
    try vault.folder.write(StoredApplication.name(package: 9), [4])
    _ = try await fixture.take([SyntheticPackage(division: "370800")], into: vault)
    let names = try vault.folder.names()
    #expect(!names.contains(vault.originalName(SHA256.hash([1, 2, 3]))))
    #expect(!names.contains(StoredApplication.name(package: 9)))
  }

  @Test func namesInTheVaultConfirmNoGuess() async throws {
    let fixture = try VaultFixture()
    let vault = try fixture.open()
    let outcome = try await fixture.take([SyntheticPackage(division: "370800")], into: vault)
    let digests = outcome.received.flatMap(\.files).map(\.digest.description)
    for name in try fixture.files().keys { #expect(!digests.contains { name.contains($0) }) }
  }
}
