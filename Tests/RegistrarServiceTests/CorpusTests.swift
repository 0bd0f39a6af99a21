import CanonicalJSON
import Foundation
import Testing

@testable import RegistrarService

/// The corpus is not part of the repository: PLUMBLINE_CORPUS names a folder with `public/season/A`.
private let corpus = ProcessInfo.processInfo.environment["PLUMBLINE_CORPUS"]

@Suite(.enabled(if: corpus != nil, "PLUMBLINE_CORPUS is not set: the season of a corpus is not taken in"))
struct CorpusTests {
  @Test func aWholeSeasonIsTakenIn() async throws {
    let season = try #require(corpus) + "/public/season/A"
    let submission = try Submission(at: [season])
    #expect(submission.packages.count == 46)
    let fixture = try VaultFixture()
    let vault = try fixture.open()
    let clock = ContinuousClock()
    let start = clock.now
    let outcome = try await IntakeRun().take(submission, into: vault, now: VaultFixture.now)
    print("intake of \(submission.packages.count) packages: \(clock.now - start)")
    #expect(outcome.received.count == 46)
    for line in try vault.register().standing {
      let stored = try #require(try vault.application(line.number))
      #expect(StoredApplication(stored.application).canonicalBytes == stored.canonicalBytes)
    }
  }
}
