/// Writes a plain .docx: headings, paragraphs and tables, in the type of Chinese office papers. The same content gives the
/// same bytes: no dates, no author, no identifiers.
package struct WordWriter {
  package enum Block: Hashable, Sendable {
    case title(String)
    case heading(String)
    case paragraph(String)
    /// Without an indent and to the right: a signature, a date.
    case signature(String)
    /// The first row is repeated on every page. Widths are parts of the line.
    case table(rows: [[String]], widths: [Int])
  }

  private let blocks: [Block]
  private let isLandscape: Bool

  package init(_ blocks: [Block], isLandscape: Bool = false) {
    self.blocks = blocks
    self.isLandscape = isLandscape
  }

  package var bytes: [UInt8] {
    ZipWriter.archive(
      [
        ("[Content_Types].xml", WordWriter.contentTypes), ("_rels/.rels", WordWriter.packageRelationships),
        ("word/document.xml", document), ("word/_rels/document.xml.rels", WordWriter.documentRelationships),
        ("word/styles.xml", WordWriter.styles),
      ].map { ($0.0, [UInt8]($0.1.utf8)) })
  }

  // MARK: - The body

  /// The width of a line in twentieths of a point: A4 less margins of 2.5 cm.
  private var lineWidth: Int { isLandscape ? 14_003 : 9_071 }

  private var document: String {
    let page = isLandscape ? "w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"" : "w:w=\"11906\" w:h=\"16838\""
    let section = """
      <w:sectPr><w:pgSz \(page)/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="720" \
      w:footer="720" w:gutter="0"/></w:sectPr>
      """
    return
      "\(WordWriter.declaration)<w:document \(WordWriter.namespace)><w:body>\(blocks.map(xml).joined())\(section)</w:body></w:document>"
  }

  private func xml(_ block: Block) -> String {
    switch block {
    case .title(let text): WordWriter.paragraph(text, style: "Title")
    case .heading(let text): WordWriter.paragraph(text, style: "Heading1")
    case .paragraph(let text): WordWriter.paragraph(text, style: "Text")
    case .signature(let text): WordWriter.paragraph(text, style: "Signature")
    case .table(let rows, let widths): table(rows, widths)
    }
  }

  private func table(_ rows: [[String]], _ widths: [Int]) -> String {
    let total = max(1, widths.reduce(0, +))
    let columns = widths.map { lineWidth * $0 / total }
    let grid = columns.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined()
    let sides = ["top", "left", "bottom", "right", "insideH", "insideV"]
    let borders = sides.map { "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>" }.joined()
    let lines = rows.enumerated().map { index, row in
      let cells = row.enumerated().map { column, text in
        """
        <w:tc><w:tcPr><w:tcW w:w="\(columns.indices.contains(column) ? columns[column] : 0)" w:type="dxa"/></w:tcPr>\
        \(WordWriter.paragraph(text, style: index == 0 ? "CellHead" : "Cell"))</w:tc>
        """
      }
      return "<w:tr>\(index == 0 ? "<w:trPr><w:tblHeader/></w:trPr>" : "")\(cells.joined())</w:tr>"
    }
    return """
      <w:tbl><w:tblPr><w:tblW w:w="\(lineWidth)" w:type="dxa"/><w:tblBorders>\(borders)</w:tblBorders>\
      <w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>\(grid)</w:tblGrid>\(lines.joined())</w:tbl>\
      \(WordWriter.paragraph("", style: "Text"))
      """
  }

  private static func paragraph(_ text: String, style: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "<w:t xml:space=\"preserve\">\(escaped($0))</w:t>" }
    return "<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/></w:pPr><w:r>\(lines.joined(separator: "<w:br/>"))</w:r></w:p>"
  }

  /// XML 1.0 §2.2 and §2.4; characters that XML cannot hold are left out.
  static func escaped(_ text: some StringProtocol) -> String {
    var output = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"": output += "&quot;"
      case "\t": output.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: break
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output
  }

  // MARK: - The other parts

  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let namespace = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
  private static let officeTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let packageTypes = "http://schemas.openxmlformats.org/package/2006"

  private static let contentTypes = """
    \(declaration)<Types xmlns="\(packageTypes)/content-types"><Default Extension="rels" \
    ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" \
    ContentType="application/xml"/><Override PartName="/word/document.xml" \
    ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
    <Override PartName="/word/styles.xml" \
    ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>
    """

  private static let packageRelationships = relationships("officeDocument", "word/document.xml")
  private static let documentRelationships = relationships("styles", "styles.xml")

  private static func relationships(_ kind: String, _ target: String) -> String {
    """
    \(declaration)<Relationships xmlns="\(packageTypes)/relationships"><Relationship Id="rId1" \
    Type="\(officeTypes)/\(kind)" Target="\(target)"/></Relationships>
    """
  }

  /// GB/T 9704 for the look: title in 小标宋, text in 仿宋 三号, heads in 黑体; a system without these fonts takes its own.
  private static let styles = """
    \(declaration)<w:styles \(namespace)>\(style("Title", "方正小标宋简体", 44, "<w:jc w:val=\"center\"/><w:spacing w:after=\"240\"/>"))\
    \(style("Heading1", "黑体", 32, "<w:spacing w:before=\"120\" w:after=\"60\"/>"))\
    \(style("Text", "仿宋", 32, "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>"))\
    \(style("Signature", "仿宋", 32, "<w:jc w:val=\"right\"/>"))\
    \(style("CellHead", "黑体", 21, "<w:jc w:val=\"center\"/>"))\(style("Cell", "仿宋", 21, ""))</w:styles>
    """

  private static func style(_ id: String, _ font: String, _ halfPoints: Int, _ paragraph: String) -> String {
    """
    <w:style w:type="paragraph" w:styleId="\(id)"><w:name w:val="\(id)"/><w:pPr>\(paragraph)</w:pPr><w:rPr>\
    <w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="\(font)"/>\
    <w:sz w:val="\(halfPoints)"/></w:rPr></w:style>
    """
  }
}
