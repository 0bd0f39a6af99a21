import ByteCoding
import Foundation
import GRDB
import OpenSSL
import Testing
import TransparencyLog

@testable import SessionStore

struct SQLiteLogStoreTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/log.sqlite" }

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: [1, 7, 256, 600])
  func aLogWrittenInBatchesVerifiesAfterReopening(step: Int) throws {
    try {
      var writer = try LogWriter(store: SQLiteLogStore.create(path: path), signer: signer())
      for start in stride(from: 0, to: 600, by: step) {
        let range = start..<min(start + step, 600)
        #expect(try writer.append(range.map(entry)) == range.map(UInt64.init))
      }
    }()
    let store = try SQLiteLogStore.open(path: path)
    let checkpoint = try #require(try store.latestCheckpoint())
    try checkpoint.verify(log: signer().key)
    var count = 0
    try TiledLog.verify(size: 600, root: checkpoint.checkpoint.root, read: { try store.read($0) }) {
      #expect($1 == entry(Int($0)).bytes)
      count += 1
    }
    #expect(count == 600)
    #expect(try store.index(of: entry(255).key) == 255)
    #expect(try store.index(of: .zero) == nil)
    var writer = try LogWriter(store: store, signer: signer())
    #expect(try writer.append([entry(3), entry(600)]) == [3, 600])
  }

  /// GRDB sets the writer to NORMAL when it turns WAL on; then a commit is not on the disk when it returns.
  @Test func theWriterWaitsForTheDisk() throws {
    #expect(try SQLiteLogStore.create(path: path).writerSynchronousLevel() == 2)
    #expect(try SQLiteLogStore.open(path: path).writerSynchronousLevel() == 2)
  }

  @Test func aLogIsNeitherBegunTwiceNorByAWrongPath() throws {
    _ = try SQLiteLogStore.create(path: path)
    #expect(code { _ = try SQLiteLogStore.create(path: path) } == .store)
    #expect(code { _ = try SQLiteLogStore.open(path: path + "x") } == .missing)
    #expect(!FileManager.default.fileExists(atPath: path + "x"))
    #expect(code { _ = try SQLiteLogStore.create(path: folder.path + "/absent/log.sqlite") } == .store)
  }

  @Test func otherFilesAreNotOpened() throws {
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    #expect(code { _ = try SQLiteLogStore.open(path: path) } == .store)
    let text = folder.path + "/text"
    try Data(repeating: 0x41, count: 5000).write(to: URL(filePath: text))
    #expect(code { _ = try SQLiteLogStore.open(path: text) } == .store)
    let newer = folder.path + "/newer"
    _ = try SQLiteLogStore.create(path: newer)
    try DatabaseQueue(path: newer).write { try $0.execute(sql: "PRAGMA user_version = 2") }
    #expect(code { _ = try SQLiteLogStore.open(path: newer) } == .store)
  }

  @Test func ofTwoWritersOneLoses() throws {
    let store = try SQLiteLogStore.create(path: path)
    var one = try LogWriter(store: store, signer: signer())
    var other = try LogWriter(store: SQLiteLogStore.open(path: path), signer: signer())
    #expect(try one.append([entry(0)]) == [0])
    #expect(code { _ = try other.append([entry(1)]) } == .conflict)
    #expect(try store.latestCheckpoint()?.checkpoint.size == 1)
    #expect(code { _ = try store.entries(1..<2) } == .missing)
  }

  @Test func aBatchThatFailsLeavesNothing() throws {
    let store = try SQLiteLogStore.create(path: path)
    var state = try SequencerState(origin: origin, store: store)
    _ = try state.admit(entry(0))
    let batch = try #require(try state.nextBatch())
    try store.append(batch, checkpoint: SignedCheckpoint(batch.checkpoint, signer: signer()))
    _ = state.commit()
    // The store's uniqueness of keys is the last defence, behind the caller's question.
    _ = try state.admit(entry(1))
    _ = try state.admit(entry(0))
    let doubled = try #require(try state.nextBatch())
    #expect(
      code { try store.append(doubled, checkpoint: SignedCheckpoint(doubled.checkpoint, signer: signer())) } == .store)
    #expect(try store.latestCheckpoint()?.checkpoint == batch.checkpoint)
    #expect(try store.index(of: entry(1).key) == nil)
    #expect(try store.hashTile(level: 0, number: 0).count == 32)
  }

  @Test func tilesThatWereTamperedWithAreNoticedAtTheStart() throws {
    var writer = try LogWriter(store: SQLiteLogStore.create(path: path), signer: signer())
    _ = try writer.append((0..<300).map(entry))
    try DatabaseQueue(path: path).write {
      try $0.execute(sql: "UPDATE tiles SET hashes = zeroblob(length(hashes)) WHERE level = 1")
    }
    #expect(code { _ = try LogWriter(store: SQLiteLogStore.open(path: path), signer: signer()) } == .checkpoint)
  }

  @Test func cosignaturesStayWithTheirSize() throws {
    let store = try SQLiteLogStore.create(path: path)
    var writer = try LogWriter(store: store, signer: signer())
    _ = try writer.append([entry(0)])
    _ = try writer.append([entry(1), entry(2)])
    let line = NoteSignature(name: "witness.example", keyID: 0xFFFF_FFFF, signature: [1, 2, 3])
    try store.add(cosignature: line, size: 1)
    try store.add(cosignature: line, size: 1)
    try store.add(cosignature: NoteSignature(name: line.name, keyID: line.keyID, signature: [9]), size: 1)
    #expect(try store.cosignatures(size: 1) == [line])
    #expect(try store.cosignatures(size: 3) == [])
    #expect(try store.cosignedSizes() == [1])
    #expect(code { try store.add(cosignature: line, size: 2) } == .missing)
    #expect(try store.cosignedCheckpoint(size: 1)?.note.signatures.count == 2)
    #expect(try store.cosignedCheckpoint(size: 2) == nil)
  }

  @Test func onlyTheLastSnapshotIsKept() throws {
    let store = try SQLiteLogStore.create(path: path)
    #expect(try store.snapshot() == nil)
    try store.save(LogSnapshot(size: 1, root: .zero, bytes: [1]))
    let last = LogSnapshot(size: 9, root: SHA256.hash([1]), bytes: [UInt8](repeating: 2, count: 100_000))
    try store.save(last)
    #expect(try SQLiteLogStore.open(path: path).snapshot() == last)
  }

  @Test func largestEntriesFit() throws {
    var writer = try LogWriter(store: SQLiteLogStore.create(path: path), signer: signer())
    let bytes = [UInt8](repeating: 0, count: 65_535)
    #expect(try writer.append([PendingEntry(key: .zero, bytes: bytes)]) == [0])
    #expect(try writer.store.entries(0..<1) == [bytes])
  }
}
