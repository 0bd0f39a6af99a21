import Testing

@testable import OfficeFiles

struct TextEncodingTests {
  private let gbk: [UInt8] = [0xCD, 0xC6, 0xBC, 0xF6, 0xB1, 0xED, 0x2C, 0x31]

  @Test func eachEncodingOfOfficesIsRecognised() throws {
    let text = "推荐表,1"
    let utf16 = Array(text.utf16)
    let samples: [([UInt8], TextEncoding)] = [
      ([UInt8](text.utf8), .utf8),
      ([0xEF, 0xBB, 0xBF] + [UInt8](text.utf8), .utf8),
      ([0xFF, 0xFE] + utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }, .utf16LittleEndian),
      ([0xFE, 0xFF] + utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }, .utf16BigEndian),
      (utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }, .utf16LittleEndian),
      (gbk, .gb18030),
    ]
    for (bytes, encoding) in samples {
      let decoded = try #require(TextEncoding.decode(bytes))
      #expect(decoded.text == text)
      #expect(decoded.encoding == encoding)
    }
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect(TextEncoding.decode([0x01, 0x02, 0xFF, 0x80]) == nil)
  }

  @Test func quotedFieldsKeepTheirSeparators() throws {
    let bytes = [UInt8]("a,\"b,\"\"c\"\"\nd\",e\r\n\"x\",,\n".utf8)
    let table = try CSVReader.read(bytes, name: "CSV")
    #expect(table.rows.map { $0.map(\.text) } == [["a", "b,\"c\"\nd", "e"], ["x", "", ""]])
  }

  @Test func gb18030TablesAreRead() throws {
    #expect(try CSVReader.read(gbk, name: "CSV").rows.map { $0.map(\.text) } == [["推荐表", "1"]])
  }

  @Test(arguments: [(0, 0, "A1"), (6, 2, "C7"), (0, 26, "AA1"), (9, 701, "ZZ10"), (0, 702, "AAA1")])
  func referencesCountAsSpreadsheetsDo(row: Int, column: Int, text: String) throws {
    #expect(CellTable.reference(row: row, column: column) == text)
    #expect(CellReference(text) == CellReference(CellTable.reference(row: row, column: column)))
  }

  @Test(arguments: [
    (1, "chineseCounting", "一"), (10, "chineseCounting", "十"), (12, "chineseCountingThousand", "十二"),
    (20, "chineseCounting", "二十"), (103, "chineseCounting", "一百零三"), (3, "chineseLegalSimplified", "叁"),
    (2, "ideographTraditional", "乙"), (28, "lowerLetter", "bb"), (4, "upperRoman", "IV"),
    (3, "decimalEnclosedCircle", "③"), (12, "decimalFullWidth", "１２"), (7, "decimal", "7"), (7, "bullet", ""),
  ])
  func numbersAreWrittenInTheirFormat(number: Int, format: String, text: String) {
    #expect(NumberFormat.text(number, format: format) == text)
  }
}

struct FileTypeTests {
  @Test(arguments: [
    ([], FileType.empty), ([0x25, 0x50, 0x44, 0x46, 0x2D], .pdf), ([0xFF, 0xD8, 0xFF, 0xE0], .jpeg),
    ([UInt8]("<html><body>".utf8), .html), ([UInt8]("指标,2022年".utf8), .text), ([0x50, 0x4B, 0x03, 0x04, 0x14], .zip),
    ([0x00, 0x01, 0xFE, 0x99], .unknown),
  ])
  func bytesDecide(bytes: [UInt8], type: FileType) {
    #expect(FileType(recognising: bytes) == type)
  }

  @Test func officeFilesAreToldApartByTheirParts() {
    #expect(FileType(recognising: OfficeFixtures.docx("")) == .docx)
    #expect(FileType(recognising: OfficeFixtures.xlsx("")) == .xlsx)
    #expect(FileType(recognising: OfficeFixtures.docx("", parts: [("vbaProject", "vbaProject.bin", "")])) == .docm)
  }

  @Test(arguments: [
    ("WordDocument", FileType.legacyWord), ("Workbook", .legacySheet), ("EncryptedPackage", .encryptedOffice),
    ("Other", .compoundFile),
  ])
  func compoundFilesAreToldApartByTheirStreams(stream: String, type: FileType) {
    #expect(FileType(recognising: compoundFile(stream)) == type)
  }

  /// A header, one sector of the allocation table and one of the directory with one name.
  private func compoundFile(_ stream: String) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 512 * 3)
    bytes.replaceSubrange(0..<8, with: CompoundFile.magic)
    bytes[30] = 9  // sectors of 512 bytes
    bytes[48] = 1  // the directory's first sector
    bytes[76] = 0  // the table's first sector
    for offset in 512..<1024 { bytes[offset] = 0xFF }
    for (index, unit) in stream.utf16.enumerated() { bytes[1024 + 2 * index] = UInt8(unit) }
    bytes[1024 + 64] = UInt8(2 * stream.utf16.count + 2)
    return bytes
  }
}

@Suite(.enabled(if: PDFDocument.isSupported, "poppler-utils is not installed: letters are not read"))
struct LetterToolTests {
  /// One page with a line of text, and a red disc where asked.
  private func letter(red: Bool) -> [UInt8] {
    let seal = red ? "1 0 0 rg 300 100 110 110 re f" : ""
    return page("BT /F 14 Tf 72 700 Td (A letter of recommendation, 2024) Tj ET \(seal)")
  }

  private func page(_ content: String) -> [UInt8] {
    [UInt8](
      """
      %PDF-1.4
      1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
      2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
      3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
      4 0 obj<</Length \(content.utf8.count)>>stream
      \(content)
      endstream endobj
      5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
      trailer<</Root 1 0 R>>
      """.utf8)
  }

  @Test func theTextLayerIsRead() throws {
    #expect(try PDFDocument(bytes: letter(red: false)).text == "A letter of recommendation, 2024")
  }

  @Test func linesAreJoinedToParagraphs() {
    let full = "This line of prose fills the whole width of the page"
    let lines = ["1. Heading", full, "and ends here.", full + ".", "- 2 -", full, "and goes on"]
    #expect(
      PDFDocument.paragraphs(of: lines.joined(separator: "\n"))
        == ["1. Heading", full + "and ends here.", full + ".", full + "and goes on"])
  }

  @Test(arguments: [true, false]) func redInkIsASeal(red: Bool) throws {
    #expect(try SealFinder.hasSeal(pdf: letter(red: red)) == red)
  }

  @Test func whatIsNoPDFIsRefused() {
    #expect(throws: OfficeFileError(.unreadable, "")) { try PDFDocument(bytes: [1, 2, 3]) }
    #expect(throws: OfficeFileError(.helper, "")) { try PDFDocument(bytes: [UInt8]("%PDF-1.4 nothing".utf8)) }
  }

  @Test func aToolThatWritesTooMuchIsEnded() {
    var limits = ToolRunner.Limits()
    limits.outputBytes = 1_000
    #expect(throws: OfficeFileError(.helper, "")) {
      try ToolRunner.run("cat", [], input: [UInt8](repeating: 1, count: 1 << 20), limits: limits)
    }
  }

  @Test func inputAndOutputPassThrough() throws {
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(try ToolRunner.run("cat", [], input: bytes) == bytes)
  }
}
