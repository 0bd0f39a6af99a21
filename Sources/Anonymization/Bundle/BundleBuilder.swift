package import ByteCoding
import CanonicalJSON
package import Intake
package import Panel
package import Programme

/// Makes the bundle of one application out of an allow-list: numbers by field, paragraphs, tables. Nothing else of what
/// was handed in has a way into it.
///
/// Pure: the same application, pseudonym, policy and knowledge give the same bytes.
package struct BundleBuilder: Sendable {
  /// Whether reviewers see the numbers of the form as they are, or the band each lies in.
  package enum IndicatorDetail: String, Hashable, Sendable, CaseIterable {
    case given
    case banded
  }

  /// What is known besides the application.
  package struct Knowledge: Sendable {
    package let divisions: DivisionTable
    package let localNames: LocalNames
    /// Names that the recommending unit or the office declared for this applicant, and words that a person judged to
    /// name somebody: they go wherever they stand.
    package let declaredNames: [String]
    /// The forms of the other applicants of this track and level; they tell how many divisions the numbers left fit.
    package let otherForms: [FormValues]

    package init(
      divisions: DivisionTable = .shandong, localNames: LocalNames = .shandong, declaredNames: [String] = [],
      otherForms: [FormValues] = []
    ) {
      self.divisions = divisions
      self.localNames = localNames
      self.declaredNames = declaredNames
      self.otherForms = otherForms
    }
  }

  package struct Output: Sendable {
    package let bytes: [UInt8]
    package let document: BundleDocument
    /// Goes into the log: rules, counts, digests.
    package let report: RedactionReport
    /// Stays in the vault: what was replaced, with its text.
    package let replacements: [PlacedReplacement]
    /// Places where a name may stand and was left: a person looks at them.
    package let openQuestions: [OpenQuestion]

    /// Every name that was removed, as it was written, once: what a scan of the bytes must not find.
    package var removedNames: [String] {
      var seen: Set<String> = []
      return replacements.map(\.replacement).filter(\.namesSomebody).map(\.written).filter { seen.insert($0).inserted }
    }
  }

  private let digest: @Sendable ([UInt8]) -> Digest

  /// - Parameter digest: SHA-256; this room computes none.
  package init(digest: @escaping @Sendable ([UInt8]) -> Digest) {
    self.digest = digest
  }

  package func build(
    application: Application, pseudonym: Code, policy: AnonymizationPolicy, detail: IndicatorDetail = .given,
    knowledge: Knowledge
  ) -> Output {
    let identity = application.identity
    let contacts = identity.contacts.map(\.person)
    let applicant = Applicant(
      identity: identity, divisions: knowledge.divisions,
      knownNames: contacts + application.knownNames, declaredNames: knowledge.declaredNames)
    var redactor = Redactor(applicant: applicant, localNames: knowledge.localNames, policy: policy)
    redactor.learn(from: NarrativeTexts.all(of: application.narrative))
    var walk = NarrativeWalk(redactor: redactor)
    let sections = application.narrative.sections.map { walk.section($0) }
    let fields = FormBands.fields(of: application.form, detail: detail)
    let document = BundleDocument(
      application: pseudonym, form: fields, level: application.level.bundleCode, narrative: sections,
      policy: policy.bundleCode, track: Code(application.track) ?? "unknown")
    let bytes = document.canonicalBytes
    let report = RedactionReport(
      application: pseudonym, policy: policy, original: digest(NarrativeTexts.bytes(of: application)),
      bundle: digest(bytes), replacements: walk.replacements, picturesWithheld: walk.picturesWithheld,
      fitting: FormBands.fitting(fields, others: knowledge.otherForms, detail: detail))
    return Output(
      bytes: bytes, document: document, report: report, replacements: walk.replacements,
      openQuestions: walk.openQuestions)
  }
}

extension DivisionLevel {
  var bundleCode: Code {
    switch self {
    case .city: "city"
    case .county: "county"
    }
  }
}

extension AnonymizationPolicy {
  var bundleCode: Code {
    switch self {
    case .strict: "strict"
    case .standard: "standard"
    case .named: "named"
    }
  }
}
