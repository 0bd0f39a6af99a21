/// What intake needs of a letter: its text layer, and whether a red seal shows. Through poppler's programs, each bounded.
package struct PDFDocument: Sendable {
  /// The text layer without blank lines; empty for a scan.
  package let text: String
  package var isScan: Bool { text.count < PDFDocument.fewestCharacters }

  /// Fewer characters are a page number or a scanner's mark.
  private static let fewestCharacters = 20
  /// A letter has a page or two.
  package static let pagesOfALetter = 10
  /// A narrative has some fifty.
  package static let pagesOfANarrative = 300

  /// - Parameter pages: more are not read.
  /// - Throws: `helper` when poppler's pdftotext is missing or cannot read the file; `unreadable` when it is no PDF.
  package init(bytes: [UInt8], pages: Int = PDFDocument.pagesOfALetter) throws(OfficeFileError) {
    guard bytes.starts(with: [0x25, 0x50, 0x44, 0x46, 0x2D]) else { throw OfficeFileError(.unreadable, "no PDF") }
    let output = try ToolRunner.run(
      "pdftotext", ["-l", String(pages), "-enc", "UTF-8", "-", "-"], input: bytes)
    text = String(decoding: output, as: UTF8.self)
      .split(whereSeparator: { $0.isNewline || $0 == "\u{0C}" })
      .filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: "\n")
  }

  /// The lines joined to paragraphs again: a line goes on in the next unless it ends a sentence or stops short. Lines of a
  /// page number are left out.
  package var paragraphs: [String] { PDFDocument.paragraphs(of: text) }

  static func paragraphs(of text: String) -> [String] {
    let lines = text.split(separator: "\n").map { line in line.trimmingPrefix { $0.isWhitespace } }
      .filter { line in !line.allSatisfy { $0.isNumber || "-—– ".contains($0) } }
    // Three quarters of the lines of prose are at most that wide; a table's or an address's line may be wider.
    let widths = lines.map { PDFDocument.columns($0) }.sorted()
    let full = widths.isEmpty ? 0 : widths[widths.count * 3 / 4]
    var paragraphs: [String] = []
    var open = ""
    for line in lines {
      open += line
      let ends = line.last.map { "。！？；：.!?;:".contains($0) } ?? true
      // A line of prose fills its width; a heading, a signature or a paragraph's last line does not.
      if ends || PDFDocument.columns(line) * 100 < full * 88 {
        paragraphs.append(open)
        open = ""
      }
    }
    return open.isEmpty ? paragraphs : paragraphs + [open]
  }

  /// Width on the page: a Chinese character takes two columns.
  private static func columns(_ line: some StringProtocol) -> Int {
    line.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) }
  }

  /// Whether the system has poppler's programs.
  package static var isSupported: Bool { ToolRunner.isInstalled("pdftotext") && ToolRunner.isInstalled("pdftoppm") }
}
