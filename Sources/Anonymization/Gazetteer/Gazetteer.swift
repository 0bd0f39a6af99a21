import Intake
import Programme

/// All names of places for one applicant, found by their first character.
struct Gazetteer: Sendable {
  enum Strength: Sendable {
    /// 历城区: a name with its class word.
    case full
    /// 历城
    case short
    /// A short name that is a common noun too (平原, 河口): only the surroundings make it a name.
    case noun
  }

  struct Name: Sendable {
    let codes: [UInt32]
    let divisionCode: String
    let strength: Strength
    let rule: RedactionRule
    let subject: Subject
  }

  private let byFirst: [UInt32: [Name]]
  /// The names of one length and more at one place; longest first.
  let all: [Name]

  /// Short names that are ordinary words: without one of the surroundings of a name they stay, unless the place is the
  /// applicant's own.
  static let nouns: Set<String> = ["平原", "河口", "市中", "市南", "市北", "河东", "惠民", "东港", "天桥", "牡丹", "钢城"]

  init(applicant: Applicant, localNames: LocalNames) {
    var names: [Name] = []
    func add(_ text: String, _ code: String, _ strength: Strength, rule: RedactionRule, subject: Subject) {
      let codes = NormalizedText(text).codes
      guard codes.count >= 2 else { return }
      names.append(Name(codes: codes, divisionCode: code, strength: strength, rule: rule, subject: subject))
    }
    func add(place text: String, _ code: String, _ strength: Strength, rule: RedactionRule = .divisionName) {
      add(text, code, strength, rule: rule, subject: .place(code))
    }
    // An ambiguous name (市中区) is the applicant's own before it is another's.
    let divisions = applicant.divisions.all.sorted { left, right in
      applicant.homeCodes.contains(left.code) && !applicant.homeCodes.contains(right.code)
    }
    for division in divisions {
      add(place: division.name, division.code, .full)
      let short = division.shortName
      guard short != division.name else { continue }
      let isNoun = Gazetteer.nouns.contains(short) && !applicant.ownCodes.contains(division.code)
      add(place: short, division.code, isNoun ? .noun : .short)
      if let parent = applicant.divisions.parent(of: division) {
        add(place: parent.shortName + division.name, division.code, .full)
        // 济南市中 is a name less often than 济南市 and 中心.
        if !Gazetteer.nouns.contains(short) { add(place: parent.shortName + short, division.code, .full) }
      }
    }
    for former in DivisionFacts.formerNames {
      let strength: Strength = former.name.count > 2 || former.name.hasSuffix("县") ? .full : .short
      add(place: former.name, former.code, strength, rule: .formerName)
    }
    for zone in applicant.divisions.zones {
      for name in [zone.name] + zone.aliases where name.count > 3 {
        add(name, zone.parentCode, .full, rule: .functionalZone, subject: .park(name))
      }
    }
    if applicant.divisions.division(code: applicant.identity.divisionCode) == nil {
      add(place: applicant.identity.name, applicant.identity.divisionCode, .full)
    }
    for entry in localNames.entries {
      let isHome = applicant.homeCodes.contains(entry.divisionCode)
      guard isHome || (entry.name.count >= 3 && entry.kind != .nickname) else { continue }
      switch entry.kind {
      case .nickname:
        add(entry.name, entry.divisionCode, .short, rule: .nickname, subject: .nickname(entry.name))
      case .landmark:
        add(entry.name, entry.divisionCode, .short, rule: .landmark, subject: .landmark(entry.name))
      case .enterprise:
        add(entry.name, entry.divisionCode, .short, rule: .company, subject: .company(entry.name))
      }
    }
    all = names
    byFirst = Dictionary(grouping: names) { $0.codes[0] }.mapValues { group in
      group.enumerated()
        .sorted { ($1.element.codes.count, $0.offset) < ($0.element.codes.count, $1.offset) }
        .map(\.element)
    }
  }

  /// The names that begin here, longest first.
  func names(at index: Int, in codes: [UInt32]) -> [Name] {
    guard let candidates = byFirst[codes[index]] else { return [] }
    return candidates.filter { name in
      index + name.codes.count <= codes.count && codes[index..<index + name.codes.count].elementsEqual(name.codes)
    }
  }
}
