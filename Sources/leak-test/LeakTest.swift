import Anonymization
import Foundation
import Intake
import OpenSSL
import Panel
import Programme

/// `leak-test CORPUS TRUTH [--verbose]`: intake and anonymization over a whole corpus, measured against its truth.
///
/// Exit codes: 0 all marks reached; 1 a mark missed; 2 the corpus or the truth cannot be read.
@main
struct LeakTest {
  static func main() async {
    let arguments = CommandLine.arguments.dropFirst().filter { !$0.hasPrefix("--") }
    let isVerbose = CommandLine.arguments.contains("--verbose")
    guard arguments.count == 2, let corpus = arguments.first, let folder = arguments.last else {
      complain("用法 usage: scripts/leak-test CORPUS TRUTH [--verbose]")
      exit(2)
    }
    let truths: [Truth]
    do {
      truths = try Truth.all(in: folder)
    } catch {
      complain("无法读取 cannot read \(folder): \(error)")
      exit(2)
    }
    guard !truths.isEmpty else {
      complain("\(folder) 中没有真值文件 holds no truth file")
      exit(2)
    }
    let start = ContinuousClock.now
    let measures = await measureAll(truths, corpus: corpus)
    let summary = Summary(measures)
    summary.print(isVerbose: isVerbose)
    let seconds = ContinuousClock.now - start
    print(
      "\(truths.count) packages, \(seconds.formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 1))))")
    exit(summary.isPassed ? 0 : 1)
  }

  private static func complain(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Two packages at a time; results in the order of the truths.
  private static func measureAll(_ truths: [Truth], corpus: String) async -> [Measure] {
    let pipeline = IntakePipeline(programme: .shandong2023, divisions: .shandong) { SHA256.hash($0) }
    return await withTaskGroup(of: (Int, Measure).self) { group in
      var measures = [Measure?](repeating: nil, count: truths.count)
      var next = 0
      func start() {
        guard next < truths.count else { return }
        let index = next
        next += 1
        group.addTask { (index, measure(truths[index], corpus: corpus, pipeline)) }
      }
      start()
      start()
      while let (index, measure) = await group.next() {
        measures[index] = measure
        start()
      }
      return measures.compactMap(\.self)
    }
  }

  private static func measure(_ truth: Truth, corpus: String, _ pipeline: IntakePipeline) -> Measure {
    let clock = ContinuousClock()
    var times = Measure.Times()
    var start = clock.now
    let intake = pipeline.read(packageAt: corpus + "/" + truth.folder, track: truth.track)
    times.intake = clock.now - start
    guard let application = intake.application else {
      return Measure(truth: truth, intake: intake, document: nil, leaks: [], times: times)
    }
    start = clock.now
    let output = BundleBuilder { SHA256.hash($0) }.build(
      application: application, pseudonym: "TEST", policy: .standard, knowledge: BundleBuilder.Knowledge())
    times.anonymization = clock.now - start
    start = clock.now
    let scan = LeakScan(
      identity: application.identity, divisions: .shandong, localNames: .shandong,
      known: output.removedNames + application.knownNames)
    let leaks = scan.findings(in: output.bytes)
    times.scan = clock.now - start
    return Measure(truth: truth, intake: intake, document: output.document, leaks: leaks, times: times)
  }
}
