import Testing

@testable import Programme

struct DecimalNumberTests {
  @Test(arguments: [("7.1", "7.1"), ("-20.40", "-20.4"), ("0", "0"), ("-0.0", "0"), ("007", "7"), ("0.05", "0.05")])
  func readsExactly(text: String, shortest: String) throws {
    #expect(try #require(DecimalNumber(text)).description == shortest)
  }

  @Test(arguments: ["", "-", ".5", "5.", "1e3", "1,000", "１", "--1", "1.2.3", "1234567890123456", "0.1234567891"])
  func refusesEverythingElse(text: String) {
    #expect(DecimalNumber(text) == nil)
  }

  @Test func comparesByValue() throws {
    #expect(try #require(DecimalNumber("9.5")) < #require(DecimalNumber("10")))
    #expect(try #require(DecimalNumber("-0.5")) < #require(DecimalNumber("-0.45")))
  }
}
