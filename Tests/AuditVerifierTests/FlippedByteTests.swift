import Archive
import AuditVerifier
import SeasonFixture
import Testing

/// No byte of an archive is without meaning.
@Suite struct FlippedByteTests {
  private static let members = (try? Seasons.honest.members()) ?? [:]

  @Test(arguments: members.keys.sorted())
  func aFlippedByteOfAMemberIsCaught(_ path: String) throws {
    let content = try #require(Self.members[path])
    guard !content.isEmpty else { return try expectCaught(path, [0]) }
    for place in Set([0, content.count / 2, content.count - 1]) {
      var flipped = content
      flipped[place] ^= 0x20
      try expectCaught(path, flipped)
    }
  }

  private func expectCaught(_ path: String, _ content: [UInt8]) throws {
    var members = Self.members
    members[path] = content
    let anchor = path.hasPrefix("checkpoint") ? AuditAnchor() : AuditAnchor(session: Seasons.honest.code)
    let report = LogAuditor.verify(MemorySource(try MemoryLog.tar(members)), anchor: anchor)
    #expect([.failed, .unreadable].contains(report.verdict), "\(path): \(report.verdict)")
  }

  /// Headers, padding and the end of the archive.
  @Test func aFlippedByteOutsideTheMembersIsCaught() throws {
    let season = Seasons.honest
    let members = Self.members.filter { !$0.key.hasPrefix("blobs/") || $0.value.count % 512 == 0 }
    let honest = try MemoryLog.tar(members)
    let anchor = AuditAnchor(session: season.code)
    for place in stride(from: 0, to: honest.count, by: 509) {
      var bytes = honest
      bytes[place] ^= 0x10
      let report = LogAuditor.verify(MemorySource(bytes), anchor: anchor)
      #expect([.failed, .unreadable].contains(report.verdict), "byte \(place)")
    }
  }

  @Test(arguments: members.keys.sorted())
  func aMissingMemberIsCaught(_ path: String) throws {
    var members = Self.members
    members[path] = nil
    let report = LogAuditor.verify(
      MemorySource(try MemoryLog.tar(members)), anchor: AuditAnchor(session: Seasons.honest.code))
    // An earlier checkpoint that no step depends on may be left out.
    let isSpare = path.hasPrefix("checkpoints/")
    #expect(isSpare || [.failed, .unreadable].contains(report.verdict), "\(path)")
  }
}
