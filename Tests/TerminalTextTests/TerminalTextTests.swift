import TerminalText
import Testing

struct DisplayTextTests {
  @Test(arguments: [
    ("", 0), ("K7M2", 4), ("平度市", 6), ("（青岛）", 8), ("１２．５％", 10), ("e\u{301}", 1), ("〔企业3〕", 9), ("🀄", 2),
    ("👨‍👩‍👧", 2), ("❤\u{FE0F}", 2), ("…", 1), ("\u{20BB7}", 2), ("ㄅ", 2), ("각", 2),
  ])
  func `A sign takes the columns that terminals give it`(text: String, columns: Int) {
    #expect(DisplayText.width(text) == columns)
  }

  @Test func `What hides or moves the cursor is spelled out`() {
    #expect(DisplayText.printable("平\u{200B}度\u{202E}市\u{1B}[2J") == #"平\u{200B}度\u{202E}市\u{1B}[2J"#)
    #expect(DisplayText.printable("两\n行") == "两\n行")
    #expect(DisplayText.printable("a\u{9B}b\u{2028}c\u{E0041}") == #"a\u{9B}b\u{2028}c\u{E0041}"#)
  }

  @Test func `Lines break at any sign and never exceed the columns`() {
    #expect(DisplayText.wrapped("平度市agh", columns: 5) == ["平度", "市agh"])
    #expect(DisplayText.wrapped("a\n\nb", columns: 5) == ["a", "", "b"])
    #expect(DisplayText.wrapped("平", columns: 1) == ["平"])
  }

  @Test func `Columns align whatever the script`() {
    var table = TextTable(heading: ["名次\nrank", "名称\nname", "得分"], rightAligned: [0, 2])
    table.add(["1", "青岛市", "90.50"])
    table.addRule("入选线")
    table.add(["12", "Qingdao", "8.1"])
    #expect(
      table.lines == [
        "名次  名称      得分", "rank  name", "--------------------", "   1  青岛市   90.50", "-- 入选线 ----------",
        "  12  Qingdao    8.1",
      ])
  }

  @Test func `A table without heading is rows only`() {
    var table = TextTable()
    table.add(["平度市", "a"])
    table.add(["单县"])
    #expect(table.lines == ["平度市  a", "单县"])
  }
}

struct LanguageTests {
  @Test(arguments: [
    (nil, [:], Language.zh), (nil, ["PLUMBLINE_LANG": "en_GB.UTF-8"], .en), ("zh", ["PLUMBLINE_LANG": "en"], .zh),
    ("EN", [:], .en), (nil, ["LANG": "en_US.UTF-8"], .zh),
  ])
  func `Chinese unless somebody asks for English`(
    argument: String?, environment: [String: String], is language: Language
  ) {
    #expect(Language(argument: argument, environment: environment) == language)
  }
}

struct ProgressLineTests {
  @Test func `A bar of twenty signs with numbers that keep their place`() {
    let line = ProgressLine("匿名处理", of: 18)
    #expect(line.text(done: 9, note: "平度市") == "匿名处理  [##########----------]   9/18  平度市")
    #expect(line.text(done: 99) == "匿名处理  [####################]  18/18")
    #expect(ProgressLine("x", of: 0).text(done: 0) == "x  [####################]  0/0")
  }

  @Test func `A log gets a line for each tenth`() {
    let line = ProgressLine("x", of: 200)
    #expect((0...200).filter(line.isMilestone) == [20, 40, 60, 80, 100, 120, 140, 160, 180, 200])
  }
}
