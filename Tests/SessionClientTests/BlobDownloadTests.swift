import ByteCoding
import ClientFixture
import OpenSSL
import Testing
import WireProtocol

@testable import SessionClient

/// Gives ranges of one blob; breaks off after so many of them.
private actor RangeLink: SessionLink {
  nonisolated let welcome = Welcome(
    session: .zero, software: "", phase: "", checkpoint: [], code: "", role: .reviewer)
  private let blob: [UInt8]
  private var rangesLeft: Int
  private(set) var offsets: [UInt64] = []

  init(_ blob: [UInt8], breaksAfter ranges: Int = .max) {
    self.blob = blob
    rangesLeft = ranges
  }

  func ask(_ request: WireRequest) throws -> WireAnswer { throw WireRefusal.forbidden("a test asks for ranges only") }

  func read(_ range: BlobRange) throws -> (part: BlobPart, bytes: [UInt8]) {
    guard rangesLeft > 0 else { throw ClientError(.unreachable, zh: "断线", en: "cut off") }
    rangesLeft -= 1
    offsets.append(range.offset)
    let bytes = Array(blob.dropFirst(Int(range.offset)).prefix(Int(range.length)))
    return (BlobPart(size: UInt64(blob.count), offset: range.offset, length: UInt32(bytes.count)), bytes)
  }

  func close() {}
}

struct BlobDownloadTests {
  private static let blob = (0..<(2 * WireLimits.blobRange + 5)).map { UInt8(truncatingIfNeeded: $0 &* 31) }

  @Test func aBrokenDownloadGoesOnWhereItWas() async throws {
    let store = MemoryHome()
    let digest = SHA256.hash(Self.blob)
    await #expect(throws: ClientError.self) {
      try await BlobDownload(digest, limit: 1 << 30, into: store, by: RangeLink(Self.blob, breaksAfter: 1)).run()
    }
    let link = RangeLink(Self.blob)
    let download = BlobDownload(digest, limit: 1 << 30, into: store, by: link)
    #expect(try await download.run() == Self.blob)
    #expect(await link.offsets == [UInt64(WireLimits.blobRange), 2 * UInt64(WireLimits.blobRange)])
    try download.discard()
    #expect(store.names(prefix: "part.").isEmpty)
  }

  @Test func otherBytesAreThrownAway() async throws {
    let store = MemoryHome()
    var changed = Self.blob
    changed[3] ^= 1
    let error = await #expect(throws: ClientError.self) {
      try await BlobDownload(SHA256.hash(Self.blob), limit: 1 << 30, into: store, by: RangeLink(changed)).run()
    }
    #expect(error?.code == .dishonest)
    #expect(store.names(prefix: "part.").isEmpty)
  }

  @Test func aBlobSaidToBeTooLongIsNotFetched() async {
    let error = await #expect(throws: ClientError.self) {
      try await BlobDownload(SHA256.hash(Self.blob), limit: 1_000, into: MemoryHome(), by: RangeLink(Self.blob)).run()
    }
    #expect(error?.code == .dishonest)
  }

  @Test func anEmptyBlobIsFetchedToo() async throws {
    let bytes = try await BlobDownload(SHA256.hash([]), limit: 10, into: MemoryHome(), by: RangeLink([])).run()
    #expect(bytes.isEmpty)
  }
}
