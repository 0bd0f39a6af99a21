import ByteCoding
import Foundation
import Panel
import Programme
import Testing

@testable import Anonymization

struct LeakScanTests {
  /// One bundle's bytes around a text, padded to a whole step.
  private static func bundle(_ text: String) -> [UInt8] {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let bare = [UInt8](#"{"narrative":[{"blocks":[{"kind":"paragraph","text":""#.utf8) + [UInt8](escaped.utf8)
    let end = [UInt8](#""}]}],"padding":""#.utf8)
    let rest = (bare.count + end.count + 2) % 16_384
    return bare + end + [UInt8](repeating: 0x20, count: rest == 0 ? 0 : 16_384 - rest) + [UInt8](#""}"#.utf8)
  }

  private static func scan(_ code: String, known: [String] = []) throws -> LeakScan {
    LeakScan(
      identity: try Fixtures.identity(code), divisions: .shandong, localNames: .shandong, known: known)
  }

  @Test(arguments: [
    ("要把根扎在济南", LeakFinding.Rule.placeName), ("濟南市", .placeName), ("济\u{200B}南", .placeName), ("济 南", .placeName),
    ("济·南", .placeName),
    ("济\u{AD}南市", .placeName), ("済南", .placeName), ("淄博市", .placeName), ("章丘", .placeName), ("莱芜市", .placeName),
    ("Jinan", .latinName),
    ("J i n a n", .latinName), ("Ｊｉｎａｎ", .latinName), ("jinangxj", .latinName), ("Qingdao", .latinName),
    ("Tsingtao", .latinName),
    ("市南济", .reversedName), ("趵突泉", .localName), ("润泽纺织股份有限公司", .company), ("13812345678", .phone),
    ("138-1234-5678", .phone),
    ("0531-85551234", .phone), ("０５３１－８５５５１２３４", .phone), ("a@b.cn", .email), ("https://x.cn", .url), ("鲁A", .plate),
    ("鲁Ｂ", .plate),
    ("区号0531", .areaCode), ("370100", .registeredNumber), ("2307-370100-04-01-747368", .registeredNumber),
    ("91370302MA338CDC5X", .registeredNumber),
    ("济政发〔2023〕12号", .documentNumber), ("东经117°7′", .coordinates), (#"D:\a"#, .path),
    ("%E6%B5%8E%E5%8D%97", .encodedName),
    (#"\u6d4e\u5357"#, .encodedName), ("&#x6d4e;&#x5357;", .encodedName),
    (Data("在济南市".utf8).base64EncodedString(), .encodedName),
    ("薛丽雯", .knownName), ("薛 丽 雯", .knownName),
  ])
  func everyDisguiseIsFound(text: String, rule: LeakFinding.Rule) throws {
    let bytes = LeakScanTests.bundle("工作位于\(text)。")
    let findings = try LeakScanTests.scan("370100", known: ["薛丽雯"]).findings(in: bytes)
    #expect(findings.contains { $0.rule == rule }, "\(findings)")
  }

  @Test(arguments: [
    "山东营商环境持续优化", "对标海滨城市", "〔本市〕位于山东省中部", "〔企业1〕投资5.9亿元", "国发〔2015〕28号", "2022—2024年", "总投资1380000万元",
    "建立长清单", "以厚德城管", "与浙江大学共建", "年日照时数较长", "二〇二四年四月", "增长15.12%，全国第3位", "与中国移动通信集团有限公司合作",
  ])
  func cleanTextHasNoFinding(text: String) throws {
    #expect(try LeakScanTests.scan("370500").findings(in: LeakScanTests.bundle(text)).isEmpty)
  }

  @Test func offsetsPointIntoTheBytes() throws {
    let bytes = LeakScanTests.bundle("在济南市")
    let finding = try #require(try LeakScanTests.scan("370100").findings(in: bytes).first { $0.rule == .placeName })
    #expect(String(decoding: bytes[finding.offset...].prefix(6), as: UTF8.self) == "济南")
    #expect(finding.code == "LEAK_PLACE_NAME@\(finding.offset)")
  }

  @Test func foreignMembersAndOddSizesAreFound() throws {
    let scan = try LeakScanTests.scan("370100")
    #expect(scan.findings(in: [UInt8](#"{"author":"x"}"#.utf8)).map(\.rule) == [.foreignMember, .size])
  }

  @Test func theAnonymizersOwnWorkPasses() throws {
    let paragraphs = [
      "济南市位于山东省中部，素有“泉城”之称，拥有千佛山等知名地标，车牌号段为鲁A，电话区号0531，邮政编码250001。",
      "济\u{200B}南市工业和信息化局联系人：何晓丽，电话０５３１－８５５５１２３４，邮箱jinan_gxj@163.example，地址：济南市工业一路7号。",
      "引进山东新力源智能装备（集团）有限公司（统一社会信用代码91370302MA338CDC5X），见https://www.jinan.example/a。",
      "印发《济南市行动计划》（济政发〔2023〕12号），Jinan City，项目代码2307-370100-04-01-747368，位于东经117°7′，北纬36°38′。",
    ]
    let application = try Fixtures.application("370100", paragraphs: paragraphs)
    let output = BundleBuilder { _ in .zero }.build(
      application: application, pseudonym: "7K2M", policy: .standard, knowledge: BundleBuilder.Knowledge())
    let scan = try LeakScanTests.scan("370100", known: output.removedNames)
    #expect(scan.findings(in: output.bytes).isEmpty)
  }
}
