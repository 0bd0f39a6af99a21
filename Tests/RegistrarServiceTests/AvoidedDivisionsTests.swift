import Testing

@testable import RegistrarService

@Suite("Divisions to avoid")
struct AvoidedDivisionsTests {
  static let readable: [(texts: [String], codes: Set<String>)] = [
    (["济宁市微山县"], ["370826"]), (["东营市；枣庄市"], ["370500", "370400"]), (["淄博"], ["370300"]),
    (["山东省潍坊市、青岛市市南区"], ["370700", "370202"]), (["微山县"], ["370826"]), (["无"], []), ([], []),
    (["济南市，市中区"], ["370100", "370103"]),
  ]

  @Test(arguments: readable)
  func textsAreRead(texts: [String], codes: Set<String>) {
    let avoided = AvoidedDivisions(texts)
    #expect(avoided.codes == codes)
    #expect(avoided.unknown.isEmpty)
  }

  @Test(arguments: ["市中区", "亚特兰蒂斯", "济宁市亚特兰蒂斯县"])
  func whatIsUnknownOrAmbiguousIsListed(text: String) {
    let avoided = AvoidedDivisions([text])
    #expect(avoided.unknown == [text])
    #expect(avoided.codes.isEmpty)
  }

  @Test func aCityStandsForItsCountiesAndACountyForItselfAlone() {
    let city = AvoidedDivisions(["济宁市"])
    #expect(city.cover(division: "370800", unit: "370800"))
    #expect(city.cover(division: "370826", unit: "370800"))
    let county = AvoidedDivisions(["微山县"])
    #expect(county.cover(division: "370826", unit: "370800"))
    #expect(!county.cover(division: "370800", unit: "370800"))
    #expect(!county.cover(division: "370883", unit: "370800"))
  }
}
