import Archive
import AuditVerifier
import SeasonFixture
import Testing

/// Whatever is handed to the auditor, the answer is a report.
@Suite struct MalformedArchiveTests {
  private static let members = (try? Seasons.honest.members()) ?? [:]

  private func verdict(_ bytes: [UInt8]) -> Verdict { LogAuditor.verify(MemorySource(bytes)).verdict }

  @Test(arguments: [0, 1, 511, 512, 1024, 5_000])
  func aTruncatedArchiveIsUnreadable(_ count: Int) throws {
    let whole = try MemoryLog.tar(Self.members)
    #expect(verdict([UInt8](whole.prefix(count))) == .unreadable)
    #expect(verdict([UInt8](whole.dropLast(count + 1))) == .unreadable)
  }

  @Test func bytesAfterTheEndAreRefused() throws {
    #expect(verdict(try MemoryLog.tar(Self.members) + [UInt8](repeating: 0, count: 512)) == .unreadable)
  }

  @Test func noArchiveAtAllIsUnreadable() {
    #expect(verdict([UInt8]("PK\u{3}\u{4} not a tar".utf8)) == .unreadable)
    #expect(LogAuditor.verify(file: "/nonexistent/archive.tar").verdict == .unreadable)
    #expect(LogAuditor.verify(file: "/tmp").verdict == .unreadable)
  }

  /// A header may claim eight gigabytes: nothing is spent on the claim.
  @Test func aMemberThatClaimsMoreThanTheFileHoldsIsRefused() throws {
    var bytes = try MemoryLog.tar(["checkpoint": [UInt8]("x".utf8)])
    bytes.replaceSubrange(124..<135, with: "77777777777".utf8)
    #expect(verdict(bytes) == .unreadable)
  }

  @Test(arguments: ["../etc/passwd", "blobs/00", "tile/9/000", "blobs/" + String(repeating: "A", count: 64), "extra"])
  func aMemberThatDoesNotBelongIsRefused(_ path: String) throws {
    var members = Self.members
    if !ArchivePath.isValid(path) {
      members["evil"] = [1]
      var bytes = try MemoryLog.tar(members)
      let header = try #require(bytes.firstRange(of: [UInt8]("evil".utf8)))
      bytes.replaceSubrange(header.lowerBound..<header.lowerBound + path.utf8.count, with: path.utf8)
      #expect(verdict(bytes) == .unreadable)
      return
    }
    members[path] = [1]
    let report = LogAuditor.verify(MemorySource(try MemoryLog.tar(members)))
    #expect(report.verdict == .failed)
    #expect(report[.files]?.status == .failed)
  }

  @Test func aCheckpointOfAnAbsurdSizeIsAnAnswer() throws {
    var members = Self.members
    let text = String(decoding: try #require(members["checkpoint"]), as: UTF8.self)
    members["checkpoint"] = [UInt8](text.replacing("\n94\n", with: "\n9007199254740991\n", maxReplacements: 1).utf8)
    let report = LogAuditor.verify(MemorySource(try MemoryLog.tar(members)))
    #expect([.failed, .unreadable].contains(report.verdict))
  }

  @Test(arguments: [
    #"{"payload":"e30=","payloadType":"application/vnd.plumbline.moon.v1+json","signatures":[{"keyid":"0123456789abcdef","sig":"AA=="}]}"#,
    #"{"payload":"e30=","payloadType":"application/vnd.plumbline.sheet.v2+json","signatures":[{"keyid":"0123456789abcdef","sig":"AA=="}]}"#,
    String(repeating: "[", count: 60_000),
    "{}",
    "",
  ])
  func anEntryThatIsNoRecordIsNamed(_ entry: String) throws {
    let season = Seasons.honest
    let source = try season.rewritten { $0.insert([UInt8](entry.utf8), at: 40) }
    let report = LogAuditor.verify(source, anchor: AuditAnchor(session: season.code))
    #expect(report.verdict == .failed)
    #expect(report[.files]?.record == 40)
  }

  @Test func anEntryZeroThatIsNoSessionIsNamed() throws {
    let source = try Seasons.honest.rewritten { $0.swapAt(0, 1) }
    let report = LogAuditor.verify(source)
    #expect(report.verdict == .failed)
    #expect(report[.files]?.record == 0)
  }
}
