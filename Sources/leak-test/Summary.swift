import Anonymization
import Foundation

/// The measures of a corpus added up, and whether they reach the marks.
struct Summary {
  /// Of the planted identifying strings, so many in a thousand must be gone.
  private static let goneMark = 995
  /// Of the remaining text, so many in a thousand must be kept.
  private static let keptMark = 980

  private let measures: [Measure]
  private let all: Measure.Tally
  private let absolute: Measure.Tally
  private let toKeep: Int
  private let kept: Int
  private let damaged: [String]

  init(_ measures: [Measure]) {
    self.measures = measures
    all = measures.reduce(Measure.Tally()) { $0 + $1.all }
    absolute = measures.reduce(Measure.Tally()) { $0 + $1.absolute }
    toKeep = measures.reduce(0) { $0 + $1.signsToKeep }
    kept = measures.reduce(0) { $0 + $1.signsKept }
    damaged = measures.flatMap { measure in measure.damagedDecoys.map { "\(measure.id) \($0)" } }
  }

  var isPassed: Bool {
    all.removed * 1000 >= all.planted * Summary.goneMark && absolute.surviving == 0 && damaged.isEmpty
      && kept * 1000 >= toKeep * Summary.keptMark && measures.contains(where: \.hasBundle)
  }

  func print(isVerbose: Bool) {
    table("by kind", measures.map(\.byKind))
    table("by place", measures.map(\.byPlace))
    line("planted, identifying", all)
    line("of these to be gone without exception", absolute)
    line("identity words of the text", measures.reduce(Measure.Tally()) { $0 + $1.lexicon })
    let decoys = measures.reduce(0) { $0 + $1.decoysSeen }
    Swift.print("decoys in the text \(decoys), damaged \(damaged.count)")
    for decoy in damaged { Swift.print("  \(decoy)") }
    Swift.print("text to keep \(toKeep) signs, kept \(kept): \(percent(kept, toKeep))")
    printFindings(isVerbose: isVerbose)
    let leaks = measures.filter { !$0.leaks.isEmpty }
    Swift.print(
      "leak scan: \(leaks.reduce(0) { $0 + $1.leaks.count }) findings in \(leaks.count) of \(measures.filter(\.hasBundle).count) bundles"
    )
    for measure in measures where isVerbose {
      for leak in measure.leaks { Swift.print("  leak \(measure.id) \(leak.rule.rawValue) \(leak.excerpt)") }
      for survivor in measure.survivors { Swift.print("  survivor \(measure.id) \(survivor)") }
      for text in measure.lost { Swift.print("  lost \(measure.id) \(text)") }
    }
    let seconds = { (stage: KeyPath<Measure.Times, Duration>) in
      measures.reduce(Duration.zero) { $0 + $1.times[keyPath: stage] }
        .formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 2)))
    }
    Swift.print(
      "time of all packages: intake \(seconds(\.intake)), anonymization \(seconds(\.anonymization)), leak scan \(seconds(\.scan))"
    )
    Swift.print(isPassed ? "PASSED" : "FAILED")
  }

  private func printFindings(isVerbose: Bool) {
    let expected = measures.reduce(0) { $0 + $1.expected.count }
    let found = measures.reduce(0) { $0 + $1.expected.intersection($1.found).count }
    let others = measures.reduce(0) { $0 + $1.found.subtracting($1.expected).count }
    Swift.print("findings: expected \(expected), found \(found), missed \(expected - found), others reported \(others)")
    guard isVerbose else { return }
    for measure in measures {
      let missed = measure.expected.subtracting(measure.found).sorted()
      let others = measure.found.subtracting(measure.expected).sorted()
      if !missed.isEmpty || !others.isEmpty { Swift.print("  \(measure.id) missed \(missed) others \(others)") }
    }
  }

  private func table(_ title: String, _ parts: [[String: Measure.Tally]]) {
    var sums: [String: Measure.Tally] = [:]
    for part in parts { for (key, tally) in part { sums[key] = sums[key, default: Measure.Tally()] + tally } }
    Swift.print("\(title): planted / removed / surviving")
    for (key, tally) in sums.sorted(by: { $0.key < $1.key }) {
      Swift.print("  \(key): \(tally.planted) / \(tally.removed) / \(tally.surviving)")
    }
  }

  private func line(_ title: String, _ tally: Measure.Tally) {
    Swift.print(
      "\(title): \(tally.planted) / \(tally.removed) / \(tally.surviving), gone \(percent(tally.removed, tally.planted))"
    )
  }

  private func percent(_ part: Int, _ whole: Int) -> String {
    guard whole > 0 else { return "–" }
    return String(format: "%.2f %%", 100 * Double(part) / Double(whole))
  }
}
