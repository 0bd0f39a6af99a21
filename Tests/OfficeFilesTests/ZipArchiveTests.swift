import Testing

@testable import OfficeFiles

struct ZipArchiveTests {
  let limits = OfficeLimits()
  let sample = ZipWriter.archive([("推荐表.docx", [1, 2, 3]), ("佐证材料/a.txt", [])])

  @Test func whatWasWrittenIsRead() throws {
    let zip = try ZipArchive(bytes: sample, limits: limits)
    #expect(zip.entries.map(\.name) == ["推荐表.docx", "佐证材料/a.txt"])
    #expect(try zip.read(named: "推荐表.docx") == [1, 2, 3])
    #expect(try zip.read(named: "佐证材料/a.txt") == [])
    #expect(try zip.read(named: "other") == nil)
  }

  @Test func deflatedMembersAreUnpacked() throws {
    let zeros = [UInt8](repeating: 0, count: 1 + 258 * 4)
    let bytes = Deflated.archive(name: "z", matches: 4, claimed: zeros.count, crc: CRC32.checksum(zeros))
    #expect(try ZipArchive(bytes: bytes, limits: limits).read(named: "z") == zeros)
  }

  @Test func gbkNamesWithoutTheFlagAreRead() throws {
    let gbk: [UInt8] = [0xCD, 0xC6, 0xBC, 0xF6, 0xB1, 0xED]  // 推荐表
    let zip = try ZipArchive(bytes: renamed("abcdef", to: gbk), limits: limits)
    #expect(zip.entries.map(\.name) == ["推荐表"])
    #expect(zip.entries.map(\.nameEncoding) == [.gb18030])
  }

  @Test(arguments: ["╔Ω▒¿╩Θ.docx", "Éê±¨Êé.docx"]) func namesInTheWrongCodePageAreMended(name: String)
    throws
  {
    let zip = try ZipArchive(bytes: ZipWriter.archive([(name, [])]), limits: limits)
    #expect(zip.entries.map(\.nameEncoding) == [.mended])
    #expect(zip.entries.map { $0.name.hasSuffix("书.docx") } == [true])
  }

  @Test(arguments: ["résumé.docx", "申报书.docx", "a.txt", "Ü.txt"]) func otherNamesStand(name: String) throws {
    let zip = try ZipArchive(bytes: ZipWriter.archive([(name, [])]), limits: limits)
    #expect(zip.entries.map(\.name) == [name])
  }

  /// A stored zip whose member's name is exchanged in place and whose UTF-8 flag is cleared.
  private func renamed(_ name: String, to bytes: [UInt8]) -> [UInt8] {
    var archive = ZipWriter.archive([(name, [7])])
    for offset in archive.indices.dropLast(bytes.count)
    where archive[offset..<offset + bytes.count].elementsEqual(name.utf8) {
      archive.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
    archive[7] = 0  // flag bits of the local header and of the directory
    if let directory = archive.indices.first(where: { archive[$0...].starts(with: [0x50, 0x4B, 0x01, 0x02]) }) {
      archive[directory + 9] = 0
    }
    return archive
  }

  @Test(arguments: ["../evil", "a/../../b", "/etc/passwd", "C:/x", "..\\..\\x", "\\\\host\\x"])
  func pathsThatLeaveAreUnsafe(name: String) throws {
    let zip = try ZipArchive(bytes: ZipWriter.archive([(name, [])]), limits: limits)
    #expect(zip.entries.map(\.isUnsafePath) == [true])
  }

  @Test(arguments: ["a/b.docx", "a..b", "...", "a/..b/c"])
  func ordinaryPathsAreSafe(name: String) throws {
    let zip = try ZipArchive(bytes: ZipWriter.archive([(name, [])]), limits: limits)
    #expect(zip.entries.map(\.isUnsafePath) == [false])
  }

  @Test func namesThatDifferOnlyInCaseAreDuplicates() throws {
    let zip = try ZipArchive(bytes: ZipWriter.archive([("A.docx", [1]), ("a.DOCX", [2])]), limits: limits)
    #expect(zip.duplicateNames == ["a.docx"])
  }

  @Test func aMemberThatClaimsTooMuchIsRefusedUnread() throws {
    let bytes = Deflated.archive(name: "bomb", matches: 1_000, claimed: 2 << 30)
    let zip = try ZipArchive(bytes: bytes, limits: limits)
    #expect(zip.oversized?.name == "bomb")
    #expect(throws: OfficeFileError(.overLimit, part: "bomb", "")) { try zip.read(named: "bomb") }
  }

  @Test func aMemberThatUnpacksToMoreThanItClaimsIsCutOff() throws {
    let bytes = Deflated.archive(name: "liar", matches: 10_000, claimed: 1_000)
    let zip = try ZipArchive(bytes: bytes, limits: limits)
    #expect(throws: OfficeFileError(.overLimit, part: "liar", "")) { try zip.read(named: "liar") }
  }

  @Test func aWrongChecksumIsDamage() throws {
    var bytes = sample
    bytes[30 + "推荐表.docx".utf8.count] ^= 1
    let zip = try ZipArchive(bytes: bytes, limits: limits)
    #expect(throws: OfficeFileError(.unreadable, part: "推荐表.docx", "")) { try zip.read(named: "推荐表.docx") }
  }

  @Test func everyTruncationIsRefused() {
    for length in 0..<sample.count {
      #expect(throws: OfficeFileError.self) { try ZipArchive(bytes: Array(sample.prefix(length)), limits: limits) }
    }
  }

  @Test func noChangedByteCrashesTheReader() {
    for index in sample.indices {
      for value in [UInt8(0), 0x7F, 0xFF] {
        var bytes = sample
        bytes[index] = value
        guard let zip = try? ZipArchive(bytes: bytes, limits: limits) else { continue }
        for entry in zip.entries { _ = try? zip.read(entry) }
      }
    }
  }

  @Test func tooManyMembersAreRefused() {
    var few = limits
    few.entries = 1
    #expect(throws: OfficeFileError(.overLimit, "")) { try ZipArchive(bytes: sample, limits: few) }
  }
}
