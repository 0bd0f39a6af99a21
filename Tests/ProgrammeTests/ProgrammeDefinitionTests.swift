import CanonicalJSON
import Testing

@testable import Programme

struct ProgrammeDefinitionTests {
  let programme = ProgrammeDefinition.shandong2023

  @Test func bytesComeBackAsTheSameDefinition() throws {
    #expect(try ProgrammeDefinition(canonicalBytes: programme.canonicalBytes) == programme)
  }

  @Test(arguments: [("annex4", 10), ("annex5", 18), ("annex6", 13), ("annex7", 12)])
  func formsHaveTheRowsOfTheAnnexes(form: String, rows: Int) throws {
    #expect(try #require(programme.form(form)).fields.count == rows)
  }

  @Test func eachTrackHasThreeCitiesAndThirteenCounties() throws {
    for track in ["A", "B"] {
      let track = try #require(programme.track(track))
      #expect(track.seats(.city) == 3)
      #expect(track.seats(.county) == 13)
      #expect(try #require(programme.form(track: track.id, level: .county)).level == .county)
      #expect(try #require(programme.template(track: track.id)).sections.count { $0.isDeclaration } == 1)
    }
  }

  @Test func aTrackWithoutItsFormIsRefused() {
    let text = String(decoding: programme.canonicalBytes, as: UTF8.self)
      .replacing("\"cityForm\":\"annex4\"", with: "\"cityForm\":\"annex9\"")
    #expect(throws: CanonicalJSONError.self) { try ProgrammeDefinition(canonicalBytes: [UInt8](text.utf8)) }
  }
}
