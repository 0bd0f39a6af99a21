import ByteCoding
import Testing

@testable import Archive

struct ArchiveWriterTests {
  @Test func sameMembersGiveTheSameBytes() throws {
    #expect(try archive(sample) == archive(sample))
  }

  @Test func headerIsTheDocumentedOne() throws {
    let bytes = try archive([("a/b", [0x78])])
    #expect(bytes.count == 4 * 512)
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, _ at: Int) { header.replaceSubrange(at..<(at + text.utf8.count), with: text.utf8) }
    put("a/b", 0)
    put("0000644\u{0}0000000\u{0}0000000\u{0}00000000001\u{0}00000000000\u{0}007560\u{0} 0", 100)
    put("ustar\u{0}00", 257)
    put("0000000\u{0}0000000\u{0}", 329)
    #expect([UInt8](bytes[..<512]) == header)
    #expect(bytes[512] == 0x78)
    #expect(bytes[513...].allSatisfy { $0 == 0 })
  }

  @Test(arguments: [
    "", "/a", "a/", "a//b", ".", "a/../b", "./a", "a b", "é", "准绳", "a\\b", "a\u{0}b", "a:b",
    String(repeating: "a", count: 101), String(repeating: "p", count: 156) + "/n",
    String(repeating: "p", count: 155) + "/" + String(repeating: "n", count: 101),
  ])
  func refusesPathsThatDoNotUnpackAlikeEverywhere(path: String) {
    #expect(code { _ = try archive([(path, [])]) } == .path)
    #expect(!ArchivePath.isValid(path))
  }

  @Test(arguments: [
    String(repeating: "a", count: 100), String(repeating: "p", count: 155) + "/" + String(repeating: "n", count: 100),
    "...", ".well-known", longPath,
  ])
  func acceptsPathsUpToTheFormatsLength(path: String) throws {
    #expect(ArchivePath.isValid(path))
    #expect(try members(archive([(path, [1])])).map(\.0) == [path])
  }

  @Test func refusesOrderAndCollisions() {
    #expect(code { _ = try archive([("b", []), ("a", [])]) } == .order)
    #expect(code { _ = try archive([("a", []), ("a", [])]) } == .order)
    #expect(code { _ = try archive([("a", []), ("a-b", []), ("a/c", [])]) } == .collision)
    #expect(code { _ = try archive([("a-", []), ("a/c", []), ("a0", [])]) } == nil)
  }

  @Test func refusesContentThatIsNotAsLongAsAnnounced() {
    var writer = ArchiveWriter { _ in }
    var pieces: [[UInt8]] = [[1, 2], [3]]
    #expect(code { try writer.append("a", size: 2) { pieces.isEmpty ? [] : pieces.removeFirst() } } == .size)
    var second = ArchiveWriter { _ in }
    #expect(code { try second.append("a", size: 1) { [] } } == .size)
    var third = ArchiveWriter { _ in }
    #expect(code { try third.append("a", size: 1 << 33) { [] } } == .limit)
  }

  @Test func refusesToGoOnAfterTheEnd() throws {
    var writer = ArchiveWriter { _ in }
    try writer.finish()
    #expect(code { try writer.finish() } == .finished)
    #expect(code { try writer.append("a", []) } == .finished)
  }
}
