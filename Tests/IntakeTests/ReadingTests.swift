import Programme
import Testing

@testable import Intake

struct CellNumberTests {
  @Test(arguments: [
    ("7.1", "%", "7.1", [CellNumber.Repair]()), ("２．８", "%", "2.8", [.normalised]),
    ("−20.4", "%", "-20.4", [.normalised]),
    ("–3", "%", "-3", [.normalised]), ("1,924.4", "亿元", "1924.4", [.normalised]), ("24.1%", "%", "24.1", [.unit]),
    ("17个", "个", "17", [.unit]), ("１７家", "个", "17", [.unit, .normalised]), (" 5 ", "个", "5", []),
    ("431.4亿元", "亿元", "431.4", [.unit]), ("3\u{200B}5", "个", "35", []),
  ])
  func numbersAreReadWithWhatWasDone(text: String, unit: String, value: String, repairs: [CellNumber.Repair]) throws {
    let reading = CellNumber(text, unit: unit)
    #expect(reading.state == .number(try #require(DecimalNumber(value))))
    #expect(reading.repairs == Set(repairs))
  }

  @Test(arguments: [
    ("", FormValue.State.blank), ("　", .blank), ("无", .none), ("—", .notApplicable), ("不适用", .notApplicable),
    ("/", .notApplicable), ("约12", .notANumber), ("15.8～16.8", .notANumber), ("十二", .notANumber),
    ("1,2", .notANumber), ("12.5亿元", .notANumber), ("1.2.3", .notANumber),
  ])
  func whatIsNoNumberKeepsItsKind(text: String, state: FormValue.State) {
    #expect(CellNumber(text, unit: "%").state == state)
  }
}

struct TickBoxesTests {
  @Test(arguments: [
    ("☑是    □否", ApprovalAnswer.yes), ("□是    ☑否", .no), ("☑是 ☑否", .both), ("□是 □否", .unanswered),
    ("是☑ 否☐", .yes), ("是□ 否√", .no), ("（√）是（　）否", .yes), ("是（ ）否（√）", .no), ("是[√] 否[ ]", .yes),
    ("■是 □否", .yes), ("√是  否", .yes), ("是√ 否", .yes), ("是", .yes), ("否", .no), ("", .unanswered), ("是/否", .unanswered),
    ("☒ 是  ☐ 否", .yes), ("●是 ○否", .yes),
  ])
  func answersAreReadWhereverTheBoxesStand(text: String, answer: ApprovalAnswer) {
    #expect(TickBoxes.answer(text) == answer)
  }
}

struct IncidentStatementTests {
  @Test(arguments: [
    ("无。", IncidentAnswer.none),
    ("近三年，我市未发生过重大、特大安全生产事故，未发生重大、特大环境事故，未发生造成恶劣影响的社会稳定事件。", .none),
    ("近三年我市本行政区域内，重大安全生产事故：无；重大环境事故：无；造成恶劣影响的社会稳定事件：无。", .none),
    ("我县近三年不存在申报通知所列的重大安全生产事故、重大环境事故及造成恶劣影响的社会稳定事件。", .none),
    ("近三年是否发生过重大安全生产事故：否。", .none),
    ("严格落实责任，防止重大事故发生。近三年未发生重大事故。", .none),
    ("2021年11月，我区某化工企业发生爆炸，死亡14人，经认定为重大生产安全事故。", .declared),
    ("2022年9月，我县发生1起造成恶劣影响的社会稳定事件，媒体广泛报道，现已平息。", .declared),
    ("近三年并非没有发生过重大安全生产事故。", .declared),
    ("不能说没有发生过重大环境事件。", .declared),
    ("近三年不是未发生过重大事故。", .declared), ("我县近三年没有一年未发生重大安全生产事故。", .declared),
    ("近三年未发生重大事故的说法不准确。", .declared), ("近三年未能做到不发生重大事故。", .declared),
    ("近三年无重大安全生产事故、未发生重大环境事故。", .none), ("近三年从未发生重大、特大安全生产事故。", .none),
    ("2022年5月发生1起重大突发环境事件。", .declared),
    ("近三年未发生重大事故。2022年4月发生较大生产安全事故1起（死亡3人），不属于重大、特大安全生产事故。", .belowThreshold),
    ("2023年6月某企业发生事故，死亡1人。", .belowThreshold),
    ("近三年未发生重大、特大事故。2019年曾发生1起重大生产安全事故，已超过三年期限。", .outsideWindow),
    ("申报市、县（市、区）近三年，本行政区域内是否发生过重大安全生产事故、重大环境事故或造成恶劣影响的社会稳定事件。", .unanswered),
    ("本申报书数据以统计机关公开数据为准。", .unanswered),
  ])
  func statementsAreReadAsAPersonWould(text: String, answer: IncidentAnswer) {
    #expect(IncidentStatement(firstYear: 2021).answer([text]) == answer)
  }
}

struct ApplicantFinderTests {
  let finder = ApplicantFinder(divisions: .shandong)

  @Test(arguments: [
    ("历城区", "济南市工业和信息化局", "370112"), ("历 城 区", "", "370112"), ("历城", "", "370112"), ("济南市历城区", "", "370112"),
    ("市中区", "济南市工业和信息化局", "370103"), ("市中区", "枣庄市工业和信息化局", "370402"), ("枣庄市市中区", "", "370402"),
    ("山东省济南市", "", "370100"), ("曹县", "菏泽市工业和信息化局", "371721"),
  ])
  func namesAreFound(name: String, unit: String, code: String) {
    guard case .division(let division) = finder.find(name, recommendedBy: unit) else {
      Issue.record("\(name) was not found")
      return
    }
    #expect(division.code == code)
  }

  @Test func oneNameOfTwoWithoutAUnitIsNotGuessed() {
    #expect(finder.find("市中区") == .none)
  }

  @Test(arguments: ["烟台经济技术开发区", "烟台开发区"]) func zonesAreToldApart(name: String) {
    guard case .zone(let zone) = finder.find(name) else {
      Issue.record("\(name) was not found")
      return
    }
    #expect(zone.code == "370676")
  }
}

struct StatedDateTests {
  @Test(arguments: [("2024年4月9日", 2024), ("二〇二四年四月", 2024), ("2024-04-09", 2024), (" 2024 年  4月 9 日", 2024)])
  func datesAreRead(text: String, year: Int) {
    #expect(StatedDate.year(in: text) == year)
  }

  @Test(arguments: ["", "2024", "四月", "2023年全市实现地区生产总值431.4亿元", "12345年"]) func otherTextIsNoDate(text: String) {
    #expect(StatedDate.year(in: text) == nil)
  }
}
