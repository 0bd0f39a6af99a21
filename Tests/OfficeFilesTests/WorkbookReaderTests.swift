import Testing

@testable import OfficeFiles

struct WorkbookReaderTests {
  private let styles = """
    <numFmts><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>\
    </numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="2"/></cellXfs>
    """

  private func cells(_ cells: String) throws -> CellTable {
    let bytes = OfficeFixtures.xlsx(
      "<sheetData><row r=\"1\">\(cells)</row></sheetData>",
      shared: ["<t>共享</t>", "<r><t>富</t></r><r><t>文本</t></r><rPh><t>拼音</t></rPh>"], styles: styles)
    return try #require(try WorkbookReader.read(bytes).sheets.first)
  }

  @Test(arguments: [
    ("<c r=\"A1\" t=\"s\"><v>0</v></c>", "共享"),
    ("<c r=\"A1\" t=\"s\"><v>1</v></c>", "富文本"),
    ("<c r=\"A1\" t=\"s\"><v>9</v></c>", ""),
    ("<c r=\"A1\" t=\"inlineStr\"><is><t>行内</t></is></c>", "行内"),
    ("<c r=\"A1\" t=\"str\"><f>A2</f><v>公式</v></c>", "公式"),
    ("<c r=\"A1\"><v>7.0999999999999996</v></c>", "7.1"),
    ("<c r=\"A1\"><v>1.2E3</v></c>", "1200"),
    ("<c r=\"A1\"><v>-4.7000000000000002E-1</v></c>", "-0.47"),
    ("<c r=\"A1\" s=\"1\"><v>0.127</v></c>", "12.7%"),
    ("<c r=\"A1\" s=\"1\"><f>B1</f><v>0.29999999999999999</v></c>", "30%"),
    ("<c r=\"A1\" s=\"2\"><v>45377</v></c>", "2024-03-26"),
    ("<c r=\"A1\" s=\"3\"><v>784.964</v></c>", "784.964"),
    ("<c r=\"A1\" s=\"3\"><f>B1</f><v>784.965</v></c>", "784.97"),
    ("<c><v>5</v></c>", "5"),
  ])
  func aCellReadsAsItShows(cell: String, text: String) throws {
    #expect(try cells(cell)[0, 0].text == text)
  }

  @Test func aFormulaWithoutResultIsSaidToBeOne() throws {
    #expect(try cells("<c r=\"A1\"><f>SUM(B1:B9)</f></c>")[0, 0].lacksResult)
  }

  @Test func mergedCellsCoverTheirPlaces() throws {
    let bytes = OfficeFixtures.xlsx(
      """
      <sheetData><row r="1"><c r="A1" t="str"><v>量</v></c><c r="B1" t="str"><v>国家级</v></c></row>\
      <row r="2"><c r="B2" t="str"><v>省级</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>
      """)
    let sheet = try #require(try WorkbookReader.read(bytes).sheets.first)
    #expect(sheet.shownText(1, 0) == "量")
    #expect(sheet[1, 0].isCovered)
  }

  @Test func hiddenSheetsAreMarked() throws {
    #expect(try WorkbookReader.read(OfficeFixtures.xlsx("<sheetData/>", hidden: true)).sheets.map(\.isHidden) == [true])
  }

  @Test(arguments: ["A1:XFD1048576", "B2:A1", "A0", "", "ZZZZZ1:A1"])
  func oddMergesDoNoHarm(range: String) throws {
    let bytes = OfficeFixtures.xlsx(
      "<sheetData><row><c><v>1</v></c></row></sheetData><mergeCells><mergeCell ref=\"\(range)\"/></mergeCells>")
    #expect(try WorkbookReader.read(bytes).sheets.first?[0, 0].text == "1")
  }

  @Test func cellsFarOutAreLeftOut() throws {
    let sheet = try cells("<c r=\"XFD1048576\"><v>1</v></c><c r=\"A1\"><v>2</v></c>")
    #expect(sheet.rows.map { $0.map(\.text) } == [["2"]])
  }

  @Test(arguments: [
    (1, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01"), (45292, "2024-01-01"), (45351, "2024-02-29"),
  ])
  func serialDates(serial: Int, date: String) throws {
    #expect(SerialDate.text(try #require(StoredNumber("\(serial)"))) == date)
  }
}
