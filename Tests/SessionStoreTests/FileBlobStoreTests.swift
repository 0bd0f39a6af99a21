import ByteCoding
import Foundation
import OpenSSL
import Testing
import TransparencyLog

@testable import SessionStore

struct FileBlobStoreTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/blobs" }

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func contentIsFoundByItsDigest() throws {
    let store = try FileBlobStore.create(folder: path)
    let content = (0..<100_000).map { UInt8($0 % 251) }
    let digest = try store.put(content)
    #expect(digest == SHA256.hash(content))
    #expect(try store.put(content) == digest)
    let again = try FileBlobStore.open(folder: path)
    #expect(try again.get(digest, limit: 100_000) == content)
    #expect(try again.size(of: digest) == 100_000)
    #expect(try again.contains(digest))
    #expect(try again.read(digest, at: 99_990, count: 10) == [UInt8](content.suffix(10)))
    #expect(try again.read(digest, at: 100_000, count: 0) == [])
    #expect(try again.get(again.put([]), limit: 0) == [])
  }

  @Test func whatIsNotThereIsMissing() throws {
    let store = try FileBlobStore.create(folder: path)
    let digest = try store.put([1, 2, 3])
    #expect(try store.size(of: .zero) == nil)
    #expect(code { _ = try store.get(.zero, limit: 9) } == .missing)
    #expect(code { _ = try store.read(.zero, at: 0, count: 1) } == .missing)
    #expect(code { _ = try store.read(digest, at: 2, count: 2) } == .missing)
    #expect(code { _ = try store.read(digest, at: .max, count: 1) } == .missing)
    #expect(code { _ = try store.read(digest, at: 0, count: -1) } == .missing)
    #expect(code { _ = try store.get(digest, limit: 2) } == .limit)
    #expect(code { _ = try FileBlobStore.open(folder: path + "x") } == .missing)
    #expect(code { _ = try FileBlobStore.create(folder: path) } == .store)
  }

  @Test func damageIsNoticedOnReading() throws {
    let store = try FileBlobStore.create(folder: path)
    let digest = try store.put([1, 2, 3])
    let file = "\(path)/\(Hex.encode(digest.bytes.prefix(1)))/\(digest)"
    try Data([1, 2, 4]).write(to: URL(filePath: file))
    #expect(code { _ = try store.get(digest, limit: 9) } == .store)
  }

  @Test func whatACrashLeftHalfWrittenIsSweptAway() throws {
    let store = try FileBlobStore.create(folder: path)
    let digest = try store.put([1])
    let half = path + "/.new-0"
    #expect(FileManager.default.createFile(atPath: half, contents: Data([1])))
    let again = try FileBlobStore.open(folder: path)
    #expect(!FileManager.default.fileExists(atPath: half))
    #expect(try again.contains(digest))
  }
}

struct SessionFolderTests {
  @Test func oneProcessHoldsAFolder() throws {
    let temporary = try TemporaryFolder()
    let path = temporary.path + "/session"
    try {
      let session = try SessionFolder.create(path: path)
      #expect(code { _ = try SessionFolder.open(path: path) } == .conflict)
      #expect(try session.blobs.contains(.zero) == false)
      #expect(try session.log.latestCheckpoint() == nil)
    }()
    _ = try SessionFolder.open(path: path)
    #expect(code { _ = try SessionFolder.create(path: path) } == .store)
    #expect(code { _ = try SessionFolder.open(path: temporary.path) } == .missing)
    #expect(!FileManager.default.fileExists(atPath: temporary.path + "/lock"))
  }
}
