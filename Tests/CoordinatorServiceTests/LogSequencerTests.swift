import ByteCoding
import Foundation
import OpenSSL
import Panel
import Sealing
import SeasonFixture
import SessionStore
import Testing
import TransparencyLog

@testable import CoordinatorService

/// The one writer, on a real SQLite file.
@Suite struct LogSequencerTests {
  private let season: SmallSeason
  private let path: String

  init() throws {
    // Records that saw nothing may come in any order.
    var tampering = SeasonTampering()
    tampering.record = { record in
      let nothing = Seen(size: 0, root: .zero)
      switch record {
      case .sheet(var sheet):
        sheet.seen = nothing
        record = .sheet(sheet)
      case .final(var final):
        final.seen = nothing
        record = .final(final)
      default: break
      }
    }
    season = try SmallSeason(tampering: tampering)
    path = FileManager.default.temporaryDirectory.appending(path: "sequencer-\(UUID().uuidString)").path
  }

  private func open(creating: Bool = false) throws -> (SessionStore.SessionFolder, LogSequencer) {
    let folder = creating ? try SessionFolder.create(path: path) : try SessionFolder.open(path: path)
    if creating { for blob in season.log.blobs.values { try folder.blobs.put(blob) } }
    return (folder, try LogSequencer(store: folder.log, blobs: folder.blobs, signer: season.logSigner()))
  }

  private func removeFolder() { try? FileManager.default.removeItem(atPath: path) }

  @Test func aWholeSeasonGoesInAndIsFoldedAgainAtTheNextStart() async throws {
    defer { removeFolder() }
    do {
      let (_, sequencer) = try open(creating: true)
      for (index, entry) in season.log.entries.enumerated() {
        let placed = try await sequencer.submit(entry)
        #expect(placed.index == Int64(index))
      }
    }
    let (folder, sequencer) = try open()
    #expect(await sequencer.state.phase == .sealed)
    #expect(try folder.log.latestCheckpoint()?.checkpoint.root == season.log.frontier.root)
  }

  @Test func theSameRecordAgainGetsTheSameAnswer() async throws {
    defer { removeFolder() }
    let (_, sequencer) = try open(creating: true)
    let entries = Array(season.log.entries.prefix(3))
    for entry in entries { _ = try await sequencer.submit(entry) }
    for (index, entry) in entries.enumerated() {
      #expect(try await sequencer.submit(entry).index == Int64(index))
    }
    #expect(await sequencer.state.nextIndex == 3)
  }

  @Test func manyHandsAtOnceGetOneOrder() async throws {
    defer { removeFolder() }
    let (_, sequencer) = try open(creating: true)
    let records = season.records
    let first = try #require(records.firstIndex { if case .sheet = $0.record { true } else { false } })
    for record in records[..<first] { _ = try await sequencer.submit(record) }
    let chains = Dictionary(
      grouping: records[first...].filter {
        switch $0.record {
        case .sheet, .recusal, .final: true
        default: false
        }
      }, by: { $0.record.payload.by })
    let indices = try await withThrowingTaskGroup(of: [Int64].self) { group in
      for chain in chains.values {
        group.addTask {
          var own: [Int64] = []
          for record in chain {
            async let again = sequencer.submit(record)
            let index = try await sequencer.submit(record).index
            own.append(index)
            #expect(try await again.index == index)
          }
          return own
        }
      }
      return try await group.reduce(into: [Int64]()) { $0 += $1 }
    }
    #expect(indices.sorted() == (Int64(first)..<Int64(first + indices.count)).map { $0 })
  }

  @Test func whatIsNotAdmittedLeavesNoTrace() async throws {
    defer { removeFolder() }
    let (folder, sequencer) = try open(creating: true)
    _ = try await sequencer.submit(season.log.entries[0])
    let sheet = try #require(season.records.first { if case .sheet = $0.record { true } else { false } })
    await #expect(throws: StateError.self) { try await sequencer.submit(sheet) }
    var forged = season.log.entries[1]
    forged[forged.count - 10] ^= 1
    await #expect(throws: (any Error).self) { try await sequencer.submit(forged) }
    #expect(try folder.log.latestCheckpoint()?.checkpoint.size == 1)
    #expect(try await sequencer.submit(season.log.entries[1]).index == 1)
  }

  @Test func anotherKeyCannotContinueTheLog() async throws {
    defer { removeFolder() }
    do {
      let (_, sequencer) = try open(creating: true)
      _ = try await sequencer.submit(season.log.entries[0])
    }
    let folder = try SessionFolder.open(path: path)
    let stranger = try NoteSigner(name: season.log.origin, type: .ed25519, privateKey: .generate())
    #expect(throws: LogError.self) {
      try LogSequencer(store: folder.log, blobs: folder.blobs, signer: stranger)
    }
  }

  @Test func reviewersSeeControlRecordsAndTheirOwn() async throws {
    defer { removeFolder() }
    let (_, sequencer) = try open(creating: true)
    for entry in season.log.entries { _ = try await sequencer.submit(entry) }
    let control = await sequencer.controlRecords(from: 0, limit: .max)
    let reviewer = SeasonKeys.reviewers[0]
    let own = await sequencer.records(of: reviewer, from: 0, limit: .max)
    for index in control {
      switch season.records[Int(index)].record {
      case .sheet, .recusal, .final: Issue.record("entry \(index) is no control record")
      default: break
      }
    }
    #expect(own.allSatisfy { season.records[Int($0)].record.payload.by == [reviewer] })
    #expect(
      own.count
        == season.records.count { record in
          switch record.record {
          case .sheet, .recusal, .final: record.record.payload.by == [reviewer]
          default: false
          }
        })
  }
}
