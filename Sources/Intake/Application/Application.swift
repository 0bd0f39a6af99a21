package import Programme

/// What intake understood of one package: who applies, for what, with which numbers and which text.
///
/// Everything in it may name the applicant; only the anonymizer's output leaves the vault.
package struct Application: Sendable {
  package let identity: ApplicantIdentity
  /// A `TrackDefinition.id`: `A` or `B`.
  package let track: String
  package let level: DivisionLevel
  package let form: FormValues
  package let approval: ApprovalAnswer
  package let incidents: IncidentAnswer
  package let narrative: Narrative
  /// Words of the package that name somebody or something of the applicant wherever they stand: contacts, the
  /// recommending unit, authors in metadata, comments and tracked changes. In the order found, each once.
  package let knownNames: [String]
  package let files: [PackageFile]

  package init(
    identity: ApplicantIdentity, track: String, level: DivisionLevel, form: FormValues, approval: ApprovalAnswer,
    incidents: IncidentAnswer, narrative: Narrative, knownNames: [String], files: [PackageFile]
  ) {
    self.identity = identity
    self.track = track
    self.level = level
    self.form = form
    self.approval = approval
    self.incidents = incidents
    self.narrative = narrative
    self.knownNames = knownNames
    self.files = files
  }
}

/// Who applies.
package struct ApplicantIdentity: Hashable, Sendable {
  package struct Contact: Hashable, Sendable {
    package let person: String
    package let phone: String

    package init(person: String, phone: String) {
      self.person = person
      self.phone = phone
    }
  }

  /// GB/T 2260, or the statistical code of a functional zone that a person admitted.
  package let divisionCode: String
  package let name: String
  package let level: DivisionLevel
  /// The city a county lies in; nil for a city.
  package let parentCode: String?
  /// As the form names it: 青岛市工业和信息化局.
  package let recommendingUnit: String
  package let contacts: [Contact]

  package init(
    divisionCode: String, name: String, level: DivisionLevel, parentCode: String?, recommendingUnit: String,
    contacts: [Contact]
  ) {
    self.divisionCode = divisionCode
    self.name = name
    self.level = level
    self.parentCode = parentCode
    self.recommendingUnit = recommendingUnit
    self.contacts = contacts
  }

  /// The code of the city whose bureau recommends.
  package var unitCode: String { parentCode ?? divisionCode }
}

/// 是否报请设区市政府同意, as ticked.
package enum ApprovalAnswer: String, Hashable, Sendable {
  case yes
  case no
  case both
  case unanswered
}

/// What the narrative's last section says on incidents of the last three years.
package enum IncidentAnswer: String, Hashable, Sendable {
  /// 未发生
  case none
  /// One that bars, or a sentence that can be read so.
  case declared
  /// One below the grades that bar (较大, 一般).
  case belowThreshold = "below-threshold"
  /// One older than the three years.
  case outsideWindow = "outside-window"
  /// No statement, or the template's own question left standing.
  case unanswered
}
