import ByteCoding
import Foundation
import Intake
import Panel
import Programme
import Testing

@testable import Anonymization

/// A season of packages, when a corpus is at hand: `PLUMBLINE_CORPUS` names a folder with `public/season/A` and `B`.
struct CorpusTests {
  private static let corpus = ProcessInfo.processInfo.environment["PLUMBLINE_CORPUS"]

  @Test(.enabled(if: corpus != nil, "set PLUMBLINE_CORPUS to the folder of a corpus"))
  func noBundleOfASeasonHasAFinding() throws {
    let corpus = try #require(CorpusTests.corpus)
    let pipeline = IntakePipeline(programme: .shandong2023, divisions: .shandong) { _ in .zero }
    for track in ["A", "B"] {
      let folder = "\(corpus)/public/season/\(track)"
      for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
        guard let application = pipeline.read(packageAt: "\(folder)/\(name)", track: track).application else {
          continue
        }
        let output = BundleBuilder { _ in .zero }.build(
          application: application, pseudonym: "7K2M", policy: .standard, knowledge: BundleBuilder.Knowledge())
        let scan = LeakScan(
          identity: application.identity, divisions: .shandong, localNames: .shandong,
          known: output.removedNames + application.knownNames)
        #expect(scan.findings(in: output.bytes).isEmpty, "\(name)")
      }
    }
  }
}
