import Panel
import Testing

@testable import Scoring

@Suite struct BundleFiguresTests {
  private func bundle(_ state: BundleField.State, _ value: String) -> BundleDocument {
    BundleDocument(
      application: "AAAA", form: [BundleField(field: "A4-01", state: state, value: value, year: 2023)], level: "city",
      narrative: [], policy: "standard", track: "A")
  }

  @Test func aNumberIsTakenExactlyAndABlankIsNoZero() throws {
    let key = try IndicatorKey(field: "A4-01", year: 2023)
    #expect(try bundle(.number, "-7.10").figures()[key] == .number(MarkDecimal(parsing: "-7.10")))
    #expect(try bundle(.blank, "").figures()[key] == .state(.blank))
    #expect(try bundle(.none, "").figures()[key] == .state(IndicatorState.none))
  }

  @Test(arguments: [BundleField.State.banded, .notANumber])
  func whatIsNoNumberCannotBeComputedWith(state: BundleField.State) {
    #expect(throws: RuleError.self) { try bundle(state, "15..20").figures() }
  }
}
