import Testing

@testable import Anonymization

struct NormalizedTextTests {
  @Test(arguments: [
    ("济\u{200B}南", "济南"), ("济\u{FEFF}南", "济南"), ("济\u{AD}南", "济南"), ("济\u{2060}南\u{200D}市", "济南市"),
    ("济 南", "济南"), ("济\u{3000}南\u{A0}市", "济南市"), ("济\n南", "济南"), ("濟南市", "济南市"), ("済南", "济南"),
    ("\u{2F47}照", "日照"), ("曰照巿", "日照市"), ("Ｊｉｎａｎ", "jinan"), ("JINAN", "jinan"), ("Jǐnán", "jinan"),
    ("jіnаn", "jinan"), ("０５３１－８５５５", "0531-8555"), ("①②", "12"), ("ﬁ", "fi"), ("鲁Ａ", "鲁a"), ("A\u{301}", "a"),
  ])
  func disguisesAreUndone(written: String, plain: String) {
    #expect(NormalizedText(written).codes.text == plain)
  }

  @Test func spacesBesideOtherSignsStay() {
    #expect(NormalizedText("共 5 家 abc def").codes.text == "共 5 家 abc def")
  }

  @Test(arguments: ["济 南\u{200B}市工信局", "a\u{301}b ﬁ 濟\u{3000}南", "𝐉𝐢𝐧𝐚𝐧 0531", ""])
  func mapLeadsBackToTheOriginal(written: String) {
    let text = NormalizedText(written)
    #expect(text.origin.count == text.codes.count)
    #expect(zip(text.origin, text.origin.dropFirst()).allSatisfy { $0 <= $1 })
    for start in 0..<text.count {
      for end in start + 1..<text.count + 1 {
        let again = NormalizedText(text.written(start..<end)).codes
        // A ligature is one sign of the original and two of the text: never less than what was asked for.
        #expect(again.text.contains(text.plain(start..<end)))
      }
    }
  }

  @Test func cutsTheDisguiseOut() {
    let text = NormalizedText("在濟\u{200B} 南市办事")
    #expect(text.written(1..<4) == "濟\u{200B} 南市")
  }
}
