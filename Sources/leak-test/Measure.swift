import Anonymization
import Foundation
import Intake
import Panel

/// What became of one package.
struct Measure: Sendable {
  struct Tally: Sendable {
    var planted = 0
    var surviving = 0
    var removed: Int { planted - surviving }
  }

  /// What each stage took.
  struct Times: Sendable {
    var intake = Duration.zero
    var anonymization = Duration.zero
    var scan = Duration.zero
  }

  let times: Times
  let id: String
  let hasBundle: Bool
  private(set) var byKind: [String: Tally] = [:]
  private(set) var byPlace: [String: Tally] = [:]
  private(set) var absolute = Tally()
  private(set) var all = Tally()
  /// Identity words of the package, planted or mentioned in passing.
  private(set) var lexicon = Tally()
  private(set) var survivors: [String] = []
  private(set) var decoysSeen = 0
  private(set) var damagedDecoys: [String] = []
  private(set) var signsToKeep = 0
  private(set) var signsKept = 0
  private(set) var lost: [String] = []
  let leaks: [LeakFinding]
  let expected: Set<String>
  let found: Set<String>

  init(truth: Truth, intake: IntakeResult, document: BundleDocument?, leaks: [LeakFinding], times: Times) {
    self.times = times
    id = truth.id
    hasBundle = document != nil
    self.leaks = leaks
    expected = Set(truth.expected.findings)
    found = Set(intake.findings.map(\.code.rawValue))
    let after = document.map(Measure.texts) ?? []
    let before = intake.application.map { Measure.texts($0.narrative) } ?? []
    measureDecoys(truth, before: before, after: after)
    measureLeaks(truth, after: after)
    measureKept(truth, before: before, after: after)
  }

  private mutating func measureDecoys(_ truth: Truth, before: [String], after: [String]) {
    let old = before.joined(separator: "\n")
    let new = after.joined(separator: "\n")
    for decoy in truth.decoys {
      let times = old.components(separatedBy: decoy.phrase).count - 1
      guard times > 0 else { continue }
      decoysSeen += 1
      guard new.components(separatedBy: decoy.phrase).count - 1 < times else { continue }
      let damaged = zip(before, after).first { $0.contains(decoy.phrase) && !$1.contains(decoy.phrase) }
      damagedDecoys.append("\(decoy.phrase) \(damaged?.1 ?? "")")
    }
  }

  private mutating func measureLeaks(_ truth: Truth, after: [String]) {
    var text = after.joined(separator: "\n")
    for decoy in truth.decoys { text = text.replacingOccurrences(of: decoy.phrase, with: "\n") }
    let plain = Measure.plain(text)
    func survives(_ word: String) -> Bool {
      let word = Measure.plain(word)
      return !word.isEmpty && Measure.contains(plain, word)
    }
    for plant in truth.plants where plant.identifying {
      let gone = !(hasBundle && survives(plant.text))
      byKind[plant.kind, default: Tally()].count(gone)
      byPlace[plant.place, default: Tally()].count(gone)
      all.count(gone)
      if Truth.absolute.contains(plant.kind) || plant.check != "para" { absolute.count(gone) }
      if !gone { survivors.append("\(plant.kind) \(plant.place) \(plant.text): \(context(plant.text, after))") }
    }
    for word in truth.lexicon where hasBundle {
      let gone = !survives(word.text)
      lexicon.count(gone)
      if !gone { survivors.append("lexicon \(word.kind) \(word.text): \(context(word.text, after))") }
    }
  }

  /// The first text that still holds the word.
  private func context(_ word: String, _ texts: [String]) -> String {
    String((texts.first { Measure.plain($0).contains(Measure.plain(word)) } ?? "").prefix(80))
  }

  /// Of the characters that belong to no identity word, those that still stand, in order, in the bundle's text.
  private mutating func measureKept(_ truth: Truth, before: [String], after: [String]) {
    let words = truth.lexicon.map(\.text).sorted { $0.count > $1.count }
    for (old, new) in zip(before, after) {
      var rest = Measure.plain(old)
      for decoy in truth.decoys where rest.contains(decoy.phrase) {
        rest = rest.replacingOccurrences(of: decoy.phrase, with: decoy.phrase.map { "\u{E000}\($0)" }.joined())
      }
      for word in words { rest = rest.replacingOccurrences(of: Measure.plain(word), with: "") }
      rest = rest.replacingOccurrences(of: "\u{E000}", with: "")
      let kept = Measure.plain(Measure.withoutPlaceholders(new))
      let common = Measure.commonLength(Array(rest), Array(kept))
      signsToKeep += rest.count
      signsKept += common
      if rest.count - common > 3 { lost.append("\(rest.count - common)\t\(old)\t→\t\(new)") }
    }
  }

  private static func texts(_ document: BundleDocument) -> [String] {
    document.narrative.flatMap { section in
      [section.heading]
        + section.blocks.flatMap { block in
          switch block {
          case .paragraph(let text): [text]
          case .table(let rows): rows.flatMap { $0 }
          case .withheldPicture: [String]()
          }
        }
    }
  }

  private static func texts(_ narrative: Narrative) -> [String] {
    narrative.sections.flatMap { section in
      [section.heading]
        + section.blocks.flatMap { block in
          switch block {
          case .paragraph(let text): [text]
          case .table(let rows): rows.flatMap { $0 }
          case .picture: [String]()
          }
        }
    }
  }

  /// Letters and digits only, in plain width and lower case.
  private static func plain(_ text: String) -> String {
    String(
      text.precomposedStringWithCompatibilityMapping.lowercased().filter {
        $0.isLetter || $0.isNumber || $0 == "\u{E000}"
      })
  }

  /// Digits must stand alone to count as the number looked for.
  private static func contains(_ text: String, _ word: String) -> Bool {
    guard word.allSatisfy(\.isNumber) else { return text.contains(word) }
    var rest = text[...]
    while let range = rest.range(of: word) {
      let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
      let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
      if !before.isNumber, !after.isNumber { return true }
      rest = text[range.upperBound...]
    }
    return false
  }

  private static func withoutPlaceholders(_ text: String) -> String {
    var out = ""
    var depth = 0
    for sign in text {
      if sign == "〔" {
        depth += 1
      } else if sign == "〕", depth > 0 {
        depth -= 1
      } else if depth == 0 {
        out.append(sign)
      }
    }
    return out
  }

  /// The length of the longest common subsequence.
  private static func commonLength(_ left: [Character], _ right: [Character]) -> Int {
    var prefix = 0
    while prefix < left.count, prefix < right.count, left[prefix] == right[prefix] { prefix += 1 }
    let left = left[prefix...]
    let right = right[prefix...]
    guard !left.isEmpty, !right.isEmpty else { return prefix }
    var row = [Int](repeating: 0, count: right.count + 1)
    for sign in left {
      var diagonal = 0
      for (index, other) in right.enumerated() {
        let above = row[index + 1]
        row[index + 1] = sign == other ? diagonal + 1 : max(above, row[index])
        diagonal = above
      }
    }
    return prefix + (row.last ?? 0)
  }
}

extension Measure.Tally {
  mutating func count(_ gone: Bool) {
    planted += 1
    if !gone { surviving += 1 }
  }

  static func + (left: Measure.Tally, right: Measure.Tally) -> Measure.Tally {
    Measure.Tally(planted: left.planted + right.planted, surviving: left.surviving + right.surviving)
  }
}
