import CanonicalJSON
import Panel
import Testing

@testable import Programme

@Suite struct SelectionTests {
  /// Divisions like 370102: the first four digits and 00 name the city.
  private static let parent: @Sendable (String) -> String? = { code in
    code.hasSuffix("00") ? nil : code.prefix(4) + "00"
  }

  /// - Parameter places: 0 = not ranked; equal places are an open tie.
  private func ranking(_ places: [Int]) -> RankingTable {
    RankingTable(
      lines: places.enumerated().map { index, place in
        let open = place > 0 && places.count { $0 == place } > 1
        return RankingLine(
          application: application(index).text, rank: place, place: place,
          aggregate: place > 0 ? Fraction(Int64(100 - place)) : nil, shown: "", judged: nil, computed: [], sheets: [],
          trimmed: [], absent: [], flags: [], tie: TieOutcome(equal: 1, settled: open ? .open : .notTied))
      })
  }

  private func application(_ index: Int) -> Code { Code("P\(index + 1)") ?? "P0" }

  private func divisions(_ codes: [String]) -> [Code: String] {
    Dictionary(uniqueKeysWithValues: codes.enumerated().map { (application($0), $1) })
  }

  private func rules(_ level: DivisionLevel, seats: Int, _ scope: ExclusionScope = .withinTrack) -> SelectionRules {
    SelectionRules(track: "A", level: level, seats: seats, exclusionScope: scope)
  }

  private func outcomes(_ table: SelectionTable) -> [String] {
    table.lines.map { "\($0.outcome) \($0.reason.rawValue) \($0.seat) \($0.waiting)" }
  }

  @Test func citiesAreTakenInOrder() throws {
    let selector = Selector(rules: rules(.city, seats: 3), parent: SelectionTests.parent)
    let table = try selector.select(
      ranking([1, 2, 3, 4, 5]), divisions: divisions(["370100", "370200", "370300", "370400", "370500"]))
    #expect(table.selected.map(\.division) == ["370100", "370200", "370300"])
    #expect(table.waiting.map(\.waiting) == [1, 2])
    #expect(table.vacant == 0)
  }

  @Test func countiesOfAWinningCityAreSkippedAndTheNextMovesUp() throws {
    let selector = Selector(
      rules: rules(.county, seats: 2), awarded: [AwardedCity(division: "370100", track: "A")],
      parent: SelectionTests.parent)
    let table = try selector.select(
      ranking([1, 2, 3, 4, 5]), divisions: divisions(["370102", "370202", "370103", "370302", "370402"]))
    #expect(
      outcomes(table) == [
        "skipped article-13 0 0", "selected within-seats 1 0", "skipped article-13 0 0", "selected promoted 2 0",
        "waiting seats-taken 0 1",
      ])
    #expect(table.lines[0].causes == ["370100"])
  }

  @Test func bothReadingsOfArticle13StandBesideEachOther() throws {
    let awarded = [AwardedCity(division: "370100", track: "B")]
    let codes = divisions(["370102", "370202", "370302"])
    let within = try Selector(rules: rules(.county, seats: 2), awarded: awarded, parent: SelectionTests.parent)
      .select(ranking([1, 2, 3]), divisions: codes)
    #expect(within.selected.map(\.division) == ["370102", "370202"])
    #expect(within.differences.map(\.division) == ["370102", "370302"])
    #expect(within.lines.map(\.otherReading) == [.skipped, .selected, .selected])
    let across = try Selector(
      rules: rules(.county, seats: 2, .acrossTracks), awarded: awarded, parent: SelectionTests.parent
    ).select(ranking([1, 2, 3]), divisions: codes)
    #expect(across.lines.map(\.outcome) == within.lines.map(\.otherReading))
    #expect(across.lines.map(\.otherReading) == within.lines.map(\.outcome))
  }

  @Test func aRecordedExceptionAdmits() throws {
    let selector = Selector(
      rules: rules(.county, seats: 1), awarded: [AwardedCity(division: "370100", track: "A")],
      exceptions: ["370102", "370202"], parent: SelectionTests.parent)
    let table = try selector.select(ranking([1, 2]), divisions: divisions(["370102", "370202"]))
    #expect(outcomes(table) == ["selected exception 1 0", "waiting seats-taken 0 1"])
    #expect(table.lines[0].causes == ["370100"])
  }

  @Test(arguments: [true, false]) func sanctionsBarTheCityAndWhereSaidItsCounties(_ counties: Bool) throws {
    let sanction = Sanction(city: "370100", includesCounties: counties)
    let city = try Selector(rules: rules(.city, seats: 1), sanctions: [sanction], parent: SelectionTests.parent)
      .select(ranking([1, 2]), divisions: divisions(["370100", "370200"]))
    #expect(outcomes(city) == ["skipped article-15 0 0", "selected promoted 1 0"])
    let county = try Selector(rules: rules(.county, seats: 1), sanctions: [sanction], parent: SelectionTests.parent)
      .select(ranking([1, 2]), divisions: divisions(["370102", "370202"]))
    #expect(county.selected.map(\.division) == [counties ? "370202" : "370102"])
  }

  @Test func fewerThanSeatsLeavesPlacesEmpty() throws {
    let table = try Selector(rules: rules(.city, seats: 3), parent: SelectionTests.parent)
      .select(ranking([1, 0, 0]), divisions: divisions(["370100", "370200", "370300"]))
    #expect(table.selected.count == 1)
    #expect(table.vacant == 2)
    #expect(table.lines[1].outcome == .unranked && table.lines[1].reason == .belowQuorum)
  }

  @Test func anOpenTieAtTheCutIsRefusedAndElsewhereHarmless() throws {
    let selector = Selector(rules: rules(.city, seats: 2), parent: SelectionTests.parent)
    let codes = divisions(["370100", "370200", "370300", "370400"])
    #expect(throws: SelectionError(.unsettledTie, zh: "", en: "")) {
      try selector.select(ranking([1, 2, 2, 4]), divisions: codes)
    }
    #expect(try selector.select(ranking([1, 1, 3, 4]), divisions: codes).selected.count == 2)
    #expect(try selector.select(ranking([1, 2, 3, 3]), divisions: codes).selected.count == 2)
    let barred = Selector(
      rules: rules(.city, seats: 2), sanctions: [Sanction(city: "370300")], parent: SelectionTests.parent)
    #expect(
      try barred.select(ranking([1, 2, 2, 4]), divisions: codes).selected.map(\.division) == ["370100", "370200"])
  }

  @Test func unknownDoubleAndForeignDivisionsAreRefused() {
    let selector = Selector(rules: rules(.city, seats: 2), parent: SelectionTests.parent)
    for codes in [["370100"], ["370100", "370100"], ["370100", "370102"]] {
      #expect(throws: SelectionError(.badIdentity, zh: "", en: "")) {
        try selector.select(ranking([1, 2]), divisions: divisions(codes))
      }
    }
  }

  @Test func linesSurviveTheirText() throws {
    let selector = Selector(
      rules: rules(.county, seats: 1), awarded: [AwardedCity(division: "370100", track: "A")],
      parent: SelectionTests.parent)
    let lines = try selector.select(ranking([1, 2, 0]), divisions: divisions(["370102", "370202", "370302"])).lines
    #expect(try ListBlob.decode(ListBlob.encode(lines), as: SelectionLine.self) == lines)
  }

  @Test func shandongHasThreeCitiesAndThirteenCounties() throws {
    for id in ["A", "B"] {
      let track = try #require(ProgrammeDefinition.shandong2023.track(id))
      #expect(SelectionRules(track: track, level: .city, exclusionScope: .withinTrack).seats == 3)
      #expect(SelectionRules(track: track, level: .county, exclusionScope: .withinTrack).seats == 13)
    }
    let table = DivisionTable.shandong
    #expect(table.division(code: "370102")?.parentCode == "370100")
  }
}
