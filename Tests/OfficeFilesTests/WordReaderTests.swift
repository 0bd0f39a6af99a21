import Testing

@testable import OfficeFiles

struct WordReaderTests {
  private func read(_ body: String, parts: [(kind: String, name: String, content: String)] = []) throws -> WordDocument
  {
    try WordReader.read(OfficeFixtures.docx(body, parts: parts))
  }

  private func run(_ text: String, _ properties: String = "") -> String {
    "<w:r><w:rPr>\(properties)</w:rPr><w:t xml:space=\"preserve\">\(text)</w:t></w:r>"
  }

  @Test(arguments: [
    ("<w:r><w:t>历</w:t></w:r><w:r><w:t>城</w:t></w:r><w:proofErr/><w:r><w:t>区</w:t></w:r>", "历城区"),
    ("<w:ins w:author=\"张三\"><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "新"),
    ("<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>", "新"),
    ("<w:hyperlink r:id=\"x\"><w:r><w:t>链接</w:t></w:r></w:hyperlink>", "链接"),
    ("<w:smartTag><w:r><w:t>智能</w:t></w:r></w:smartTag>", "智能"),
    ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "控件"),
    ("<w:fldSimple w:instr=\"AUTHOR\"><w:r><w:t>结果</w:t></w:r></w:fldSimple>", "结果"),
    (
      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        + "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>3</w:t></w:r>"
        + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>页</w:t></w:r>", "3页"
    ),
    ("<w:r><w:t>1</w:t><w:tab/><w:t>2</w:t><w:br/><w:t>3</w:t><w:br w:type=\"page\"/></w:r>", "1\t2\n3"),
    ("<w:r><w:t>0531</w:t><w:noBreakHyphen/><w:t>8</w:t><w:softHyphen/></w:r>", "0531-8"),
    (
      "<w:r><w:ruby><w:rt><w:r><w:t>jǐ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>济</w:t></w:r></w:rubyBase></w:ruby></w:r>",
      "济"
    ),
    ("<m:oMath><m:r><m:t>x</m:t></m:r><m:sSup><m:e><m:r><m:t>y</m:t></m:r></m:e></m:sSup></m:oMath>", "xy"),
    (
      "<mc:AlternateContent><mc:Choice Requires=\"w14\"><w:r><w:t>一</w:t></w:r></mc:Choice>"
        + "<mc:Fallback><w:r><w:t>二</w:t></w:r></mc:Fallback></mc:AlternateContent>", "一"
    ),
  ])
  func aParagraphReadsAsThePageShowsIt(runs: String, text: String) throws {
    #expect(try read("<w:p>\(runs)</w:p>").plainText == text)
  }

  @Test(arguments: [
    ("<w:r><w:sym w:font=\"Wingdings 2\" w:char=\"0052\"/></w:r>", "☑"),
    ("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>", "☑"),
    ("<w:r><w:rPr><w:rFonts w:ascii=\"Wingdings 2\"/></w:rPr><w:t>£</w:t></w:r>", "☐"),
    (
      "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"1\"/></w14:checkbox></w:sdtPr>"
        + "<w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>", "☑"
    ),
    (
      "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox>"
        + "</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
        + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>", "☑"
    ),
    (
      "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:default w:val=\"0\"/></w:checkBox></w:ffData>"
        + "</w:fldChar></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>", "☐"
    ),
  ])
  func boxesOfEveryKindBecomeOneSign(run: String, box: String) throws {
    #expect(try read("<w:p>\(run)</w:p>").plainText == box)
  }

  @Test func hiddenTextIsNotInTheBody() throws {
    let styles = """
      <w:styles \(OfficeFixtures.wordNamespaces)><w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr>\
      </w:style><w:style w:type="character" w:styleId="i"><w:basedOn w:val="h"/></w:style></w:styles>
      """
    let document = try read(
      "<w:p>\(run("看", ""))\(run("不见", "<w:vanish/>"))\(run("也不见", "<w:rStyle w:val=\"i\"/>"))"
        + "\(run("见", "<w:vanish w:val=\"0\"/>"))</w:p>",
      parts: [("styles", "styles.xml", styles)])
    #expect(document.plainText == "看见")
    #expect(document.strays.filter { $0.place == .hidden }.map(\.text) == ["不见", "也不见"])
  }

  @Test func aDeletedParagraphMarkJoinsParagraphs() throws {
    let document = try read(
      "<w:p><w:pPr><w:rPr><w:del w:author=\"甲\"/></w:rPr></w:pPr>\(run("前"))</w:p><w:p>\(run("后"))</w:p>")
    #expect(document.plainText == "前后")
    #expect(document.names == ["甲"])
  }

  @Test func boxesNotesAndHeadersAreStrays() throws {
    let box = "<w:p><w:r><w:pict><v:shape alt=\"图示\"><v:textbox><w:txbxContent>\(OfficeFixtures.paragraph("框中"))"
    let document = try read(
      box + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
      parts: [
        ("header", "header1.xml", "<w:hdr \(OfficeFixtures.wordNamespaces)>\(OfficeFixtures.paragraph("眉"))</w:hdr>"),
        (
          "footnotes", "footnotes.xml",
          "<w:footnotes \(OfficeFixtures.wordNamespaces)><w:footnote>\(OfficeFixtures.paragraph("注"))</w:footnote></w:footnotes>"
        ),
      ])
    #expect(document.plainText.isEmpty)
    #expect(document.strays.map(\.text) == ["图示", "框中", "眉", "注"])
    #expect(document.strays.map(\.place) == [.alternativeText, .textBox, .header, .footnote])
  }

  @Test func mergedCellsCoverTheirPlaces() throws {
    func cell(_ text: String, _ properties: String = "") -> String {
      "<w:tc><w:tcPr>\(properties)</w:tcPr>\(OfficeFixtures.paragraph(text))</w:tc>"
    }
    let document = try read(
      "<w:tbl><w:tr>\(cell("标", "<w:gridSpan w:val=\"2\"/>"))\(cell("一"))</w:tr>"
        + "<w:tr>\(cell("量", "<w:vMerge w:val=\"restart\"/>"))\(cell("国家级"))\(cell("2"))</w:tr>"
        + "<w:tr>\(cell("", "<w:vMerge/>"))\(cell("省级"))\(cell("3"))</w:tr>"
        + "<w:tr><w:trPr><w:del w:author=\"乙\"/></w:trPr>\(cell("删"))</w:tr></w:tbl>")
    let matrix = try #require(document.tables.first).matrix(name: "表1", limits: OfficeLimits())
    #expect(matrix.rows.map { $0.map(\.text) } == [["标", "", "一"], ["量", "国家级", "2"], ["", "省级", "3"]])
    #expect(matrix.shownText(0, 1) == "标")
    #expect(matrix.shownText(2, 0) == "量")
    #expect(document.names == ["乙"])
  }

  @Test func automaticNumbersAreCounted() throws {
    let numbering = """
      <w:numbering \(OfficeFixtures.wordNamespaces)><w:abstractNum w:abstractNumId="0">\
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>\
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>\
      </w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>
      """
    func item(_ level: Int) -> String {
      "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>"
    }
    let document = try read(
      [0, 1, 1, 0, 1].map(item).joined(), parts: [("numbering", "numbering.xml", numbering)])
    #expect(document.plainText == "一、\n（一）\n（二）\n二、\n（一）")
  }

  @Test func aListCanStartElsewhere() throws {
    let numbering = """
      <w:numbering \(OfficeFixtures.wordNamespaces)><w:abstractNum w:abstractNumId="0">\
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>\
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>\
      </w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>\
      <w:lvlOverride w:ilvl="0"><w:startOverride w:val="2"/></w:lvlOverride>\
      <w:lvlOverride w:ilvl="1"><w:startOverride w:val="3"/></w:lvlOverride></w:num></w:numbering>
      """
    let item = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>"
    #expect(try read(item + item, parts: [("numbering", "numbering.xml", numbering)]).plainText == "2.3\n2.4")
  }

  @Test(arguments: ["<!DOCTYPE w [<!ENTITY x \"y\">]>", "<!-- c --><!DOCTYPE w SYSTEM \"http://x.invalid/d\">"])
  func aDocumentTypeIsRefusedInEveryPart(declaration: String) {
    let bytes = OfficeFixtures.docx(
      OfficeFixtures.paragraph("文"), parts: [("settings", "settings.xml", "<?xml version=\"1.0\"?>\(declaration)<w/>")])
    #expect(throws: OfficeFileError(.documentType, part: "word/settings.xml", "")) { try WordReader.read(bytes) }
  }

  @Test func deepNestingIsRefused() {
    let depth = 300
    let body =
      String(repeating: "<w:sdt><w:sdtContent>", count: depth) + "<w:p/>"
      + String(repeating: "</w:sdtContent></w:sdt>", count: depth)
    #expect(throws: OfficeFileError.self) { try read(body) }
  }

  @Test func longTablesAreCutAndSaySo() throws {
    var limits = OfficeLimits()
    limits.tableRows = 10
    let row = "<w:tr><w:tc>\(OfficeFixtures.paragraph("格"))</w:tc></w:tr>"
    let bytes = OfficeFixtures.docx("<w:tbl>\(String(repeating: row, count: 25))</w:tbl>")
    let document = try WordReader.read(bytes, limits: limits)
    #expect(document.longestTable == 25)
    #expect(document.tables.first?.rows.count == 10)
  }

  @Test func noTruncationCrashes() {
    let bytes = OfficeFixtures.docx(OfficeFixtures.paragraph("文"))
    for length in stride(from: 0, to: bytes.count, by: 7) { _ = try? WordReader.read(Array(bytes.prefix(length))) }
  }
}
