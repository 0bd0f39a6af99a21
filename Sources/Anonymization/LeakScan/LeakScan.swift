import Foundation
package import Intake
package import Programme

/// Looks over finished bytes for everything known about an applicant, all divisions, and the patterns of contact data
/// and numbers.
///
/// It is a second pair of eyes: its own normalisation, its own naive matching, no code of the detectors. It knows
/// nothing of how the bundle was made and reads the bytes a reviewer will get, padding and keys included.
package struct LeakScan: Sendable {
  private let own: [String]
  private let full: [String]
  private let short: [String]
  private let latin: [String]
  private let ownLatin: [String]
  private let local: [String]
  private let known: [String]
  private let phrases: [String]

  /// - Parameter known: every name and number that was found in the applicant's papers, removed ones included.
  package init(
    identity: ApplicantIdentity, divisions: DivisionTable, localNames: LocalNames, known: [String]
  ) {
    let ownCodes: Set<String> = [identity.divisionCode, identity.unitCode]
    let ownDivisions = divisions.all.filter { ownCodes.contains($0.code) }
    own = Array(Set(ownDivisions.map(\.shortName) + ownDivisions.map(\.name) + [identity.name]))
    full = divisions.all.map(\.name) + DivisionFacts.formerNames.map(\.name).filter { $0.count > 2 }
    let nouns: Set<String> = ["平原", "河口", "市中", "市南", "市北", "河东", "惠民", "东港", "天桥", "牡丹", "钢城"]
    short = Set(divisions.all.map(\.shortName)).subtracting(nouns).subtracting(ownDivisions.map(\.shortName)).sorted()
    let spell = { (division: Division) in
      DivisionFacts.pinyin[division.shortName].map { $0.filter { $0 != " " } }
    }
    latin = divisions.all.compactMap(spell).filter { $0.count >= 6 } + DivisionFacts.romanised.map(\.name)
    ownLatin = ownDivisions.compactMap(spell).filter { $0.count >= 5 }
    let homeCodes = ownCodes.union(divisions.counties(of: identity.divisionCode).map(\.code))
    local = localNames.entries.filter { homeCodes.contains($0.divisionCode) && $0.name.count >= 3 }.map(\.name)
    self.known = known
    phrases = AccidentalPhrases.phrases.map(\.text)
  }

  /// - Returns: findings in the order of their offsets; empty says that nothing was found.
  package func findings(in bundle: [UInt8]) -> [LeakFinding] {
    let text = ScanText(bundle)
    var findings = structure(bundle) + names(text) + patterns(text) + encodings(bundle)
    findings.sort { ($0.offset, $0.rule.rawValue) < ($1.offset, $1.rule.rawValue) }
    var seen: Set<String> = []
    return findings.filter { seen.insert($0.code).inserted }
  }
}

extension LeakScan {
  /// Only the members that the specification names, and a size that is a whole number of steps.
  private func structure(_ bundle: [UInt8]) -> [LeakFinding] {
    var findings: [LeakFinding] = []
    if bundle.isEmpty || bundle.count % 16_384 != 0 {
      findings.append(LeakFinding(rule: .size, offset: bundle.count, excerpt: "\(bundle.count)"))
    }
    let allowed: Set<String> = [
      "application", "form", "level", "narrative", "padding", "policy", "track", "v", "field", "state", "value", "year",
      "blocks", "depth", "heading", "section", "kind", "text", "rows",
    ]
    var index = 0
    while index < bundle.count {
      guard bundle[index] == 0x22 else {
        index += 1
        continue
      }
      let start = index
      index += 1
      while index < bundle.count, bundle[index] != 0x22 { index += bundle[index] == 0x5C ? 2 : 1 }
      if index + 1 < bundle.count, bundle[index + 1] == 0x3A {
        let key = String(decoding: bundle[start + 1..<index], as: UTF8.self)
        if !allowed.contains(key) { findings.append(LeakFinding(rule: .foreignMember, offset: start, excerpt: key)) }
      }
      index += 1
    }
    return findings
  }

  private func names(_ text: ScanText) -> [LeakFinding] {
    let positions = Dictionary(grouping: text.dense.indices) { text.dense[$0] }
    var findings: [LeakFinding] = []
    func search(_ name: [UInt32], _ rule: LeakFinding.Rule, where counts: (Int) -> Bool = { _ in true }) {
      guard let first = name.first, let starts = positions[first] else { return }
      for start in starts where text.holds(name, at: start) && counts(start) {
        findings.append(
          LeakFinding(
            rule: rule, offset: text.denseOffsets[start],
            excerpt: text.around(start..<start + name.count, reach: 6)))
      }
    }
    let check = AccidentCheck(names: own + short + full)
    for name in Set(own + short + full) {
      let signs = ScanText.fold(name)
      search(signs, .placeName) { !isExcused(name, signs.count, $0, text, check) }
    }
    for name in own where name.count >= 3 { search(ScanText.fold(name).reversed(), .reversedName) }
    for name in latin {
      let signs = ScanText.fold(name)
      search(signs, .latinName) { isWholeWord($0, signs.count, text) }
    }
    for name in ownLatin { search(ScanText.fold(name), .latinName) }
    for name in local { search(ScanText.fold(name), .localName) }
    for name in Set(known) {
      let signs = ScanText.fold(name).filter(ScanText.isLetterOrDigit)
      guard signs.count >= 3 else { continue }
      search(signs, .knownName) { isWholeNumber($0, signs, text) }
    }
    return findings
  }

  private func isExcused(_ name: String, _ count: Int, _ start: Int, _ text: ScanText, _ check: AccidentCheck) -> Bool {
    let around = text.around(start..<start + count, reach: 6)
    if phrases.contains(where: { $0.contains(name) && around.contains($0) }) { return true }
    let before = text.around(start..<start, before: 12, after: 0)
    let after = text.around(start + count..<start + count, before: 0, after: 12)
    // 佛山、福山模式: a list that began in another province.
    if LeakScan.elsewhere.contains(where: before.contains), let next = after.first, "模经做样".contains(next) {
      return true
    }
    return check.isAccident(name, before: Array(before), after: Array(after))
  }

  private static let elsewhere = ["广东", "江苏", "浙江", "福建", "河南", "河北", "安徽", "辽宁", "四川", "湖南", "湖北"]

  /// Latin letters must not go on on either side.
  private func isWholeWord(_ start: Int, _ count: Int, _ text: ScanText) -> Bool {
    let end = start + count
    let isLatin = { (index: Int) in (0x61...0x7A).contains(text.dense[index]) }
    let before = start > 0 && text.isJoined[start] && isLatin(start - 1)
    let after = end < text.dense.count && text.isJoined[end] && isLatin(end)
    return !before && !after
  }

  /// Digits must not go on on either side.
  private func isWholeNumber(_ start: Int, _ name: [UInt32], _ text: ScanText) -> Bool {
    let isDigit = { (index: Int) in (0x30...0x39).contains(text.dense[index]) }
    guard name.allSatisfy({ (0x30...0x39).contains($0) }) else { return true }
    let end = start + name.count
    let before = start > 0 && text.isJoined[start] && isDigit(start - 1)
    let after = end < text.dense.count && text.isJoined[end] && isDigit(end)
    return !before && !after
  }

  private func patterns(_ text: ScanText) -> [LeakFinding] {
    LeakPatterns(text).findings
  }

  /// Names behind base64, percent escapes and `\u` escapes.
  private func encodings(_ bundle: [UInt8]) -> [LeakFinding] {
    var findings: [LeakFinding] = []
    let targets = Set(own + full).map { [UInt8]($0.utf8) }
    let isSign = { (byte: UInt8) in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2B
        || byte == 0x2F || byte == 0x3D || byte == 0x2D || byte == 0x5F
    }
    var index = 0
    while index < bundle.count {
      var end = index
      while end < bundle.count, isSign(bundle[end]) { end += 1 }
      if end - index >= 8 {
        let token = String(decoding: bundle[index..<end], as: UTF8.self)
          .replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/").filter { $0 != "=" }
        let padded = token + String(repeating: "=", count: (4 - token.count % 4) % 4)
        if let data = Data(base64Encoded: padded), targets.contains(where: { [UInt8](data).firstRange(of: $0) != nil })
        {
          findings.append(LeakFinding(rule: .encodedName, offset: index, excerpt: token))
        }
      }
      index = max(end, index + 1)
    }
    for (offset, decoded) in LeakEscapes.decoded(bundle)
    where targets.contains(where: { decoded.firstRange(of: $0) != nil }) {
      findings.append(
        LeakFinding(rule: .encodedName, offset: offset, excerpt: String(decoding: decoded, as: UTF8.self)))
    }
    return findings
  }
}

extension ScanText {
  fileprivate func holds(_ name: [UInt32], at start: Int) -> Bool {
    start + name.count <= dense.count && dense[start..<start + name.count].elementsEqual(name)
  }

  fileprivate func around(_ range: Range<Int>, reach: Int) -> String {
    around(range, before: reach, after: reach)
  }

  fileprivate func around(_ range: Range<Int>, before: Int, after: Int) -> String {
    let wide = max(0, range.lowerBound - before)..<min(dense.count, range.upperBound + after)
    return String(String.UnicodeScalarView(dense[wide].compactMap(Unicode.Scalar.init)))
  }
}
