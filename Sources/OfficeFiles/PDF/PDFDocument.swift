/// What intake needs of a letter: its text layer, and whether a red seal shows. Through poppler's programs, each bounded.
package struct PDFDocument: Sendable {
  /// The text layer without blank lines; empty for a scan.
  package let text: String
  package var isScan: Bool { text.count < PDFDocument.fewestCharacters }

  /// Fewer characters are a page number or a scanner's mark.
  private static let fewestCharacters = 20
  /// A letter has a page or two; more are not read.
  private static let pages = "10"

  /// - Throws: `helper` when poppler's pdftotext is missing or cannot read the file; `unreadable` when it is no PDF.
  package init(bytes: [UInt8]) throws(OfficeFileError) {
    guard bytes.starts(with: [0x25, 0x50, 0x44, 0x46, 0x2D]) else { throw OfficeFileError(.unreadable, "no PDF") }
    let output = try ToolRunner.run(
      "pdftotext", ["-l", PDFDocument.pages, "-enc", "UTF-8", "-", "-"], input: bytes)
    text = String(decoding: output, as: UTF8.self)
      .split(whereSeparator: { $0.isNewline || $0 == "\u{0C}" })
      .filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: "\n")
  }

  /// Whether the system has poppler's programs.
  package static var isSupported: Bool { ToolRunner.isInstalled("pdftotext") && ToolRunner.isInstalled("pdftoppm") }
}
