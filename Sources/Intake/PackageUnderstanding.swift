import ByteCoding
import OfficeFiles
import Programme

/// One package on its way to being understood; the steps run in the order of their declaration.
struct PackageUnderstanding {
  let programme: ProgrammeDefinition
  let divisions: DivisionTable
  let limits: PackageLimits
  let digest: @Sendable ([UInt8]) -> Digest
  /// The folder's or the archive's name: a last hint of who applies.
  let name: String
  let wantedTrack: String?
  private(set) var findings: [Finding]

  private var files: [PackageFile.Role: [RawFile]] = [:]
  private var list: [PackageFile] = []
  /// Documents that were opened to see what they are.
  private var opened: [String: WordDocument] = [:]
  /// Required files that are there but were refused, so that they are not called missing.
  private var refused: Set<PackageFile.Role> = []
  private var form: FormReading?
  private var narrative: NarrativeReading?
  private var letters: [(file: RawFile, reading: LetterReading)] = []
  private var papers: [SealedPaper] = []
  private var names: [String] = []
  private var identity: ApplicantIdentity?
  private var track: String?

  init(
    programme: ProgrammeDefinition, divisions: DivisionTable, limits: PackageLimits,
    digest: @escaping @Sendable ([UInt8]) -> Digest, name: String, wantedTrack: String?, findings: [Finding]
  ) {
    self.programme = programme
    self.divisions = divisions
    self.limits = limits
    self.digest = digest
    self.name = name
    self.wantedTrack = wantedTrack
    self.findings = findings
  }

  private var finder: ApplicantFinder { ApplicantFinder(divisions: divisions) }

  private mutating func report(_ code: FindingCode, _ file: RawFile? = nil, part: String = "", detail: String = "") {
    findings.append(Finding(code, at: Finding.Place(file: file?.path ?? "", part: part), detail: detail))
  }

  // MARK: - Files

  /// Gives every file its role and looks at what can be wrong with any of them.
  mutating func sort(_ raw: [RawFile]) {
    // Of two forms the one that is called a copy or a revision comes second, until a person decides.
    for file in raw.filter({ !FileName.isCalledCopy($0.name) }) + raw.filter({ FileName.isCalledCopy($0.name) }) {
      let role = role(of: file)
      files[role, default: []].append(file)
      list.append(PackageFile(path: file.path, role: role, byteCount: file.bytes.count, digest: digest(file.bytes)))
      guard role != .litter else { continue }
      if FileName.isOdd(file.path) { report(.filenameOdd, file) }
      if file.type.isArchive, !FileName.isOffice(file.name) { report(.archiveNested, file) }
    }
    let hasNested = findings.contains { $0.code == .archiveNested }
    for (role, code) in [
      (PackageFile.Role.form, FindingCode.missingForm), (.narrative, .missingNarrative), (.letter, .missingLetter),
      (.declaration, .missingDeclaration),
    ] where files[role] == nil && !hasNested {
      report(code)
    }
    for role in [PackageFile.Role.letter, .declaration] {
      for file in files[role] ?? [] { checkSealedFile(file) }
    }
    for file in files[.evidence] ?? [] where file.type == .xlsx {
      // A list of enterprises names them; what cannot be read here is not needed.
      guard let workbook = try? WorkbookReader.read(file.bytes, limits: limits.office) else { continue }
      names += OrganisationNames.find(in: workbook.sheets.flatMap { $0.rows.flatMap { $0.map(\.text) } })
    }
  }

  private mutating func role(of file: RawFile) -> PackageFile.Role {
    if let role = FileRoles.byName(file.path) { return role }
    switch file.type {
    case .docx:
      guard let document = try? WordReader.read(file.bytes, limits: limits.office) else { return .evidence }
      opened[file.path] = document
      return FileRoles.byContent(document.plainText)
    case .xlsx:
      guard let workbook = try? WorkbookReader.read(file.bytes, limits: limits.office) else { return .evidence }
      let source = FormSource(path: file.path, workbook: workbook)
      return FormReader(programme: programme).definition(of: source) == nil ? .evidence : .form
    case .pdf:
      guard let document = try? PDFDocument(bytes: file.bytes) else { return .evidence }
      return FileRoles.byContent(document.text)
    default:
      return .evidence
    }
  }

  /// Letters and declarations are looked at, never read into an application.
  private mutating func checkSealedFile(_ file: RawFile) {
    switch file.type {
    case .empty: report(.fileEmpty, file)
    case .encryptedOffice: report(.fileEncrypted, file)
    case .legacyWord, .legacySheet, .compoundFile: report(.legacyDoc, file)
    default:
      if FileName.contradicts(file.name, file.type) { report(.typeMismatch, file, detail: file.type.rawValue) }
    }
  }

  // MARK: - Forms

  mutating func readForms() {
    let reader = FormReader(programme: programme)
    var readings: [FormReading] = []
    for file in files[.form] ?? [] {
      guard let source = formSource(file) else {
        refused.insert(.form)
        continue
      }
      names += source.names
      names += OrganisationNames.find(in: source.tables.flatMap { $0.rows.flatMap { $0.map(\.text) } })
      guard let definition = reader.definition(of: source) else {
        refused.insert(.form)
        report(.headerMissing, file)
        continue
      }
      readings.append(reader.read(source, as: definition))
    }
    if (files[.form]?.count ?? 0) > 1 {
      report(.duplicateForm, files[.form]?.last, detail: files[.form]?.map(\.name).joined(separator: "、") ?? "")
    }
    guard let reading = readings.first else { return }
    form = reading
    findings += reading.findings
    noteApproval(reading)
  }

  private mutating func noteApproval(_ reading: FormReading) {
    guard let file = files[.form]?.first else { return }
    switch reading.cover.approval {
    case .yes: break
    case .no: report(.approvalNo, file)
    case .both: report(.approvalBoth, file)
    // A CSV has no boxes; that it is a CSV is said already.
    case .unanswered: if file.type != .text { report(.approvalUnchecked, file) }
    }
    checkDate(reading.cover.date, file)
  }

  private mutating func formSource(_ file: RawFile) -> FormSource? {
    do {
      switch file.type {
      case .docx:
        noteMismatch(file)
        let document = try opened[file.path] ?? WordReader.read(file.bytes, limits: limits.office)
        noteFetched(document.fetchedReferences, file)
        return FormSource(path: file.path, document: document, limits: limits.office)
      case .xlsx:
        noteMismatch(file)
        let workbook = try WorkbookReader.read(file.bytes, limits: limits.office)
        noteFetched(workbook.fetchedReferences, file)
        return FormSource(path: file.path, workbook: workbook)
      case .text where file.name.lowercased().hasSuffix(".csv"):
        let table = try CSVReader.read(file.bytes, name: "CSV", limits: limits.office)
        report(.formAsCSV, file)
        return FormSource(path: file.path, table: table)
      case .pdf, .jpeg, .png, .gif, .bmp, .tiff:
        report(.formIsImage, file, detail: file.type.rawValue)
      default:
        refuse(file)
      }
    } catch {
      refuse(file, error)
    }
    return nil
  }

  // MARK: - Narratives

  mutating func readNarratives() {
    let candidates = files[.narrative] ?? []
    if candidates.count > 1 {
      report(.duplicateNarrative, candidates.last, detail: candidates.map(\.name).joined(separator: "、"))
    }
    for file in candidates {
      guard let document = narrativeDocument(file) else {
        refused.insert(.narrative)
        continue
      }
      names += document.names
      names += ContactNames.find(in: document.body.map(\.plainText))
      guard narrative == nil else { continue }
      let reading = NarrativeReader(programme: programme).read(document) { part in
        guard let bytes = try? WordReader.part(part, of: file.bytes, limits: limits.office) else { return nil }
        return digest(bytes)
      }
      guard FoldedText.hanCount(document.plainText) >= PackageUnderstanding.fewestCharacters else {
        report(.narrativeEmpty, file)
        continue
      }
      narrative = reading
      for section in reading.missing {
        report(.narrativeSectionMissing, file, part: section.id, detail: section.heading)
      }
      if document.longestTable > FormReader.longTable {
        report(.tableHuge, file, detail: "\(document.longestTable) 行")
      }
      for line in reading.cover { checkDate(line, file) }
    }
  }

  /// A narrative with fewer Chinese characters has no text: a cover alone has some sixty.
  private static let fewestCharacters = 200

  private mutating func narrativeDocument(_ file: RawFile) -> WordDocument? {
    do {
      switch file.type {
      case .docx:
        noteMismatch(file)
        let document = try opened[file.path] ?? WordReader.read(file.bytes, limits: limits.office)
        noteFetched(document.fetchedReferences, file)
        return document
      case .pdf where !FileName.contradicts(file.name, file.type):
        let document = try PDFDocument(bytes: file.bytes, pages: PDFDocument.pagesOfANarrative)
        if document.isScan {
          report(.narrativeIsImage, file, detail: file.type.rawValue)
        } else {
          report(.narrativeAsPDF, file)
          return WordDocument(paragraphs: document.paragraphs)
        }
      case .jpeg, .png, .gif, .bmp, .tiff:
        if FileName.contradicts(file.name, file.type) {
          report(.typeMismatch, file, detail: file.type.rawValue)
        } else {
          report(.narrativeIsImage, file, detail: file.type.rawValue)
        }
      default:
        refuse(file)
      }
    } catch {
      refuse(file, error)
    }
    return nil
  }

  private mutating func noteMismatch(_ file: RawFile) {
    if FileName.contradicts(file.name, file.type) { report(.typeMismatch, file, detail: file.type.rawValue) }
  }

  private mutating func noteFetched(_ references: [String], _ file: RawFile) {
    if let first = references.first { report(.externalReference, file, detail: first) }
  }

  /// A file of a kind that is not read.
  private mutating func refuse(_ file: RawFile) {
    switch file.type {
    case .empty: report(.fileEmpty, file)
    case .encryptedOffice: report(.fileEncrypted, file)
    case .docm, .xlsm: report(.macro, file)
    case .legacyWord, .legacySheet, .compoundFile, .openDocument, .rtf:
      report(.legacyDoc, file, detail: file.type.rawValue)
    case .zip, .unknown: report(FileName.isOffice(file.name) ? .fileUnreadable : .typeMismatch, file)
    default: report(.typeMismatch, file, detail: file.type.rawValue)
    }
  }

  private mutating func refuse(_ file: RawFile, _ error: any Error) {
    guard let error = error as? OfficeFileError else { return report(.fileUnreadable, file) }
    switch error.reason {
    case .overLimit: report(.fileBomb, file, part: error.part)
    case .encrypted: report(.fileEncrypted, file)
    case .documentType: report(.xmlDTD, file, part: error.part)
    case .unsafePath: report(.archivePathTraversal, file, part: error.part)
    case .duplicatePart: report(.archiveDuplicateEntry, file, part: error.part)
    case .unreadable, .missingPart, .unsupported, .helper: report(.fileUnreadable, file, part: error.part)
    }
  }

  // MARK: - Letters

  mutating func readLetters() {
    let reader = LetterReader(divisions: divisions)
    for file in files[.letter] ?? [] where [.pdf, .jpeg, .docx].contains(file.type) {
      let reading = reader.read(file.bytes, type: file.type)
      letters.append((file, reading))
      papers.append(reader.paper(reading, role: .letter, path: file.path, programme: programme))
      names += ContactNames.find(in: reading.text.split(separator: "\n").map(String.init))
      if reading.isUnread {
        report(.letterNotReadable, file)
      } else if reading.hasSeal == false {
        report(.letterWithoutStamp, file)
      }
    }
  }

  mutating func readDeclarations() {
    let reader = LetterReader(divisions: divisions)
    for file in files[.declaration] ?? [] where [.pdf, .docx].contains(file.type) {
      let reading = reader.read(file.bytes, type: file.type, looksForSeal: false)
      papers.append(reader.paper(reading, role: .declaration, path: file.path, programme: programme))
    }
  }

  /// A date of another year than the one after the assessed year, where one is stated in full.
  private mutating func checkDate(_ text: String, _ file: RawFile) {
    guard let year = StatedDate.year(in: text), year != programme.assessedYear + 1 else { return }
    report(.dateOutOfWindow, file, detail: text.trimmingSpaces())
  }

  // MARK: - The applicant

  mutating func identify() {
    let ofLetters = letters.compactMap { LetterReader.track(of: $0.reading.text, programme: programme) }
    track = wantedTrack ?? ofLetters.first ?? form?.definition.track ?? narrative?.template?.track
    let unit = form?.cover.recommendingUnit ?? letters.compactMap(\.reading.signer).first ?? ""
    let written = form?.cover.divisionName ?? ""
    var match = finder.find(written, recommendedBy: unit)
    if match == .none { match = guess(unit: unit) }
    let contacts = contacts()
    switch match {
    case .division(let division):
      identity = ApplicantIdentity(
        divisionCode: division.code, name: division.name, level: division.level, parentCode: division.parentCode,
        recommendingUnit: unit, contacts: contacts)
      if !unit.isEmpty, !finder.isBureau(unit, of: division), form != nil {
        report(.unitNotTheCity, files[.form]?.first, detail: unit)
      }
      checkSigner(of: division)
    case .zone(let zone):
      identity = ApplicantIdentity(
        divisionCode: zone.code, name: zone.name, level: .county, parentCode: zone.parentCode, recommendingUnit: unit,
        contacts: contacts)
      report(.applicantNotADivision, files[.form]?.first, detail: zone.name)
    case .none:
      if form != nil { report(.applicantUnknown, files[.form]?.first, detail: written) }
    }
  }

  /// Without a form: whom the letter recommends, whom the narrative names most, what the package is called.
  private func guess(unit: String) -> ApplicantFinder.Match {
    for letter in letters {
      let compact = FoldedText.compact(letter.reading.text)
      guard let start = compact.firstRange(of: "现推荐"),
        let end = compact[start.upperBound...].firstRange(of: "申报")
      else { continue }
      let match = finder.find(String(compact[start.upperBound..<end.lowerBound]), recommendedBy: unit)
      if match != .none { return match }
    }
    if let first = narrative.map({ finder.mentions(in: $0.narrative.lines.joined(separator: "\n")) })?.first {
      return .division(first.division)
    }
    let named = divisions.all.filter { name.contains($0.name) }
    return named.max { $0.name.count < $1.name.count && $1.level == .county }.map { .division($0) } ?? .none
  }

  private mutating func checkSigner(of division: Division) {
    let bureau = finder.bureau(of: division)
    for letter in letters {
      if let signer = letter.reading.signer, signer != bureau {
        report(.letterWrongUnit, letter.file, detail: signer)
      }
    }
  }

  private func contacts() -> [ApplicantIdentity.Contact] {
    guard let cover = form?.cover, !cover.contactPerson.isEmpty || !cover.contactPhone.isEmpty else { return [] }
    return [ApplicantIdentity.Contact(person: cover.contactPerson, phone: cover.contactPhone)]
  }

  // MARK: - Form against narrative

  mutating func compare() {
    let formFile = files[.form]?.first
    let narrativeFile = files[.narrative]?.first
    if let form, let track, form.definition.track != track { report(.wrongFormTrack, formFile) }
    if let template = narrative?.template, let track, template.track != track {
      report(.narrativeWrongTrack, narrativeFile)
      // Sections of the wrong template are not missing, they are wrong as a whole.
      findings.removeAll { $0.code == .narrativeSectionMissing }
    }
    if let form, let identity, form.definition.level != identity.level {
      report(.wrongFormTier, formFile, detail: form.definition.title)
    }
    guard let narrative else { return }
    if let identity, form != nil, let other = otherApplicant(narrative, identity) {
      report(.formNarrativeApplicantDiffer, narrativeFile, detail: "推荐表为\(identity.name)，申报书为\(other)")
    }
    noteIncidents(narrative, narrativeFile)
    if let form {
      let stated = StatedNumbers(form: form.definition)
      for difference in stated.differences(narrative.narrative.lines, form.values) {
        report(
          .narrativeFormNumberDiffers, narrativeFile,
          detail: "\(difference.year)年\(difference.field.label)：申报书 \(difference.stated)，推荐表 \(difference.inForm)")
      }
    }
  }

  /// Another division of the same level that the narrative is about.
  private func otherApplicant(_ narrative: NarrativeReading, _ identity: ApplicantIdentity) -> String? {
    let mentions = finder.mentions(in: narrative.narrative.lines.joined(separator: "\n"))
      .filter { $0.division.level == identity.level }
    let own = mentions.first { $0.division.code == identity.divisionCode || $0.division.name == identity.name }
    guard let most = mentions.first, most.division.name != identity.name, most.count >= 5,
      most.count > 3 * (own?.count ?? 0)
    else { return nil }
    return most.division.name
  }

  private var incidents: IncidentAnswer {
    guard let narrative else { return .unanswered }
    let declaring = narrative.template?.sections.first(where: \.isDeclaration)?.id
    guard let section = narrative.narrative.sections.first(where: { $0.templateID == declaring && declaring != nil })
    else { return .unanswered }
    return IncidentStatement(firstYear: programme.assessedYear - 2).answer(section.paragraphs)
  }

  private mutating func noteIncidents(_ narrative: NarrativeReading, _ file: RawFile?) {
    let declaring = narrative.template?.sections.first(where: \.isDeclaration)
    switch incidents {
    case .none: break
    case .declared: report(.incidentDeclared, file, part: declaring?.id ?? "")
    case .belowThreshold: report(.incidentBelowThreshold, file, part: declaring?.id ?? "")
    case .outsideWindow: report(.incidentOutsideWindow, file, part: declaring?.id ?? "")
    case .unanswered: report(.incidentUnanswered, file, part: declaring?.id ?? "")
    }
  }

  // MARK: - The whole

  var result: IntakeResult {
    IntakeResult(
      application: application, applicant: identity, track: track, findings: Finding.ordered(findings), files: list,
      papers: papers)
  }

  private var application: Application? {
    guard let form, let narrative, let identity, let track, form.definition.track == track,
      form.definition.level == identity.level
    else { return nil }
    return Application(
      identity: identity, track: track, level: identity.level, form: form.values, approval: form.cover.approval,
      incidents: incidents, narrative: narrative.narrative, knownNames: knownNames(identity), files: list)
  }

  private func knownNames(_ identity: ApplicantIdentity) -> [String] {
    var all = [identity.name, identity.recommendingUnit] + identity.contacts.map(\.person) + names
    if let parent = identity.parentCode.flatMap(divisions.division(code:)) { all.append(parent.name) }
    var seen: Set<String> = []
    return all.map { $0.trimmingSpaces() }.filter { $0.count > 1 && seen.insert($0).inserted }
  }
}
