import ByteCoding
import Testing

@testable import TransparencyLog

struct SequencerTests {
  private func fresh() throws -> SequencerState {
    try SequencerState(origin: origin, store: MemoryLogStore())
  }

  @Test func whatArrivesDuringOneBatchIsTheNext() throws {
    var state = try fresh()
    #expect(try state.nextBatch() == nil)
    #expect(try state.admit(pending(0)) == .queued)
    let first = try #require(try state.nextBatch())
    #expect(first.entries == [pending(0)])
    #expect(first.base.size == 0 && first.checkpoint.size == 1)
    #expect(try state.admit(pending(1)) == .queued)
    #expect(try state.admit(pending(2)) == .queued)
    #expect(try state.nextBatch() == nil)
    #expect(state.head.size == 0)
    #expect(state.commit() == [SequencerState.Answer(key: pending(0).key, index: 0)])
    #expect(state.head == first.checkpoint)
    let second = try #require(try state.nextBatch())
    #expect(second.base == first.checkpoint)
    #expect(second.entries == [pending(1), pending(2)])
    #expect(state.commit().map(\.index) == [1, 2])
    #expect(try state.nextBatch() == nil)
  }

  @Test func theSameKeyJoinsWhileWaitingOrUnderWay() throws {
    var state = try fresh()
    #expect(try state.admit(pending(0)) == .queued)
    #expect(try state.admit(pending(0)) == .joined)
    _ = try state.nextBatch()
    #expect(try state.admit(pending(0)) == .joined)
    #expect(state.commit().count == 1)
    #expect(state.pendingCount == 0)
  }

  @Test func batchesAreBoundedAndTheRestFollows() throws {
    var state = try fresh()
    let count = SequencerState.maximumBatchEntries + 10
    for index in 0..<count { _ = try state.admit(pending(index)) }
    #expect(try state.nextBatch()?.entries.count == SequencerState.maximumBatchEntries)
    _ = state.commit()
    #expect(try state.nextBatch()?.entries.count == 10)
    #expect(state.commit().last?.index == UInt64(count - 1))
  }

  @Test func tooMuchWaitingIsSaid() throws {
    var state = try fresh()
    for index in 0..<SequencerState.maximumPendingEntries {
      _ = try state.admit(PendingEntry(key: pending(index).key, bytes: []))
    }
    #expect(code { _ = try state.admit(pending(-1)) } == .limit)
    var other = try fresh()
    let large = PendingEntry(key: .zero, bytes: [UInt8](repeating: 0, count: 65_536))
    #expect(code { _ = try other.admit(large) } == .entry)
  }

  @Test func afterAFailureNothingMoreIsWritten() throws {
    var state = try fresh()
    _ = try state.admit(pending(0))
    _ = try state.nextBatch()
    _ = try state.admit(pending(1))
    #expect(Set(state.fail()) == [pending(0).key, pending(1).key])
    #expect(code { _ = try state.admit(pending(2)) } == .halted)
    #expect(code { _ = try state.nextBatch() } == .halted)
  }

  @Test func tileAppendsContinueWhereTheTreeEnds() throws {
    let store = try filledStore(255)
    var state = try SequencerState(origin: origin, store: store)
    for index in 255..<258 { _ = try state.admit(pending(index)) }
    let batch = try #require(try state.nextBatch())
    #expect(
      batch.tiles.map { [$0.level, Int($0.number), $0.start, $0.hashes.count / 32] } == [
        [0, 0, 255, 1], [1, 0, 0, 1], [0, 1, 0, 2],
      ])
  }

  @Test func aStoreThatDoesNotMatchItsCheckpointIsRefused() throws {
    let other = try Checkpoint(origin: origin, size: 1, root: MerkleTree.emptyRoot)
    var frontier = MerkleFrontier()
    frontier.append(MerkleTree.leafHash(entry(0)))
    #expect(code { _ = try SequencerState(head: other, frontier: frontier) } == .checkpoint)
    #expect(code { _ = try SequencerState(origin: "other.example", store: filledStore(1)) } == .checkpoint)
  }
}

struct LogWriterTests {
  @Test func anEntryThatComesAgainKeepsItsIndex() throws {
    let store = try filledStore(10)
    var writer = try LogWriter(store: store, signer: logSigner())
    #expect(try writer.append([pending(3), pending(10), pending(10), pending(9)]) == [3, 10, 10, 9])
    #expect(writer.head.size == 11)
    #expect(try writer.append([]) == [])
  }

  @Test func twoWritersNeverBothSign() throws {
    let store = try filledStore(5)
    var one = try LogWriter(store: store, signer: logSigner())
    var other = try LogWriter(store: store, signer: logSigner())
    #expect(try one.append([pending(5)]) == [5])
    #expect(code { _ = try other.append([pending(6)]) } == .conflict)
    #expect(code { _ = try other.append([pending(7)]) } == .halted)
    #expect(store.latestCheckpoint()?.checkpoint.size == 6)
  }

  @Test func afterAFailedWriteANewWriterGoesOn() throws {
    let store = try filledStore(5)
    var writer = try LogWriter(store: store, signer: logSigner())
    store.failNextAppend()
    #expect(code { _ = try writer.append([pending(5)]) } == .store)
    var next = try LogWriter(store: store, signer: logSigner())
    #expect(try next.append([pending(5)]) == [5])
  }

  @Test func aHeadThatThisKeyDidNotSignIsRefused() throws {
    let store = try filledStore(5)
    let other = try NoteSigner(name: origin, type: .ed25519, privateKey: privateKey(9))
    #expect(code { _ = try LogWriter(store: store, signer: other) } == .signature)
  }
}

struct TileExporterTests {
  @Test func filesComeInByteOrderAndVerify() throws {
    let store = try filledStore(600)
    let sizes = store.sizes.filter { $0 < 600 }
    for size in sizes.prefix(4) + [600] {
      let checkpoint = try #require(store.checkpoint(size: size)?.checkpoint)
      try store.add(cosignature: witnessSigner(1).sign(checkpoint, time: 5), size: size)
    }
    var files: [LogFile] = []
    let exporter = try TileExporter(store, size: 600)
    try exporter.forEachFile { files.append($0) }
    let paths = files.map(\.path)
    #expect(paths == paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(Set(paths).count == paths.count)
    #expect(paths.filter { $0.hasPrefix("checkpoints/") }.count == 4)

    let contents = Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.bytes) })
    let checkpoint = try SignedCheckpoint(bytes: #require(contents["checkpoint"]))
    #expect(try checkpoint.verify(log: logSigner().key, witnesses: [witnessSigner(1).key]).map(\.time) == [5])
    var seen: UInt64 = 0
    try TiledLog.verify(
      size: 600, root: checkpoint.checkpoint.root, read: { try #require(contents[$0.path]) },
      entry: { _, _ in seen += 1 })
    #expect(seen == 600)
  }

  @Test func onlySignedSizesAreExported() throws {
    let store = try filledStore(5)
    #expect(code { _ = try TileExporter(store, size: 2) } == .missing)
    #expect(code { _ = try TileExporter(store, size: 300_000_000) } == .limit)
  }
}
