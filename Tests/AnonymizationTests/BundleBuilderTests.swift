import ByteCoding
import CanonicalJSON
import Intake
import Panel
import Programme
import Testing

@testable import Anonymization

struct BundleBuilderTests {
  private static let builder = BundleBuilder { bytes in
    // Any function will do for a test: it must only be the same every time.
    var sum = [UInt8](repeating: 0, count: 32)
    for (index, byte) in bytes.enumerated() { sum[index % 32] = sum[index % 32] &* 31 &+ byte }
    return Digest(sum) ?? .zero
  }

  private static func form(_ value: String) throws -> FormValues {
    let number = try #require(DecimalNumber(value))
    var form = FormValues(form: "annex4")
    form["A4-01", 2023] = FormValue(
      state: .number(number), asWritten: value, source: ValueSource(file: "推荐表.docx", table: "1", cell: "B2"))
    form["A4-02", 2023] = FormValue(
      state: .notANumber, asWritten: "济南约12", source: ValueSource(file: "推荐表.docx", table: "1", cell: "B3"))
    return form
  }

  private static func output(
    detail: BundleBuilder.IndicatorDetail = .given, others: [FormValues] = [], filler: Int = 0
  ) throws -> BundleBuilder.Output {
    let application = try Fixtures.application(
      "370100",
      paragraphs: [
        "济南市位于山东省中部，素有“泉城”之称。", "董事长薛丽雯表示，“要把根扎在济南”。", "对标海滨城市。",
        String(repeating: "持续发力。", count: filler),
      ],
      tables: [[["企业名称", "负责人"], ["济南润泽纺织股份有限公司", "柴若谷"]]], knownNames: ["范敏"], form: form("5.9"))
    return builder.build(
      application: application, pseudonym: "7K2M", policy: .standard, detail: detail,
      knowledge: BundleBuilder.Knowledge(otherForms: others))
  }

  @Test func theBundleHoldsWhatIsAllowedAndNothingElse() throws {
    let output = try BundleBuilderTests.output()
    let document = output.document
    #expect(document.application == "7K2M")
    #expect(document.level == "city" && document.track == "A" && document.policy == "standard")
    #expect(document.narrative.count == 1)
    #expect(document.narrative[0].section == "A1" && document.narrative[0].heading == "一、基本情况")
    #expect(document.narrative[0].blocks[0] == .paragraph("〔本市〕位于山东省中部，素有“〔别称1〕”之称。"))
    #expect(document.narrative[0].blocks[1] == .paragraph("董事长〔人员1〕表示，“要把根扎在〔本市〕”。"))
    #expect(document.narrative[0].blocks[4] == .table([["企业名称", "负责人"], ["〔企业1〕", "〔人员2〕"]]))
    let text = String(decoding: output.bytes, as: UTF8.self)
    #expect(!text.contains("济南") && !text.contains("推荐表") && !text.contains("约12"))
  }

  @Test func theBytesAreCanonicalPaddedAndReadBack() throws {
    for filler in [0, 700, 5_000] {
      let output = try BundleBuilderTests.output(filler: filler)
      #expect(output.bytes.count % BundleDocument.step == 0)
      #expect(try BundleDocument(canonicalBytes: output.bytes, limits: BundleDocument.limits) == output.document)
    }
    #expect(try BundleBuilderTests.output().bytes == BundleBuilderTests.output().bytes)
  }

  @Test func otherPaddingIsRefused() throws {
    let bytes = try BundleBuilderTests.output().bytes
    let text = String(decoding: bytes, as: UTF8.self)
    let shorter = text.replacing(#""padding":"  "#, with: #""padding":" "#)
    #expect(throws: CanonicalJSONError.self) {
      try BundleDocument(canonicalBytes: [UInt8](shorter.utf8), limits: BundleDocument.limits)
    }
  }

  @Test func theReportCountsAndSaysNoName() throws {
    let report = try BundleBuilderTests.output().report
    let text = String(decoding: report.canonicalBytes, as: UTF8.self)
    #expect(!text.contains("济南") && !text.contains("薛"))
    #expect(report.counts.contains { $0.rule == .divisionName && $0.count == 2 })
    #expect(try RedactionReport(canonicalBytes: report.canonicalBytes) == report)
    #expect(report.zh.contains("只与一个地区相符"))
  }

  @Test func theReportSaysHowManyFitTheValues() throws {
    let others = [try BundleBuilderTests.form("5.9"), try BundleBuilderTests.form("7.1")]
    #expect(try BundleBuilderTests.output(others: others).report.fitting == 2)
    #expect(try BundleBuilderTests.output(detail: .banded, others: others).report.fitting == 3)
  }

  @Test(arguments: [
    ("5.9", "5..10"), ("0", "0..5"), ("-7.1", "-10..-5"), ("-5", "-5..0"), ("99.9", "95..100"), ("100", "100..110"),
    ("1216.5", "1200..1300"), ("-120", "-120..-110"),
  ])
  func bandsHoldTheirNumber(value: String, band: String) throws {
    #expect(FormBands.band(of: try #require(DecimalNumber(value))) == band)
  }

  @Test func placeholdersOfTwoBundlesHaveNothingInCommonButTheWords() throws {
    let first = try Fixtures.redacted("甲乙机械有限公司", for: "370300")
    let second = try Fixtures.redacted("丙丁食品有限公司", for: "370100")
    #expect(first == second)
  }

  @Test func doubtfulPlacesAreOpenQuestions() throws {
    let application = try Fixtures.application("371602", paragraphs: ["对标海滨城市。"])
    let output = BundleBuilderTests.builder.build(
      application: application, pseudonym: "7K2M", policy: .standard, knowledge: BundleBuilder.Knowledge())
    #expect(output.openQuestions.contains { $0.excerpt.contains("海滨城市") })
    #expect(output.document.narrative[0].blocks[0] == .paragraph("对标海滨城市。"))
  }
}
