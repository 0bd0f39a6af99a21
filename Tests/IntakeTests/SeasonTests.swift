import Foundation
import OfficeFiles
import Programme
import Testing

@testable import Intake

struct SeasonTests {
  private func package(
    _ name: String, _ applicant: String, unit: String = "东营市工业和信息化局", level: DivisionLevel = .county,
    omitted: Set<PackageFile.Role> = []
  ) -> SeasonReading.Package {
    var fixture = PackageFixture(level: level)
    fixture.applicant = applicant
    fixture.unit = unit
    fixture.omitted = omitted
    return SeasonReading.Package(path: name, result: fixture.read())
  }

  private func codes(_ reading: SeasonReading) -> [[FindingCode]] {
    reading.packages.map { $0.result.findings.map(\.code) }
  }

  @Test func moreThanAFifthIsFoundOnEachOfThem() {
    let reading = PackageFixture.pipeline.check([
      package("1", "东营区"), package("2", "垦利区"), package("3", "东营市", level: .city),
    ])
    #expect(codes(reading) == [[.quotaExceeded], [.quotaExceeded], []])
    #expect(reading.quota.map(\.recommended) == [2])
    #expect(reading.quota.map { $0.limit(.floorAtLeastOne) } == [1])
  }

  @Test func theSamePlaceTwiceIsFoundOnBoth() {
    let reading = PackageFixture.pipeline.check([package("1", "东营区"), package("2", "东营区")])
    #expect(codes(reading) == [[.duplicateApplication], [.duplicateApplication]])
  }

  @Test func aUnitsLetterServesEveryApplicantItNames() {
    var city = PackageFixture(level: .city)
    city.applicant = "东营市"
    city.unit = "东营市工业和信息化局"
    city.omitted = [.letter]
    let letter = PackageFixture.docx(
      ["现推荐东营市、东营区申报“促进工业稳增长和转型升级成效明显的市、县（市、区）”。", "东营市工业和信息化局"].map(PackageFixture.paragraph).joined())
    city.extraFiles = [("推荐函.docx", letter)]
    let packages = [
      SeasonReading.Package(path: "市", result: city.read()), package("区", "东营区", omitted: [.letter]),
      package("县", "利津县", omitted: [.letter]),
    ]
    #expect(
      codes(PackageFixture.pipeline.check(packages, quota: .ceiling)).map { $0.contains(.missingLetter) } == [
        false, false, true,
      ])
  }

  @Test func correctionListsStandByUnit() throws {
    let packages = [
      package("1", "东营区", omitted: [.letter]), package("2", "历城区", unit: "济南市工业和信息化局", omitted: [.declaration]),
    ]
    let lists = CorrectionList.lists(of: packages)
    #expect(lists.map(\.unit) == ["东营市工业和信息化局", "济南市工业和信息化局"])
    #expect(lists.first?.csv.contains("MISSING_LETTER") == true)
    #expect(lists.last?.text.contains("真实性") == true)
  }

  @Test func theNoticeIsAnOfficePaper() throws {
    let list = try #require(CorrectionList.lists(of: [package("1", "东营区", omitted: [.letter])]).first)
    let notice = list.notice(from: "山东省工业和信息化厅", deadline: "2024年4月30日")
    #expect(notice == list.notice(from: "山东省工业和信息化厅", deadline: "2024年4月30日"))
    let document = try WordReader.read(notice)
    #expect(document.plainText.contains("东营市工业和信息化局"))
    #expect(document.plainText.contains("缺少推荐函"))
    #expect(document.tables.first?.rows.count == 2)
    #expect(document.names.isEmpty)
  }

  @Test func cellsThatBeginLikeFormulasAreMadeInert() {
    let finding = Finding(.cellNotANumber, at: Finding.Place(file: "=HYPERLINK(1)", part: "a,\"b\""))
    let list = CorrectionList(unit: "u", lines: [CorrectionList.Line(applicant: "+1", package: "p", finding: finding)])
    #expect(list.csv.contains("'=HYPERLINK(1)"))
    #expect(list.csv.contains("\"a,\"\"b\"\"\""))
    #expect(list.csv.contains(",'+1,"))
  }

  @Test func packagesAreFoundInFoldersAndZips() async throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "plumbline-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let folder = root.appending(path: "东营市/东营区")
    try FileManager.default.createDirectory(at: folder.appending(path: "佐证材料"), withIntermediateDirectories: true)
    var fixture = PackageFixture()
    fixture.applicant = "东营区"
    fixture.unit = "东营市工业和信息化局"
    try Data(fixture.form).write(to: folder.appending(path: "推荐表.docx"))
    try Data(fixture.narrative).write(to: folder.appending(path: "申报书.docx"))
    try Data(fixture.declaration).write(to: folder.appending(path: "声明.docx"))
    try Data(fixture.letter).write(to: root.appending(path: "东营市/推荐函.docx"))
    fixture.applicant = "垦利区"
    try Data(fixture.archive).write(to: root.appending(path: "垦利区.zip"))
    let reading = await PackageFixture.pipeline.read(submissionAt: root.path(percentEncoded: false), quota: .ceiling)
    #expect(reading.packages.map { $0.result.applicant?.name } == ["东营区", "垦利区"])
    #expect(codes(reading).map { $0.contains(.missingLetter) } == [false, false])
  }

  @Test func anEmptyFolderLacksEverything() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "plumbline-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    let result = PackageFixture.pipeline.read(packageAt: root.path(percentEncoded: false))
    #expect(result.findings.count == 4)
  }

  @Test func aLinkOutOfThePackageIsNotFollowed() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "plumbline-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    let link = root.appending(path: "推荐表.docx").path(percentEncoded: false)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/etc/hostname")
    let result = PackageFixture.pipeline.read(packageAt: root.path(percentEncoded: false))
    #expect(result.findings.contains { $0.code == .fileUnreadable })
    #expect(result.files.isEmpty)
  }
}
