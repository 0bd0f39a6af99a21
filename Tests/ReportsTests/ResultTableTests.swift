import Foundation
import Panel
import Programme
import TerminalText
import Testing

@testable import Reports

struct ResultTableTests {
  @Test func `Columns stand under each other, names and codes alike`() throws {
    let (document, _) = try StandardSeason.made.get()
    let lines = ResultTable(document.levels[1], in: document, language: .zh).lines
    #expect(lines[0] == "县级：30 件，名额 13")
    let heading = lines[1]
    let name = try #require(heading.range(of: "申报单位")).lowerBound
    let column = DisplayText.width(heading[..<name])
    let rows = lines.dropFirst(3).filter { !$0.hasPrefix("-- ") }
    #expect(rows.count == 30)
    for row in rows {
      var used = 0
      let rest = row.drop { character in
        defer { used += DisplayText.width(String(character)) }
        return used < column
      }
      #expect(rest.first.map { $0.unicodeScalars.allSatisfy { $0.value >= 0x4E00 } } == true, "\(row)")
    }
  }

  @Test func `The cut line stands after the last one selected, with the margin`() throws {
    let (document, _) = try StandardSeason.made.get()
    let level = document.levels[1]
    let lines = ResultTable(level, in: document, language: .zh).lines
    let cut = try #require(lines.firstIndex { $0.hasPrefix("-- 入选线 分差 ") })
    #expect(lines[cut - 1].hasSuffix("入选 13（递补：前面有不再遴选的）"))
    #expect(lines[(cut + 1)...].allSatisfy { !$0.contains("入选 ") })
    #expect(lines.contains { $0.contains("不再遴选（第十三条：") && $0.hasSuffix("市已入选）") })
  }

  @Test func `In English, and before the names are known`() throws {
    let (document, _) = try StandardSeason.made.get()
    let level = document.levels[0]
    let english = ResultTable(level, in: document, language: .en).lines
    #expect(english[1].hasPrefix("place  code  applicant"))
    #expect(english.contains { $0.hasPrefix("-- cut line, margin ") })
    let unnamed = ResultTable(level.terms, ranking: level.ranking, selection: [], language: .zh, name: { $0 }).lines
    #expect(unnamed.count == 19)
    #expect(!unnamed[1].contains("申报单位") && !unnamed.contains { $0.contains("市 ") || $0.hasPrefix("-- ") })
  }
}

struct NumbersTests {
  @Test(arguments: [
    (0, "1970年1月1日 08:00"), (951_753_600, "2000年2月29日 00:00"), (1_711_015_200, "2024年3月21日 18:00"),
    (1_735_660_800, "2025年1月1日 00:00"), (Int64.max, "—"),
  ])
  func `Beijing time`(seconds: Int64, text: String) {
    #expect(Numbers.beijingTime(seconds) == text)
  }

  @Test(arguments: [(1500, "15%"), (1250, "12.5%"), (1205, "12.05%"), (10_000, "100%"), (5, "0.05%")])
  func `Weights in per cent`(weight: Int, text: String) {
    #expect(Numbers.percent(weight) == text)
  }

  @Test func `A margin that is not zero never reads as zero`() throws {
    #expect(Numbers.margin(try Fraction(21, over: 100), decimals: 2) == "0.21")
    #expect(Numbers.margin(try Fraction(1, over: 700), decimals: 2) == "0.001")
    #expect(Numbers.margin(.zero, decimals: 2) == "0.00")
  }

  @Test(arguments: [(1.25, "+1.3"), (-0.8, "−0.8"), (-0.01, "0.0"), (.nan, "—"), (.infinity, "—")])
  func `Differences carry their sign`(value: Double, text: String) {
    #expect(Numbers.signed(value, decimals: 1) == text)
  }
}

struct RuleWordsTests {
  @Test func `Each part of the rule is told`() throws {
    let words = RuleWords(try ScoringRule()).sentences.map(\.zh).joined()
    for part in ["不少于 5 份", "去一高一低", "3 份以上、不足 5 份", "不足 3 份的：不予排名", "小数点后 2 位", "权重最大", "逐对比较", "公开抽签", "上一份有效"] {
      #expect(words.contains(part))
    }
    let other = try ScoringRule(
      trimLow: 0, trimHigh: 2, trimFrom: 6, quorum: 4, basis: .perCriterion, ladder: [.decision], onVoid: .absent)
    let changed = RuleWords(other).sentences.map(\.zh).joined()
    for part in ["逐项去掉 2 个最高分和 0 个最低分", "不少于 6 份", "作废，按缺席"] { #expect(changed.contains(part)) }
    #expect(!changed.contains("逐对比较"))
    #expect(RuleWords(try ScoringRule(trimLow: 0, trimHigh: 0)).sentences[0].zh.hasPrefix("不去极值"))
  }
}
