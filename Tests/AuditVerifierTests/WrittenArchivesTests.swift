import Archive
import AuditVerifier
import Foundation
import Panel
import Sealing
import SeasonFixture
import Testing

private let folder = ProcessInfo.processInfo.environment["PLUMBLINE_WRITE_ARCHIVES"].map { URL(filePath: $0) }

/// Writes archives for other verifiers: honest and tampered ones, each with the session code that anchors it and the
/// check that this verifier fails it for. `scripts/compare-verifiers` reads them.
@Suite(.enabled(if: folder != nil, "PLUMBLINE_WRITE_ARCHIVES names no folder"))
struct WrittenArchivesTests {
  private func write(_ name: String, _ source: some ArchiveSource, code: SessionCode?) throws {
    let folder = try #require(folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let bytes = try source.read(at: 0, count: Int(source.byteCount))
    try Data(bytes).write(to: folder.appending(path: "\(name).tar"))
    if let code { try Data("\(code)\n".utf8).write(to: folder.appending(path: "\(name).code")) }
  }

  @Test func honestOnes() throws {
    try write("good", try Seasons.honest.archive(), code: Seasons.honest.code)
    try write("good-unanchored", try Seasons.honest.archive(), code: nil)
    for stage in SmallSeason.Stage.allCases.dropLast() {
      let season = try SmallSeason(through: stage)
      try write("good-through-\(stage)", try season.archive(), code: season.code)
    }
    var season = try SmallSeason(through: .started)
    try season.withdraw("DQ9R")
    try season.enrolSubstitute("RZZ1")
    try season.log(.roster(season.roster(version: 2)))
    for stage in SmallSeason.Stage.allCases where stage > .started { try season.make(stage) }
    try write("good-withdrawal", try season.archive(), code: season.code)
    var spoilt = SeasonTampering()
    spoilt.record = { record in
      if case .sheet(var sheet) = record, sheet.by == ["R8G3"], sheet.application == "5T8W" {
        sheet.ct[0] ^= 1
        record = .sheet(sheet)
      }
    }
    let void = try SmallSeason(tampering: spoilt)
    try write("good-void-sheet", try void.archive(), code: void.code)
  }

  @Test(arguments: Array(TamperedSeasonTests.deeds.enumerated()))
  func tamperedOnes(_ number: Int, _ deed: TamperedSeasonTests.Deed) throws {
    let season = try SmallSeason(through: deed.through, tampering: deed.tampering)
    let words = deed.testDescription.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let name = "bad-\(number < 10 ? "0" : "")\(number)-\(deed.check.rawValue)-\(words.joined(separator: "-"))"
    try write(name, try season.archive(), code: season.code)
  }

  /// Some entries of an honest log missing, moved or twice there, and everything hashed and signed again.
  @Test(arguments: [0, 1, 13, 14, 15, 22, 23, 30, 35, 60, 84, 87, 93])
  func rewrittenOnes(_ index: Int) throws {
    let season = Seasons.honest
    try write("rewritten-\(index)-dropped", try season.rewritten { $0.remove(at: index) }, code: season.code)
    try write("rewritten-\(index)-twice", try season.rewritten { $0.append($0[index]) }, code: season.code)
    guard index > 0 else { return }
    try write(
      "rewritten-\(index)-swapped", try season.rewritten { $0.swapAt(index - 1, index) }, code: season.code)
  }
}
