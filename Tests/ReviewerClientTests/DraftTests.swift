import ByteCoding
import CanonicalJSON
import Panel
import SessionClient
import Testing

@testable import ReviewerClient

struct DraftTests {
  private func rubric() throws -> Rubric {
    try Rubric(
      id: "a1",
      criteria: [
        Criterion(
          id: "growth", title: BilingualText(zh: "稳增长", en: "growth"), weight: 6_000, kind: .judged(objective: false)),
        Criterion(
          id: "clusters", title: BilingualText(zh: "集群", en: "clusters"), weight: 4_000,
          kind: .judged(objective: false)),
      ], markDecimals: 1, commentBytes: 30)
  }

  @Test(arguments: [("85", "85"), ("８５．５", "85.5"), (" 0 ", "0"), ("85。5", "85.5")])
  func marksAreTakenAsPeopleTypeThem(typed: String, kept: String) throws {
    var draft = Draft(application: "K7M2")
    try draft.set(typed, for: "growth", rubric: rubric())
    #expect(draft.mark(of: "growth") == kept)
  }

  @Test(arguments: ["101", "-1", "85.55", "八十", "1e2"])
  func whatIsNoMarkIsRefused(typed: String) throws {
    var draft = Draft(application: "K7M2")
    #expect(throws: RuleError.self) { try draft.set(typed, for: "growth", rubric: rubric()) }
  }

  @Test func anAbsentMarkIsAbsentAndNotZero() throws {
    var draft = Draft(application: "K7M2")
    try draft.set("0", for: "growth", rubric: rubric())
    #expect(draft.filled(of: try rubric()) == 1)
    #expect(throws: ClientError.self) { try draft.plaintext(rubric: rubric(), salt: .zero) }
    try draft.set("", for: "growth", rubric: rubric())
    #expect(draft.filled(of: try rubric()) == 0)
  }

  @Test func theTotalIsExactAndRoundedHalfUp() throws {
    var draft = Draft(application: "K7M2")
    try draft.set("85.5", for: "growth", rubric: rubric())
    try draft.set("70.1", for: "clusters", rubric: rubric())
    #expect(draft.total(rubric: try rubric()) == "79.34")
  }

  @Test func aCommentIsLimitedInBytes() throws {
    var draft = Draft(application: "K7M2")
    try draft.set(comment: "举措实，示范推广", rubric: rubric())
    #expect(throws: ClientError.self) { try draft.set(comment: "举措实，惟示范推广佐证不足", rubric: rubric()) }
    #expect(throws: ClientError.self) { try draft.set(comment: "\u{200B}", rubric: rubric()) }
  }

  @Test func aTableOfMarksIsReadAsSpreadsheetsWriteIt() throws {
    let text = "\u{FEFF}application,criterion,mark,comment\r\nK7M2,growth,85.5,\"好,\"\"实\"\"\"\r\nK7M2,clusters,70,\r\n"
    let file = try MarksFile([UInt8](text.utf8), name: "marks.csv")
    #expect(
      file.lines == [
        MarksFile.Line(application: "K7M2", criterion: "growth", mark: "85.5", comment: "好,\"实\""),
        MarksFile.Line(application: "K7M2", criterion: "clusters", mark: "70", comment: nil),
      ])
  }

  @Test(arguments: ["", "a,b,c\n", "application,criterion,mark\nK7M2,growth\n", "application,criterion,mark\n\"x"])
  func aTableThatIsNoneIsRefused(text: String) {
    #expect(throws: ClientError.self) { try MarksFile([UInt8](text.utf8), name: "marks.csv") }
  }

  @Test func jsonTakesWholeNumbersAndTextsOnly() throws {
    let good = #"{"sheets":[{"application":"K7M2","marks":{"growth":85,"clusters":"70.5"}}]}"#
    #expect(try MarksFile([UInt8](good.utf8), name: "m.json").lines.map(\.mark) == ["70.5", "85"])
    let bad = #"{"sheets":[{"application":"K7M2","marks":{"growth":85.5}}]}"#
    #expect(throws: ClientError.self) { try MarksFile([UInt8](bad.utf8), name: "m.json") }
  }
}
