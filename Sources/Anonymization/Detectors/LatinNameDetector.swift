import Intake
import Programme

/// Divisions' names in Latin letters: Jinan, Tai'an, JI NAN, jinangxj, Jinan City, Tsingtao.
struct LatinNameDetector: Detector {
  private struct Spelling: Sendable {
    let letters: [UInt32]
    let code: String
  }

  /// Whole words that mean a place, by their letters; single syllables only with their class word.
  private let words: [[UInt32]: String]
  /// The applicant's own and its city's: found inside longer words too.
  private let own: [Spelling]

  private static let classWords = Lexicon(
    "city municipality municipal county district prefecture province town new\u{20}area")
  private static let shortestInside = 5

  init(applicant: Applicant) {
    var words: [[UInt32]: String] = [:]
    var own: [Spelling] = []
    for division in applicant.divisions.all {
      guard let syllables = DivisionFacts.pinyin[division.shortName] else { continue }
      let joined = syllables.filter { $0 != " " }
      let suffixes: [String] =
        switch division.kind {
        case .city, .countyLevelCity: ["shi", "city"]
        case .district: ["qu", "district"]
        case .county: ["xian", "county"]
        }
      let isSyllable = !syllables.contains(" ")
      let isOwn = applicant.ownCodes.contains(division.code)
      for suffix in suffixes + (isSyllable ? [] : [""]) {
        let letters = (joined + suffix).codes
        if words[letters] == nil || isOwn { words[letters] = division.code }
      }
      if isOwn, joined.count >= LatinNameDetector.shortestInside {
        own.append(Spelling(letters: joined.codes, code: division.code))
      }
    }
    for spelling in DivisionFacts.romanised { words[spelling.name.codes] = spelling.code }
    self.words = words
    self.own = own
  }

  func detections(in text: NormalizedText, context: DetectionContext) -> [Detection] {
    let codes = text.codes
    var found: [Detection] = []
    var index = 0
    while index < codes.count {
      guard Sign.isLetter(codes[index]) else {
        index += 1
        continue
      }
      let end = codes.end(from: index, while: Sign.isLetter)
      if let (range, code) = name(from: index, firstEnd: end, codes) {
        found.append(Detection(range: range, rule: .latinName, subject: .place(code)))
        index = range.upperBound
      } else {
        index = end
      }
    }
    return found
  }

  /// Joins up to six words that only a space, an apostrophe or a hyphen divides.
  private func name(from start: Int, firstEnd: Int, _ codes: [UInt32]) -> (Range<Int>, String)? {
    var letters = Array(codes[start..<firstEnd])
    var end = firstEnd
    var best: (Range<Int>, String)?
    for _ in 0..<6 {
      if let code = words[letters] { best = (start..<end, code) }
      guard end + 1 < codes.count, [0x20, 0x27, 0x2019, 0x2D, 0x5F, 0xB7].contains(codes[end]),
        Sign.isLetter(codes[end + 1])
      else { break }
      let next = codes.end(from: end + 1, while: Sign.isLetter)
      letters += codes[end + 1..<next]
      end = next
    }
    if best == nil {
      let word = Array(codes[start..<firstEnd])
      let inside = own.first { spelling in !word.places(of: spelling.letters).isEmpty }
      best = inside.map { (start..<firstEnd, $0.code) }
    }
    guard let (range, code) = best else { return nil }
    let next = codes.skippingSpaces(from: range.upperBound)
    if let length = LatinNameDetector.classWords.length(at: next, in: codes),
      codes.end(from: next, while: Sign.isLetter) == next + length
    {
      return (range.lowerBound..<next + length, code)
    }
    return (range, code)
  }
}
