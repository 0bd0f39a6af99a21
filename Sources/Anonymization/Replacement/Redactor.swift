/// One text of an application, with the heading of the table's column it stands under.
struct LabelledText: Sendable {
  let text: String
  let label: String

  init(_ text: String, label: String = "") {
    self.text = text
    self.label = label
  }
}

/// One thing that was replaced.
package struct Replacement: Hashable, Sendable {
  package let rule: RedactionRule
  /// As it was written, disguise included.
  package let written: String
  package let placeholder: String

  /// False for what can stand in the text again with another meaning: places (scanned for apart), ranks.
  package var namesSomebody: Bool {
    switch rule {
    case .divisionName, .formerName, .latinName, .rank, .areaCode, .route, .abbreviation, .township, .picture: false
    default: true
    }
  }
}

/// Replaces what names somebody in the texts of one application.
struct Redactor {
  private let applicant: Applicant
  private let policy: AnonymizationPolicy
  private let gazetteer: Gazetteer
  private let detectors: [any Detector]
  private var known = KnownNameDetector([])
  private var book: PlaceholderBook

  /// Replacing can bring characters together that spell a name; more rounds than this never were needed.
  private static let rounds = 3

  init(applicant: Applicant, localNames: LocalNames, policy: AnonymizationPolicy) {
    self.applicant = applicant
    self.policy = policy
    gazetteer = Gazetteer(applicant: applicant, localNames: localNames)
    book = PlaceholderBook(applicant: applicant)
    detectors = [
      PlaceDetector(), LatinNameDetector(applicant: applicant), DisguisedNameDetector(applicant: applicant),
      EncodedTextDetector(latin: LatinNameDetector(applicant: applicant)), CompanyDetector(),
      InstitutionDetector(hidesProvincialSchools: policy == .strict), AddressDetector(), PersonDetector(),
      ContactDetector(), NumberDetector(), DocumentNumberDetector(), PathDetector(), EpithetDetector(),
      AbbreviationDetector(), RankDetector(),
    ]
  }

  /// Collects the names that the texts introduce, so that they are found where nothing introduces them.
  mutating func learn(from texts: [LabelledText]) {
    var names: [KnownName] = []
    var seen: Set<Subject> = []
    for name in applicant.declaredNames {
      let plain = NormalizedText(name).codes.text
      names.append(KnownName(name: plain, rule: .declaredName, subject: .declared(plain)))
    }
    for name in applicant.knownNames {
      guard let known = KnownName(written: name), seen.insert(known.subject).inserted else { continue }
      names.append(known)
    }
    let learners: [any Detector] = [PersonDetector(), CompanyDetector(), EpithetDetector(), AbbreviationDetector()]
    for text in texts {
      let normalized = NormalizedText(text.text)
      let context = self.context(label: text.label)
      for detection in learners.flatMap({ $0.detections(in: normalized, context: context) }) {
        guard detection.rule != .route, seen.insert(detection.subject).inserted else { continue }
        names.append(
          KnownName(name: normalized.plain(detection.range), rule: detection.rule, subject: detection.subject))
        if case .company(let name) = detection.subject, let core = CompanyDetector.core(of: name, context: context) {
          names.append(KnownName(name: core, rule: .company, subject: detection.subject))
        }
      }
    }
    known = KnownNameDetector(names)
  }

  mutating func redact(_ text: LabelledText) -> (text: String, replacements: [Replacement]) {
    var current = text.text
    var replacements: [Replacement] = []
    for _ in 0..<Redactor.rounds {
      let (next, made) = redactOnce(LabelledText(current, label: text.label))
      guard !made.isEmpty else { break }
      current = next
      replacements += made
    }
    return (current, replacements)
  }

  private mutating func redactOnce(_ text: LabelledText) -> (String, [Replacement]) {
    let normalized = NormalizedText(text.text)
    let context = self.context(label: text.label)
    let all = (detectors + [known]).flatMap { $0.detections(in: normalized, context: context) }
      .filter { policy.applies(to: $0.rule) && !Redactor.touchesPlaceholder($0, normalized) }
    let chosen = Redactor.resolve(all)
    guard !chosen.isEmpty else { return (text.text, []) }
    var scalars = String.UnicodeScalarView()
    var replacements: [Replacement] = []
    var position = 0
    for detection in chosen {
      let range = normalized.originalRange(detection.range)
      guard range.lowerBound >= position else { continue }
      scalars.append(contentsOf: normalized.original[position..<range.lowerBound])
      let placeholder = book.placeholder(for: detection.subject)
      scalars.append(contentsOf: placeholder.unicodeScalars)
      replacements.append(
        Replacement(rule: detection.rule, written: normalized.written(detection.range), placeholder: placeholder))
      position = range.upperBound
    }
    scalars.append(contentsOf: normalized.original[position...])
    return (String(scalars), replacements)
  }

  /// Where one of the applicant's own names still stands after replacing, judged to be there by accident.
  func doubts(in redacted: String) -> [(rule: RedactionRule, excerpt: String)] {
    guard policy != .named else { return [] }
    let text = NormalizedText(redacted)
    return gazetteer.all.filter { name in
      if case .place(let code) = name.subject { applicant.ownCodes.contains(code) } else { false }
    }.flatMap { name in
      text.codes.places(of: name.codes).map { start in
        let around = max(0, start - 6)..<min(text.count, start + name.codes.count + 6)
        return (name.rule, text.plain(around))
      }
    }
  }

  /// True for what an earlier round put there: 〔企业1〕. 〔2023〕 is none.
  private static func touchesPlaceholder(_ detection: Detection, _ text: NormalizedText) -> Bool {
    let codes = text.codes
    let start = codes.start(before: detection.range.lowerBound, limit: 8) { $0 != 0x3014 && $0 != 0x3015 }
    let isInside = start > 0 && codes[start - 1] == 0x3014 && start < codes.count && Sign.isHan(codes[start])
    let holdsOne = detection.range.contains { index in
      codes[index] == 0x3014 && index + 1 < codes.count && Sign.isHan(codes[index + 1])
    }
    return isInside || holdsOne
  }

  private func context(label: String) -> DetectionContext {
    DetectionContext(applicant: applicant, gazetteer: gazetteer, label: label)
  }

  /// The detections that stand, in order: a more special rule before a more general one, the longer before the shorter.
  static func resolve(_ detections: [Detection]) -> [Detection] {
    let ordered = detections.filter { !$0.range.isEmpty }.sorted { left, right in
      (-left.rule.weight, -left.range.count, left.range.lowerBound)
        < (-right.rule.weight, -right.range.count, right.range.lowerBound)
    }
    var chosen: [Detection] = []
    for detection in ordered where !chosen.contains(where: { $0.range.overlaps(detection.range) }) {
      chosen.append(detection)
    }
    return chosen.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}

extension RedactionRule {
  /// Which of two overlapping finds stands.
  fileprivate var weight: Int {
    switch self {
    case .email: 101
    case .url, .path: 100
    case .encoded: 99
    case .projectCode: 95
    case .creditCode, .identityNumber: 94
    case .documentNumber, .coordinates: 90
    case .bankAccount: 88
    case .phone: 87
    case .socialAccount: 86
    case .company: 80
    case .address: 78
    case .route: 76
    case .park, .functionalZone: 75
    case .school: 74
    case .abbreviation: 72
    case .person: 68
    case .latinName: 66
    case .disguise: 65
    case .nickname, .landmark: 64
    case .township: 62
    case .divisionName, .formerName: 60
    case .declaredName: 55
    case .plate, .areaCode, .postcode, .divisionCode: 50
    case .rank: 40
    case .picture: 0
    }
  }
}
