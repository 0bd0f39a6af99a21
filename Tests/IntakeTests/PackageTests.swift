import OfficeFiles
import Programme
import Testing

@testable import Intake

struct PackageTests {
  private func codes(_ fixture: PackageFixture) -> [FindingCode] { fixture.read().findings.map(\.code) }

  @Test(arguments: ["A", "B"], DivisionLevel.allCases)
  func aGoodPackageIsUnderstoodWithoutFindings(track: String, level: DivisionLevel) throws {
    let fixture = PackageFixture(track: track, level: level)
    let result = fixture.read()
    #expect(result.findings.map(\.code) == [])
    let application = try #require(result.application)
    #expect(application.identity.name == fixture.applicant)
    #expect(application.identity.unitCode == "370100")
    #expect(application.track == track)
    #expect(application.level == level)
    #expect(application.approval == .yes)
    #expect(application.incidents == .none)
    #expect(application.identity.contacts.map(\.person) == ["李明"])
    #expect(application.knownNames.contains("李明"))
    let form = try #require(PackageFixture.programme.form(track: track, level: level))
    #expect(application.form.values.count == form.fields.count * 2)
    #expect(application.form.values.values.count { $0.number != nil } == form.fields.count * 2)
    let template = try #require(PackageFixture.programme.template(track: track))
    #expect(application.narrative.sections.compactMap(\.templateID) == template.sections.map(\.id))
  }

  @Test(arguments: [
    (PackageFile.Role.form, FindingCode.missingForm), (.narrative, .missingNarrative), (.letter, .missingLetter),
    (.declaration, .missingDeclaration),
  ])
  func eachMissingFileIsNamed(role: PackageFile.Role, code: FindingCode) {
    var fixture = PackageFixture()
    fixture.omitted = [role]
    #expect(codes(fixture) == [code])
  }

  @Test func anEmptyPackageLacksEverything() {
    var fixture = PackageFixture()
    fixture.omitted = Set(PackageFile.Role.allCases)
    #expect(Set(codes(fixture)) == [.missingForm, .missingNarrative, .missingLetter, .missingDeclaration])
  }

  @Test(arguments: [
    ("□是 ☑否", [FindingCode.approvalNo]), ("□是 □否", [.approvalUnchecked]), ("☑是 ☑否", [.approvalBoth]),
    ("√是 □否", []),
  ])
  func consentIsReadFromTheBoxes(boxes: String, expected: [FindingCode]) {
    var fixture = PackageFixture()
    fixture.approval = boxes
    #expect(codes(fixture) == expected)
  }

  @Test func swappedYearsAreReadByTheirNames() throws {
    var fixture = PackageFixture()
    fixture.years = [2023, 2022]
    let result = fixture.read()
    #expect(result.findings.map(\.code) == [.headerSwapped])
    #expect(result.application?.form["A5-01", 2022]?.number == DecimalNumber("0.5"))
    #expect(result.application?.form["A5-01", 2023]?.number == DecimalNumber("1.5"))
  }

  @Test func rowsAreReadByTheirLabels() {
    var fixture = PackageFixture()
    fixture.rows.swapAt(0, 4)
    let result = fixture.read()
    #expect(result.findings.map(\.code) == [.rowOrder])
    #expect(result.application?.form["A5-01", 2022]?.number == DecimalNumber("0.5"))
  }

  @Test func rowsOfNoFormAreLeftOut() {
    var fixture = PackageFixture()
    fixture.rows.insert(PackageFixture.Row(label: "其中：上云企业数量", sublevel: "", values: ["3", "4"]), at: 2)
    #expect(codes(fixture) == [.extraRow])
  }

  @Test func aFormThatBreaksOverTwoTablesIsReadOn() {
    var fixture = PackageFixture()
    fixture.breaksAfter = 7
    let result = fixture.read()
    #expect(result.findings.map(\.code) == [])
    #expect(result.application?.form.values.count == 36)
  }

  @Test func aMissingRowBlocks() {
    var fixture = PackageFixture()
    fixture.rows.remove(at: 3)
    let finding = fixture.read().findings.first
    #expect(finding?.code == .rowMissing)
    #expect(finding?.place.cell == "A5-04")
  }

  @Test(arguments: [
    ("", FindingCode.cellEmpty), ("—", .cellNotANumber), ("无", .cellNotANumber), ("约12", .cellNotANumber),
    ("１２．５", .cellNormalised), ("12.5%", .cellUnit), ("500", .cellOutOfRange),
  ])
  func aSpoiltCellIsReportedWithItsPlace(text: String, code: FindingCode) {
    var fixture = PackageFixture()
    fixture.rows[0].values[1] = text
    let findings = fixture.read().findings
    #expect(findings.map(\.code) == [code])
    #expect(findings.first?.place == Finding.Place(file: "推荐表.docx", part: "表2", cell: "D2"))
  }

  @Test func theOtherLevelsFormIsRefused() {
    var fixture = PackageFixture(level: .city)
    fixture.applicant = "历城区"
    #expect(codes(fixture) == [.wrongFormTier])
    #expect(fixture.read().application == nil)
  }

  @Test func theOtherTracksNarrativeIsRefused() {
    var fixture = PackageFixture(track: "A")
    fixture.omitted = [.narrative]
    fixture.extraFiles = [("申报书.docx", PackageFixture(track: "B").narrative)]
    #expect(codes(fixture) == [.narrativeWrongTrack])
  }

  @Test func theOtherTracksFormIsRefused() {
    var fixture = PackageFixture(track: "A")
    fixture.omitted = [.form]
    fixture.extraFiles = [("推荐表.docx", PackageFixture(track: "B").form)]
    #expect(codes(fixture) == [.wrongFormTrack])
  }

  @Test func aSectionLeftOutIsNamed() {
    var fixture = PackageFixture()
    fixture.omittedSections = ["A2.3"]
    let finding = fixture.read().findings.first
    #expect(finding?.code == .narrativeSectionMissing)
    #expect(finding?.place.part == "A2.3")
  }

  @Test func anotherApplicantInTheNarrativeIsSeen() {
    var fixture = PackageFixture()
    fixture.narrativeApplicant = "章丘区"
    #expect(codes(fixture) == [.formNarrativeApplicantDiffer])
  }

  @Test func anotherNumberInTheNarrativeIsSeen() {
    var fixture = PackageFixture()
    fixture.extraSentence = "据快报，2023年规模以上工业增加值增速为19.0%。"
    #expect(codes(fixture) == [.narrativeFormNumberDiffers])
    fixture.extraSentence = "据快报，2023年规模以上工业增加值增速为1.5%。"
    #expect(codes(fixture) == [])
  }

  @Test func anotherBureausLetterIsRefused() {
    var fixture = PackageFixture()
    fixture.omitted = [.letter]
    var other = PackageFixture()
    other.unit = "青岛市工业和信息化局"
    fixture.extraFiles = [("推荐函.docx", other.letter)]
    #expect(codes(fixture) == [.letterWrongUnit])
  }

  @Test func twoFormsNeedADecision() {
    var fixture = PackageFixture()
    fixture.extraFiles = [("推荐表（修改）.docx", fixture.form)]
    #expect(codes(fixture) == [.duplicateForm])
  }

  @Test(arguments: [
    ([UInt8](), FindingCode.fileEmpty), ([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], .fileUnreadable),
    (CompoundBytes.encrypted, .fileEncrypted), (CompoundBytes.word, .legacyDoc),
    ([UInt8]("<html>".utf8), .typeMismatch),
  ])
  func aNarrativeThatCannotBeReadIsRefusedWithItsReason(bytes: [UInt8], code: FindingCode) {
    var fixture = PackageFixture()
    fixture.omitted = [.narrative]
    fixture.extraFiles = [("申报书.docx", bytes)]
    #expect(codes(fixture) == [code])
  }

  @Test(arguments: [("../evil.txt", FindingCode.archivePathTraversal), ("推荐表.DOCX", .archiveDuplicateEntry)])
  func aSpoiltArchiveIsRefusedAsAWhole(name: String, code: FindingCode) {
    var fixture = PackageFixture()
    fixture.extraFiles = [(name, [1])]
    #expect(codes(fixture) == [code])
  }

  @Test func anArchiveInsideIsNotUnpacked() {
    let inner = PackageFixture().archive
    let result = PackageFixture.pipeline.read(archive: ZipWriter.archive([("材料.zip", inner)]), name: "包.zip")
    #expect(result.findings.map(\.code) == [.archiveNested])
  }

  @Test func invisibleCharactersInNamesAreSeen() {
    var fixture = PackageFixture()
    fixture.narrativeName = "申\u{200B}报书\u{202E}xcod.docx"
    #expect(codes(fixture) == [.filenameOdd])
  }

  @Test func aDateOfAnotherYearIsNoted() {
    var fixture = PackageFixture()
    fixture.date = "2021年4月9日"
    #expect(codes(fixture) == [.dateOutOfWindow])
  }

  @Test func litterIsNoFile() {
    var fixture = PackageFixture()
    fixture.extraFiles = [("~$推荐表.docx", [1]), ("Thumbs.db", [2]), ("__MACOSX/._推荐表.docx", [3])]
    #expect(codes(fixture) == [])
  }

  @Test func aFormAsCSVIsReadAndSaidToBeOne() {
    var fixture = PackageFixture()
    let lines =
      ["县（市、区）名称,历城区", "推荐单位,\(fixture.unit)", "指标,级别,2022年,2023年,备注"]
      + fixture.rows.map { ([$0.label, $0.sublevel] + $0.values).joined(separator: ",") + "," }
    fixture.omitted = [.form]
    fixture.extraFiles = [("推荐表.csv", [UInt8](lines.joined(separator: "\r\n").utf8))]
    let result = fixture.read()
    #expect(result.findings.map(\.code) == [.formAsCSV])
    #expect(result.application?.form.values.count == 36)
  }

  @Test func everyFindingSaysWhatToDoInBothLanguages() {
    for code in FindingCode.allCases {
      let finding = Finding(code, detail: "…")
      #expect(!finding.zh.isEmpty && !finding.en.isEmpty && !finding.adviceZH.isEmpty && !finding.adviceEN.isEmpty)
      let isEnglish = finding.en.utf8.prefix(10).allSatisfy { $0 < 0x80 }
      #expect(isEnglish)
    }
  }
}

/// The beginnings of compound files, with one stream's name in their directory.
enum CompoundBytes {
  static let word = file("WordDocument")
  static let encrypted = file("EncryptedPackage")

  private static func file(_ stream: String) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 512 * 3)
    bytes.replaceSubrange(0..<8, with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    bytes[30] = 9
    bytes[48] = 1
    for offset in 512..<1024 { bytes[offset] = 0xFF }
    for (index, unit) in stream.utf16.enumerated() { bytes[1024 + 2 * index] = UInt8(unit) }
    bytes[1024 + 64] = UInt8(2 * stream.utf16.count + 2)
    return bytes
  }
}
