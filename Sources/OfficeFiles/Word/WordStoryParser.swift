/// Reads one story (the body, a header, the notes, …) into blocks, by recursive descent over the pull reader.
///
/// What the page shows becomes blocks; deletions, hidden text, boxes and field codes become strays. Depth is bounded by
/// the reader, text and rows by the limits.
final class WordStoryParser {
  private let reader: XMLPullReader
  private let part: String
  private let limits: OfficeLimits
  private let styles: WordStyles
  private var numbering: WordNumbering
  private let pictures: [String: String]

  private(set) var strays: [StrayText] = []
  private(set) var authors: [String] = []
  private(set) var longestTable = 0
  /// Nested complex fields, each with what it does with its text now.
  private var fields: [FieldPhase] = []
  private var textBytes = 0
  private var tableNesting = 0

  private enum FieldPhase {
    case code
    case result
  }

  /// - Parameter pictures: relationship ids of the part's pictures and their parts' names.
  init(
    _ reader: XMLPullReader, part: String, limits: OfficeLimits, styles: WordStyles, numbering: WordNumbering,
    pictures: [String: String]
  ) {
    self.reader = reader
    self.part = part
    self.limits = limits
    self.styles = styles
    self.numbering = numbering
    self.pictures = pictures
  }

  /// Every block of the part, whatever its root is called.
  func story() throws(OfficeFileError) -> [WordBlock] {
    var blocks: [WordBlock] = []
    guard let event = try reader.next(), case .start = event else { return [] }
    if reader.name.isWord("document") {
      try reader.forEachChild { () throws(OfficeFileError) in
        if reader.name.isWord("body") { blocks += try self.blocks() }
      }
    } else {
      blocks = try self.blocks()
    }
    return blocks
  }

  // MARK: - Blocks

  /// The blocks inside the element that was just entered.
  private func blocks() throws(OfficeFileError) -> [WordBlock] {
    var blocks: [WordBlock] = []
    var carried: Paragraph?
    try reader.forEachChild { () throws(OfficeFileError) in
      try block(into: &blocks, carried: &carried)
    }
    if let carried { blocks.append(.paragraph(carried.finished)) }
    return blocks
  }

  /// - Parameter carried: a paragraph whose mark was deleted, so that the next one continues it.
  private func block(into blocks: inout [WordBlock], carried: inout Paragraph?) throws(OfficeFileError) {
    noteAuthor()
    switch (reader.name.namespace, reader.name.local) {
    case (.wordprocessing, "p"):
      var paragraph = try self.paragraph(continuing: carried)
      carried = nil
      if paragraph.markIsDeleted {
        paragraph.markIsDeleted = false
        carried = paragraph
      } else {
        blocks.append(.paragraph(paragraph.finished))
      }
    case (.wordprocessing, "tbl"):
      if let open = carried { blocks.append(.paragraph(open.finished)) }
      carried = nil
      blocks.append(.table(try table()))
    case (.wordprocessing, "sdt"), (.wordprocessing, "sdtContent"), (.wordprocessing, "customXml"),
      (.wordprocessing, "smartTag"), (.wordprocessing, "ins"), (.wordprocessing, "moveTo"),
      (.wordprocessing, "footnote"), (.wordprocessing, "endnote"), (.wordprocessing, "comment"),
      (.markupCompatibility, "Choice"):
      try reader.forEachChild { () throws(OfficeFileError) in
        try block(into: &blocks, carried: &carried)
      }
    case (.markupCompatibility, "AlternateContent"):
      try firstChoice { () throws(OfficeFileError) in try self.block(into: &blocks, carried: &carried) }
    case (.wordprocessing, "altChunk"):
      stray(.foreignContent, reader.attribute("id", .relationships) ?? "")
    case (.math, "oMathPara"):
      var paragraph = Paragraph()
      try runs(into: &paragraph, style: RunStyle())
      blocks.append(.paragraph(paragraph.finished))
    default:
      break
    }
  }

  /// Of alternatives the first is read; the fallback says the same again.
  private func firstChoice(_ body: () throws(OfficeFileError) -> Void) throws(OfficeFileError) {
    var isTaken = false
    try reader.forEachChild { () throws(OfficeFileError) in
      guard !isTaken, reader.name.namespace == .markupCompatibility else { return }
      isTaken = true
      try reader.forEachChild(body)
    }
  }

  // MARK: - Tables

  private func table() throws(OfficeFileError) -> WordTable {
    tableNesting += 1
    defer { tableNesting -= 1 }
    guard tableNesting <= limits.tableNesting else {
      throw OfficeFileError(.overLimit, part: part, "tables are nested more than \(limits.tableNesting) deep")
    }
    var rows: [WordTable.Row] = []
    var rowCount = 0
    try reader.forEachChild { () throws(OfficeFileError) in try rowOrWrapper(into: &rows, count: &rowCount) }
    longestTable = max(longestTable, rowCount)
    return WordTable(rows: rows, rowCount: rowCount)
  }

  private func rowOrWrapper(into rows: inout [WordTable.Row], count: inout Int) throws(OfficeFileError) {
    noteAuthor()
    switch (reader.name.namespace, reader.name.local) {
    case (.wordprocessing, "tr"):
      count += 1
      guard count <= limits.tableRows else { return }
      if let row = try row() { rows.append(row) } else { count -= 1 }
    case (.wordprocessing, "sdt"), (.wordprocessing, "sdtContent"), (.wordprocessing, "customXml"),
      (.wordprocessing, "ins"):
      try reader.forEachChild { () throws(OfficeFileError) in try rowOrWrapper(into: &rows, count: &count) }
    case (.wordprocessing, "tblPr"):
      try reader.forEachChild { () throws(OfficeFileError) in
        if ["tblCaption", "tblDescription"].contains(reader.name.local) {
          stray(.alternativeText, reader.attribute("val") ?? "")
        }
      }
    default:
      break
    }
  }

  /// Nil for a row whose deletion is tracked.
  private func row() throws(OfficeFileError) -> WordTable.Row? {
    var cells: [WordTable.Cell] = []
    var columnsBefore = 0
    var isDeleted = false
    try reader.forEachChild { () throws(OfficeFileError) in
      if reader.name.isWord("trPr") {
        try reader.forEachChild { () throws(OfficeFileError) in
          noteAuthor()
          switch reader.name.local {
          case "gridBefore": columnsBefore = boundedColumns(reader.attribute("val"), otherwise: 0)
          case "del": isDeleted = true
          default: break
          }
        }
      } else {
        try cellOrWrapper(into: &cells)
      }
    }
    if isDeleted {
      stray(.deleted, cells.map(\.text).joined(separator: "\t"))
      return nil
    }
    return WordTable.Row(cells: cells, columnsBefore: columnsBefore)
  }

  private func cellOrWrapper(into cells: inout [WordTable.Cell]) throws(OfficeFileError) {
    noteAuthor()
    switch (reader.name.namespace, reader.name.local) {
    case (.wordprocessing, "tc"):
      guard cells.count < limits.tableColumns else { return }
      cells.append(try cell())
    case (.wordprocessing, "sdt"), (.wordprocessing, "sdtContent"), (.wordprocessing, "customXml"),
      (.wordprocessing, "ins"):
      try reader.forEachChild { () throws(OfficeFileError) in try cellOrWrapper(into: &cells) }
    default:
      break
    }
  }

  private func cell() throws(OfficeFileError) -> WordTable.Cell {
    var blocks: [WordBlock] = []
    var carried: Paragraph?
    var span = 1
    var continuesAbove = false
    try reader.forEachChild { () throws(OfficeFileError) in
      guard reader.name.isWord("tcPr") else { return try block(into: &blocks, carried: &carried) }
      try reader.forEachChild { () throws(OfficeFileError) in
        switch reader.name.local {
        case "gridSpan": span = boundedColumns(reader.attribute("val"), otherwise: 1)
        case "vMerge": continuesAbove = reader.attribute("val") != "restart"
        default: break
        }
      }
    }
    if let carried { blocks.append(.paragraph(carried.finished)) }
    return WordTable.Cell(blocks: blocks, columnSpan: max(1, span), continuesAbove: continuesAbove)
  }

  private func boundedColumns(_ value: String?, otherwise: Int) -> Int {
    min(value.flatMap { Int($0) } ?? otherwise, limits.tableColumns)
  }

  // MARK: - Paragraphs

  private struct Paragraph {
    var text = ""
    var number = ""
    var outlineLevel: Int?
    var pictures: [String] = []
    var markIsDeleted = false

    var finished: WordParagraph {
      WordParagraph(text: text, number: number, outlineLevel: outlineLevel, pictures: pictures)
    }
  }

  private struct RunStyle {
    var isHidden = false
    var isDeleted = false
    var font: String?
  }

  private func paragraph(continuing earlier: Paragraph?) throws(OfficeFileError) -> Paragraph {
    var paragraph = earlier ?? Paragraph()
    var style = styles.defaultParagraphStyle
    var listID: String?
    var listLevel: Int?
    var outlineLevel: Int?
    var propertiesSeen = false
    func settle() {
      guard !propertiesSeen else { return }
      propertiesSeen = true
      let id = listID ?? styles.property(\.numberingID, of: style)
      let level = listLevel ?? styles.property(\.numberingLevel, of: style) ?? 0
      if earlier == nil {
        if let id, id != "0" { paragraph.number = numbering.next(list: id, level: level) }
        paragraph.outlineLevel = (outlineLevel ?? styles.property(\.outlineLevel, of: style)).flatMap {
          $0 < 9 ? $0 : nil
        }
      }
    }
    try reader.forEachChild { () throws(OfficeFileError) in
      guard reader.name.isWord("pPr") else {
        settle()
        let isHidden = styles.property(\.isHidden, of: style) ?? false
        return try inline(into: &paragraph, style: RunStyle(isHidden: isHidden))
      }
      try reader.forEachChild { () throws(OfficeFileError) in
        switch reader.name.local {
        case "pStyle": style = reader.attribute("val")
        case "outlineLvl": outlineLevel = reader.attribute("val").flatMap { Int($0) }
        case "numPr":
          try reader.forEachChild { () throws(OfficeFileError) in
            switch reader.name.local {
            case "numId": listID = reader.attribute("val")
            case "ilvl": listLevel = reader.attribute("val").flatMap { Int($0) }
            default: break
            }
          }
        case "rPr":
          try reader.forEachChild { () throws(OfficeFileError) in
            noteAuthor()
            if ["del", "moveFrom"].contains(reader.name.local) { paragraph.markIsDeleted = true }
          }
        default: break
        }
      }
      settle()
    }
    settle()
    return paragraph
  }

  // MARK: - Runs

  private func runs(into paragraph: inout Paragraph, style: RunStyle) throws(OfficeFileError) {
    try reader.forEachChild { () throws(OfficeFileError) in try inline(into: &paragraph, style: style) }
  }

  /// One child of a paragraph, or of something that stands for one.
  private func inline(into paragraph: inout Paragraph, style: RunStyle) throws(OfficeFileError) {
    noteAuthor()
    switch (reader.name.namespace, reader.name.local) {
    case (.wordprocessing, "r"):
      try run(into: &paragraph, style: style)
    case (.wordprocessing, "hyperlink"), (.wordprocessing, "ins"), (.wordprocessing, "moveTo"),
      (.wordprocessing, "smartTag"), (.wordprocessing, "customXml"), (.wordprocessing, "sdtContent"),
      (.wordprocessing, "dir"), (.wordprocessing, "bdo"):
      try runs(into: &paragraph, style: style)
    case (.wordprocessing, "sdt"):
      try control(into: &paragraph, style: style)
    case (.wordprocessing, "fldSimple"):
      stray(.fieldCode, reader.attribute("instr") ?? "")
      try runs(into: &paragraph, style: style)
    case (.wordprocessing, "del"), (.wordprocessing, "moveFrom"):
      var deleted = style
      deleted.isDeleted = true
      try runs(into: &paragraph, style: deleted)
    case (.math, "r"):
      try reader.forEachChild { () throws(OfficeFileError) in
        if reader.name.namespace == .math, reader.name.local == "t" {
          show(try reader.elementText(), in: &paragraph, style: style)
        }
      }
    case (.math, _):
      try runs(into: &paragraph, style: style)
    case (.markupCompatibility, "AlternateContent"):
      try firstChoice { () throws(OfficeFileError) in try self.inline(into: &paragraph, style: style) }
    default:
      break
    }
  }

  /// A content control in a line; a check box shows its state, anything else its content.
  private func control(into paragraph: inout Paragraph, style: RunStyle) throws(OfficeFileError) {
    var isChecked: Bool?
    try reader.forEachChild { () throws(OfficeFileError) in
      switch reader.name.local {
      case "sdtPr":
        try reader.forEachChild { () throws(OfficeFileError) in
          guard reader.name.local == "checkbox" else { return }
          isChecked = false
          try reader.forEachChild { () throws(OfficeFileError) in
            if reader.name.local == "checked" { isChecked = WordStyles.isOn(reader.attribute("val")) }
          }
        }
      case "sdtContent":
        if let isChecked {
          show(isChecked ? "☑" : "☐", in: &paragraph, style: style)
        } else {
          try runs(into: &paragraph, style: style)
        }
      default: break
      }
    }
  }

  private func run(into paragraph: inout Paragraph, style inherited: RunStyle) throws(OfficeFileError) {
    var style = inherited
    try reader.forEachChild { () throws(OfficeFileError) in
      if reader.name.isWord("rPr") {
        try runProperties(into: &style)
      } else {
        try runContent(into: &paragraph, style: style)
      }
    }
  }

  private func runProperties(into style: inout RunStyle) throws(OfficeFileError) {
    try reader.forEachChild { () throws(OfficeFileError) in
      guard reader.name.namespace == .wordprocessing else { return }
      noteAuthor()
      switch reader.name.local {
      case "vanish": style.isHidden = WordStyles.isOn(reader.attribute("val"))
      case "rFonts": style.font = reader.attribute("ascii") ?? reader.attribute("hAnsi") ?? style.font
      case "rStyle":
        let id = reader.attribute("val")
        style.isHidden = styles.property(\.isHidden, of: id) ?? style.isHidden
        style.font = styles.property(\.font, of: id) ?? style.font
      case "del": style.isDeleted = true
      default: break
      }
    }
  }

  private func runContent(into paragraph: inout Paragraph, style: RunStyle) throws(OfficeFileError) {
    guard reader.name.namespace == .wordprocessing else {
      if reader.name.namespace == .markupCompatibility, reader.name.local == "AlternateContent" {
        try firstChoice { () throws(OfficeFileError) in try self.runContent(into: &paragraph, style: style) }
      }
      return
    }
    switch reader.name.local {
    case "t": show(translated(try reader.elementText(), font: style.font), in: &paragraph, style: style)
    case "delText": stray(.deleted, try reader.elementText())
    case "instrText", "delInstrText": stray(.fieldCode, try reader.elementText())
    case "tab", "ptab": show("\t", in: &paragraph, style: style)
    case "br":
      if (reader.attribute("type") ?? "textWrapping") == "textWrapping" { show("\n", in: &paragraph, style: style) }
    case "cr": show("\n", in: &paragraph, style: style)
    case "noBreakHyphen": show("-", in: &paragraph, style: style)
    case "sym":
      let code = reader.attribute("char").flatMap { UInt32($0, radix: 16) } ?? 0
      let character = SymbolFont.character(font: reader.attribute("font") ?? "", code: code)
      show(character.map(String.init) ?? "\u{FFFD}", in: &paragraph, style: style)
    case "fldChar": try field(into: &paragraph, style: style)
    case "ruby": try ruby(into: &paragraph, style: style)
    case "drawing", "pict", "object": try drawing(into: &paragraph)
    default: break
    }
  }

  /// Letters of a symbol font stand for its signs.
  private func translated(_ text: String, font: String?) -> String {
    guard let font, SymbolFont.isSymbolFont(font) else { return text }
    return String(
      text.map { character in
        character.unicodeScalars.first.flatMap { SymbolFont.character(font: font, code: $0.value) } ?? character
      })
  }

  private func ruby(into paragraph: inout Paragraph, style: RunStyle) throws(OfficeFileError) {
    try reader.forEachChild { () throws(OfficeFileError) in
      switch reader.name.local {
      case "rubyBase": try runs(into: &paragraph, style: style)
      case "rt":
        var guide = Paragraph()
        try runs(into: &guide, style: style)
        stray(.phoneticGuide, guide.text)
      default: break
      }
    }
  }

  /// §17.16.18: begin, code, separate, result, end. A form's check box has its state in the begin.
  private func field(into paragraph: inout Paragraph, style: RunStyle) throws(OfficeFileError) {
    switch reader.attribute("fldCharType") {
    case "begin":
      var isChecked: Bool?
      try reader.forEachChild { () throws(OfficeFileError) in
        guard reader.name.isWord("ffData") else { return }
        try reader.forEachChild { () throws(OfficeFileError) in
          switch reader.name.local {
          case "checkBox":
            var byDefault = false
            var byHand: Bool?
            try reader.forEachChild { () throws(OfficeFileError) in
              switch reader.name.local {
              case "default": byDefault = WordStyles.isOn(reader.attribute("val"))
              case "checked": byHand = WordStyles.isOn(reader.attribute("val"))
              default: break
              }
            }
            isChecked = byHand ?? byDefault
          case "name", "helpText", "statusText", "entryMacro", "exitMacro":
            stray(.fieldCode, reader.attribute("val") ?? "")
          default: break
          }
        }
      }
      if let isChecked { show(isChecked ? "☑" : "☐", in: &paragraph, style: style) }
      fields.append(.code)
    case "separate":
      if !fields.isEmpty { fields[fields.count - 1] = .result }
    case "end":
      _ = fields.popLast()
    default:
      break
    }
  }

  /// Pictures by their parts; boxes and descriptions as strays.
  private func drawing(into paragraph: inout Paragraph) throws(OfficeFileError) {
    try reader.forEachChild { () throws(OfficeFileError) in
      switch (reader.name.namespace, reader.name.local) {
      case (_, "txbxContent"):
        let nested = fields
        fields = []
        let blocks = try self.blocks()
        fields = nested
        stray(.textBox, blocks.map(\.plainText).joined(separator: "\n"))
        return
      case (.markupCompatibility, "AlternateContent"):
        try firstChoice { () throws(OfficeFileError) in try self.drawing(into: &paragraph) }
        return
      case (_, "docPr"), (_, "cNvPr"):
        for name in ["descr", "title"] { stray(.alternativeText, reader.attribute(name) ?? "") }
      case (.drawing, "blip"):
        notePicture(reader.attribute("embed", .relationships), in: &paragraph)
      case (.vml, "imagedata"):
        notePicture(reader.attribute("id", .relationships), in: &paragraph)
      case (.vml, "textpath"):
        stray(.textBox, reader.attribute("string") ?? "")
      case (.vml, _):
        stray(.alternativeText, reader.attribute("alt") ?? "")
      default:
        break
      }
      try drawing(into: &paragraph)
    }
  }

  private func notePicture(_ relationship: String?, in paragraph: inout Paragraph) {
    guard let relationship, let picture = pictures[relationship], !paragraph.pictures.contains(picture) else { return }
    paragraph.pictures.append(picture)
  }

  // MARK: - Text

  private func show(_ text: String, in paragraph: inout Paragraph, style: RunStyle) {
    guard !text.isEmpty else { return }
    if style.isDeleted { return stray(.deleted, text) }
    if style.isHidden { return stray(.hidden, text) }
    if fields.contains(where: { $0 == .code }) { return stray(.fieldCode, text) }
    guard textBytes + text.utf8.count <= limits.textBytes else { return }
    textBytes += text.utf8.count
    paragraph.text += text
  }

  private func stray(_ place: StrayText.Place, _ text: String) {
    guard !text.isEmpty, textBytes + text.utf8.count <= limits.textBytes else { return }
    textBytes += text.utf8.count
    strays.append(StrayText(place: place, part: part, text: text))
  }

  private func noteAuthor() {
    guard reader.name.namespace == .wordprocessing, WordStoryParser.authored.contains(reader.name.local),
      let author = reader.attribute("author"), !authors.contains(author), authors.count < 1_000
    else { return }
    authors.append(author)
  }

  private static let authored: Set<String> = [
    "ins", "del", "moveFrom", "moveTo", "comment", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange",
    "sectPrChange", "cellIns", "cellDel", "cellMerge", "moveFromRangeStart", "moveToRangeStart",
  ]
}
