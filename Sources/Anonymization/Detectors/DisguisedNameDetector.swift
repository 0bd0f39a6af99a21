import Intake
import Programme

/// The applicant's names taken apart by signs (济·南), written backwards (市南济, nanij), or divided by spaces in Latin
/// letters (J i n a n).
struct DisguisedNameDetector: Detector {
  private struct Target: Sendable {
    let codes: [UInt32]
    let code: String
  }

  private let targets: [Target]
  private let reversed: [Target]

  private static let separators = Set("·•‧.-_*|/~+'\"^=#&\\ ".unicodeScalars.map(\.value))

  init(applicant: Applicant) {
    var targets: [Target] = []
    for division in applicant.divisions.all {
      let isHome = applicant.ownCodes.contains(division.code)
      if isHome || division.name.count > 2 { targets.append(Target(codes: division.name.codes, code: division.code)) }
      guard isHome else { continue }
      targets.append(Target(codes: division.shortName.codes, code: division.code))
      if let syllables = DivisionFacts.pinyin[division.shortName], syllables.contains(" ") {
        targets.append(Target(codes: syllables.filter { $0 != " " }.codes, code: division.code))
      }
    }
    self.targets = targets
    let own = targets.filter { applicant.ownCodes.contains($0.code) }
    reversed = own.map { Target(codes: $0.codes.reversed(), code: $0.code) }
      .filter { $0.codes != $0.codes.reversed() }
  }

  func detections(in text: NormalizedText, context: DetectionContext) -> [Detection] {
    let codes = text.codes
    var found: [Detection] = []
    for target in targets {
      for start in codes.indices where codes[start] == target.codes[0] {
        if let end = separatedEnd(target.codes, from: start, codes) {
          found.append(Detection(range: start..<end, rule: .disguise, subject: .place(target.code)))
        }
      }
    }
    for target in reversed {
      for start in codes.places(of: target.codes) {
        let range = start..<start + target.codes.count
        guard isFree(range, codes), !overlapsForward(range, target.codes, codes),
          target.codes.count > 2
            || context.segmentation.reads(range, in: codes, cost: Segmentation.NameCost.other)
        else { continue }
        found.append(Detection(range: range, rule: .disguise, subject: .place(target.code)))
      }
    }
    return found
  }

  /// The end of the name when one and the same sign stands between each two of its characters.
  private func separatedEnd(_ name: [UInt32], from start: Int, _ codes: [UInt32]) -> Int? {
    guard start + 1 < codes.count, let separator = Optional(codes[start + 1]),
      DisguisedNameDetector.separators.contains(separator)
    else { return nil }
    var index = start
    for (position, code) in name.enumerated() {
      if position > 0 {
        guard index < codes.count, codes[index] == separator else { return nil }
        index = codes.end(from: index, limit: 3) { $0 == separator }
      }
      guard index < codes.count, codes[index] == code else { return nil }
      index += 1
    }
    return isFree(start..<index, codes) ? index : nil
  }

  /// 利民惠民 holds 民惠, but as part of 惠民.
  private func overlapsForward(_ range: Range<Int>, _ backwards: [UInt32], _ codes: [UInt32]) -> Bool {
    let name: [UInt32] = backwards.reversed()
    return (range.lowerBound - name.count + 1..<range.upperBound).contains { codes.has(name, at: $0) }
  }

  /// Latin letters must stand alone.
  private func isFree(_ range: Range<Int>, _ codes: [UInt32]) -> Bool {
    guard Sign.isLetter(codes[range.lowerBound]) else { return true }
    let before = range.lowerBound > 0 && Sign.isLetter(codes[range.lowerBound - 1])
    let after = range.upperBound < codes.count && Sign.isLetter(codes[range.upperBound])
    return !before && !after
  }
}
