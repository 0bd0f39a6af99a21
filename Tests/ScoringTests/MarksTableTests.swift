import Panel
import Testing

@testable import Scoring

@Suite struct MarksTableTests {
  private let header = "application,reviewer,criterion,mark\n"
  private let rubric: Rubric

  init() throws {
    rubric = try Sample.rubric(weights: [6_000, 4_000], decimals: 1)
  }

  private func read(_ text: String) throws -> [ApplicationSheets] {
    try MarksTable.read([UInt8](text.utf8), rubric: rubric)
  }

  private func faults(_ rows: String) throws -> [Int] {
    try #require(throws: TableError.self) { try read(header + rows) }.faults.map(\.line)
  }

  @Test(arguments: ["", "\u{FEFF}"], ["\n", "\r\n"]) func marksAreRead(_ mark: String, _ end: String) throws {
    let rows = ["济南市,R1,c1,85.5", "济南市,R1,c2,80", "\"a,\"\"b\"\"\",R1,c1,90", "\"a,\"\"b\"\"\",R1,c2,"]
    let text = mark + header.replacing("\n", with: end) + rows.joined(separator: end) + end + end
    let table = try read(text)
    #expect(table.map(\.application) == ["济南市", "a,\"b\""])
    #expect(table[0].sheets[0].marks == ["c1": try MarkDecimal(parsing: "85.5"), "c2": MarkDecimal(80)])
    #expect(table[1].sheets[0].marks == ["c1": MarkDecimal(90)])
  }

  @Test func anEmptyMarkIsAbsentNeverZero() throws {
    let rows = "A,R1,c1,\nA,R1,c2,\nA,R2,c1,50\nA,R2,c2,\nA,R3,c1,0\nA,R3,c2,0\n"
    let table = try read(header + rows)
    #expect(table[0].absent == [AbsentReviewer(reviewer: "R1", reason: .missing)])
    let line = try #require(
      try Ranker.rank(table, rubric: rubric, rule: ScoringRule(quorum: 1)).lines.first)
    #expect(line.sheets == [SheetTotal(reviewer: "R3", total: .zero)])
    #expect(line.absent.map(\.reason) == [.missing, .incomplete])
  }

  @Test func everyFaultIsNamedByItsLine() throws {
    #expect(try faults("A,R1,c1,80\nA,R1,c1,81\n") == [3])
    #expect(try faults("A,R1,c9,80\n") == [2])
    #expect(try faults("A,R1,c1,100.5\nA,R1,c2,-1\nA,R2,c1,80.25\nA,R2,c2,8O\nA,R3,c1, 80\n") == [2, 3, 4, 5, 6])
    #expect(try faults("A,R1,c1\nA,R1,c1,80,\n") == [2, 3])
    #expect(try faults(",R1,c1,80\nA\u{200B},R1,c1,80\n\(String(repeating: "x", count: 65)),R1,c1,80\n") == [2, 3, 4])
    #expect(try faults("\"A\n\",R1,c1,80\nA,R1,c9,80\n") == [2, 4])
    #expect(try faults("\"A,R1,c1,80\n") == [2])
    #expect(try faults("\"A\"b,R1,c1,80\n") == [2])
    #expect(try faults("") == [1])
    #expect(try faults(String(repeating: "A,R1,c9,80\n", count: 100)).count == TableError.maxFaults)
  }

  @Test func anotherHeaderOrEncodingIsRefused() {
    #expect(throws: TableError.self) { try read("申报,评委,指标,评分\nA,R1,c1,80\n") }
    #expect(throws: TableError.self) { try read("") }
    let gbk = [UInt8](header.utf8) + [0xBC, 0xC3, 0xC4, 0xCF] + [UInt8](",R1,c1,80\n".utf8)
    #expect(throws: TableError.self) { try MarksTable.read(gbk, rubric: rubric) }
  }

  @Test func namesThatOnlyLookAlikeAreTwo() throws {
    // é as one sign and as e with a combining accent: equal for Swift, not for us.
    let table = try read(header + "\u{E9},R1,c1,80\ne\u{301},R1,c1,70\n")
    #expect(table.count == 2)
  }

  @Test func figuresAreReadWithTheirStates() throws {
    let text = "application,indicator,value\nA,A5-07.n/2023,3\nA,A5-07.p/2023,\nB,A5-07.n/2023,无\n"
    let figures = try MarksTable.readFigures([UInt8](text.utf8))
    let key = try IndicatorKey(field: "A5-07.n", year: 2023)
    #expect(figures[[0x41]]?[key] == .number(MarkDecimal(3)))
    #expect(figures[[0x41]]?[try IndicatorKey(field: "A5-07.p", year: 2023)] == .state(.blank))
    #expect(figures[[0x42]]?[key] == .state(.none))
    let table = try read(header + "A,R1,c1,80\n")
    #expect(throws: TableError.self) { try table.with(figures) }
    #expect(throws: TableError.self) {
      try MarksTable.readFigures([UInt8]((text + "A,A5-07.n/2023,4\nA,A5-07,4\nA,A5-08/2023,four\n").utf8))
    }
  }
}
