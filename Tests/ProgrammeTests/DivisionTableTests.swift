import Testing

@testable import Programme

struct DivisionTableTests {
  let table = DivisionTable.shandong

  @Test func shandongHas16CitiesAnd136Counties() {
    #expect(table.cities.count == 16)
    #expect(table.counties.count == 136)
    #expect(table.counties.count { $0.kind == .district } == 58)
    #expect(table.counties.count { $0.kind == .countyLevelCity } == 26)
    #expect(table.counties.count { $0.kind == .county } == 52)
    #expect(table.zones.count == 15)
  }

  @Test func everyCountyLiesInACityOfTheTable() {
    for county in table.counties {
      #expect(table.parent(of: county)?.level == .city)
    }
  }

  @Test func twoDivisionsShareTheName市中区() {
    #expect(table.divisions(named: "市中区").map(\.code) == ["370103", "370402"])
  }

  @Test func shortNamesKeepTwoCharacters() throws {
    #expect(try #require(table.division(code: "370112")).shortName == "历城")
    #expect(try #require(table.division(code: "371721")).shortName == "曹县")
  }

  @Test(arguments: [
    (QuotaReading.floor, 21), (.floorAtLeastOne, 23), (.roundHalfUp, 26), (.ceiling, 35),
  ])
  func quotaOfTheWholeProvince(reading: QuotaReading, total: Int) {
    let sum = table.cities.reduce(0) { $0 + reading.limit(counties: table.counties(of: $1.code).count) }
    #expect(sum == total)
  }
}
