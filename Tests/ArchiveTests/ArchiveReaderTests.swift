import Testing

@testable import Archive

struct ArchiveReaderTests {
  @Test func readsBackWhatWasWrittenAndRewritingGivesTheSameBytes() throws {
    let bytes = try archive(sample)
    let read = try members(bytes)
    #expect(read.map(\.0) == sample.map(\.0))
    #expect(read.map(\.1) == sample.map(\.1))
    #expect(try archive(read) == bytes)
  }

  @Test func anEmptyArchiveIsTwoZeroBlocks() throws {
    #expect(try archive([]) == [UInt8](repeating: 0, count: 1024))
    #expect(try members(archive([])).isEmpty)
  }

  /// Issue 1 promises that any byte changed is found; contents are the business of digests above.
  @Test func everyBitOutsideTheContentsIsChecked() throws {
    let bytes = try archive([(longPath, [1, 2, 3]), ("exact", [UInt8](repeating: 7, count: 512))])
    let index = try ArchiveIndex(MemorySource(bytes))
    let contents = (0..<index.count).map { Int(index[$0].offset)..<Int(index[$0].offset + index[$0].size) }
    var unnoticed: [Int] = []
    for place in bytes.indices where !contents.contains(where: { $0.contains(place) }) {
      for bit in 0..<8 {
        var altered = bytes
        altered[place] ^= 1 << bit
        if code({ _ = try ArchiveIndex(MemorySource(altered)) }) == nil { unnoticed.append(place) }
      }
    }
    #expect(unnoticed == [])
  }

  @Test func everyTruncationAndEveryTrailingByteIsAnError() throws {
    let bytes = try archive(sample)
    for count in bytes.indices {
      #expect(code { _ = try members([UInt8](bytes[..<count])) } != nil)
    }
    #expect(code { _ = try members(bytes + [0]) } == .trailer)
    #expect(code { _ = try members(bytes + [UInt8](repeating: 0, count: 512)) } == .trailer)
    #expect(code { _ = try members(bytes + bytes) } == .trailer)
    #expect(code { _ = try members([UInt8](bytes.dropLast(512))) } == .truncated)
  }

  @Test func membersReorderedOrRepeatedAreErrors() throws {
    let one = try archive([("a", [1])]).dropLast(1024)
    let two = try archive([("b", [2])])
    #expect(try members(one + two).count == 2)
    #expect(code { _ = try members(two.dropLast(1024) + one + [UInt8](repeating: 0, count: 1024)) } == .order)
    #expect(code { _ = try members(one + one + two) } == .order)
  }

  /// A header may claim up to 8 GiB; nothing is allocated before the file is known to be that long.
  @Test func claimsBeyondTheFileAreTruncation() throws {
    let claim = try #require(UstarHeader(path: [0x61], size: ArchiveLimits.maximumFormatMemberBytes))
    #expect(code { _ = try members(claim.encoded + [UInt8](repeating: 0, count: 1024)) } == .truncated)
    #expect(UstarHeader(path: [0x61], size: 10 << 30) == nil)
  }

  @Test func base256SizesOfGNUTarAreRefused() throws {
    var header = try #require(UstarHeader(path: [0x61], size: 0)).encoded
    header.replaceSubrange(124..<136, with: [0x80] + [UInt8](repeating: 0, count: 11))
    #expect(code { _ = try members(header + [UInt8](repeating: 0, count: 1024)) } == .header)
  }

  @Test func limitsAreNamedAndEnforced() throws {
    let bytes = try archive(sample)
    #expect(code { _ = try ArchiveIndex(MemorySource(bytes), limits: ArchiveLimits(maximumMembers: 5)) } == .limit)
    #expect(
      code { _ = try ArchiveIndex(MemorySource(bytes), limits: ArchiveLimits(maximumMemberBytes: 511)) } == .limit)
    #expect(
      code { _ = try ArchiveIndex(MemorySource(bytes), limits: ArchiveLimits(maximumArchiveBytes: 4096)) } == .limit)
    let index = try ArchiveIndex(MemorySource(bytes))
    #expect(code { _ = try index.content("exact", limit: 511) } == .limit)
    #expect(code { _ = try index.content("absent", limit: 1) } == .missing)
    let exact = try #require(index.member("exact"))
    #expect(code { _ = try index.content(of: exact, at: 500, count: 13) } == .truncated)
    #expect(try index.content(of: exact, at: 500, count: 12) == [UInt8](repeating: 7, count: 12))
  }
}

struct ArchiveIndexTests {
  @Test func findsMembersByPathAndByPrefix() throws {
    let index = try ArchiveIndex(MemorySource(archive(sample)))
    #expect(index.member("exact")?.size == 512)
    #expect(index.member("exac") == nil)
    #expect(index.members(under: "tile/").map(\.path) == ["tile/0/000.p/1", "tile/entries/000.p/1"])
    #expect(index.members(under: "z").map(\.path) == [])
    #expect(index.members(under: "").map(\.path) == sample.map(\.0))
  }

  @Test func handsOverContentInPieces() throws {
    let content = (0..<200_000).map { UInt8($0 & 0xFF) }
    let index = try ArchiveIndex(MemorySource(archive([("big", content)])))
    var pieces: [[UInt8]] = []
    try index.forEachPiece(of: #require(index.member("big"))) { pieces.append($0) }
    #expect(pieces.count == 4)
    #expect(pieces.flatMap { $0 } == content)
  }
}
