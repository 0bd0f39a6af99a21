/// Something a person must know about a package: what, where, and what to do.
package struct Finding: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable, Comparable, CaseIterable {
    /// For the record; nothing to do.
    case information
    /// A person decides whether it stands.
    case decision
    /// The package cannot go on until it is mended.
    case blocks

    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .information: 0
      case .decision: 1
      case .blocks: 2
      }
    }

    package var zh: String {
      switch self {
      case .information: "提示"
      case .decision: "需人工决定"
      case .blocks: "须补正"
      }
    }
  }

  /// Where it stands; a part that does not apply is empty.
  package struct Place: Hashable, Sendable {
    /// The file's path in the package.
    package let file: String
    /// A part of that file (`word/document.xml`), a sheet, a table, a section.
    package let part: String
    /// `C7`, or a field's id.
    package let cell: String

    package init(file: String = "", part: String = "", cell: String = "") {
      self.file = file
      self.part = part
      self.cell = cell
    }
  }

  package let code: FindingCode
  package let severity: Severity
  package let place: Place
  /// What is the matter, and what to do about it, in both languages.
  package let zh: String
  package let en: String
  package let adviceZH: String
  package let adviceEN: String

  /// - Parameter detail: what the general sentence cannot know: a name, a value, a limit.
  package init(_ code: FindingCode, at place: Place = Place(), detail: String = "", severity: Severity? = nil) {
    let text = code.text
    self.code = code
    self.severity = severity ?? code.severity
    self.place = place
    zh = detail.isEmpty ? text.zh : "\(text.zh)：\(detail)"
    en = detail.isEmpty ? text.en : "\(text.en): \(detail)"
    adviceZH = text.adviceZH
    adviceEN = text.adviceEN
  }
}

/// What reading one package gave. An application may stand beside findings, and findings alone are an answer too.
package struct IntakeResult: Sendable {
  /// Nil when the package cannot be understood well enough to go on.
  package let application: Application?
  /// Who applies, as far as anything says; also when there is no application.
  package let applicant: ApplicantIdentity?
  package let track: String?
  /// Worst first, then in the order found.
  package let findings: [Finding]
  package let files: [PackageFile]
  /// The letters and declarations found in it.
  package let papers: [SealedPaper]

  package init(
    application: Application?, applicant: ApplicantIdentity?, track: String?, findings: [Finding],
    files: [PackageFile], papers: [SealedPaper] = []
  ) {
    self.application = application
    self.applicant = applicant
    self.track = track
    self.findings = findings
    self.files = files
    self.papers = papers
  }

  package var severity: Finding.Severity? { findings.map(\.severity).max() }
}
