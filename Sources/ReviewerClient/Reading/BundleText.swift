package import Panel
package import TerminalText

/// A bundle as lines for a terminal: the form as a table of fields by year, then the narrative.
package enum BundleText {
  private static let columns = 78

  package static func lines(_ bundle: BundleDocument, language: Language) -> [String] {
    let title = language("申报件 \(bundle.application)", "Application \(bundle.application)")
    var lines = [title, String(repeating: "=", count: DisplayText.width(title)), ""]
    lines += form(bundle.form, language)
    for section in bundle.narrative { lines += self.lines(section, language) }
    return lines
  }

  private static func form(_ fields: [BundleField], _ language: Language) -> [String] {
    guard !fields.isEmpty else { return [] }
    let years = Set(fields.map(\.year)).sorted()
    var order: [String] = []
    for field in fields where !order.contains(field.field) { order.append(field.field) }
    let header = [language("指标", "field")] + years.map(String.init)
    let rows = order.map { name in
      [DisplayText.printable(name)]
        + years.map { year in
          fields.first { $0.field == name && $0.year == year }.map { value($0, language) } ?? "-"
        }
    }
    return [language("推荐表", "Recommendation form"), ""] + table(heading: header, rows) + [""]
  }

  private static func table(heading: [String], _ rows: [[String]]) -> [String] {
    var table = TextTable(heading: heading)
    for row in rows { table.add(row) }
    return table.lines
  }

  private static func value(_ field: BundleField, _ language: Language) -> String {
    switch field.state {
    case .number, .banded: DisplayText.printable(field.value)
    case .blank: language("（空）", "(blank)")
    case .none: language("无", "none")
    case .notApplicable: language("不适用", "n/a")
    case .notANumber: language("（非数字）", "(not a number)")
    }
  }

  private static func lines(_ section: BundleSection, _ language: Language) -> [String] {
    var lines: [String] = []
    if !section.heading.isEmpty {
      lines += [
        String(repeating: "#", count: max(1, section.depth)) + " " + DisplayText.printable(section.heading), "",
      ]
    }
    for block in section.blocks {
      switch block {
      case .paragraph(let text):
        lines += DisplayText.wrapped("　　" + DisplayText.printable(text), columns: columns)
      case .table(let rows):
        lines += table(heading: [], rows.map { $0.map { DisplayText.printable($0).replacing("\n", with: " ") } })
      case .withheldPicture:
        lines.append(language("〔图片不送审：可能含有身份线索〕", "[picture withheld: it may identify]"))
      }
      lines.append("")
    }
    return lines
  }
}
