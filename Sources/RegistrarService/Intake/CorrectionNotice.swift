import Intake
package import Programme

/// 补正通知: what a recommending unit has to mend, as a table a spreadsheet opens (CSV, UTF-8 with BOM, RFC 4180).
package struct CorrectionNotice: Sendable {
  /// File name, such as `补正通知_济宁市.csv`.
  package let fileName: String
  package let bytes: [UInt8]

  private static let header = ["收件号", "材料", "申报单位", "级别", "问题代码", "等次", "位置", "问题", "处理办法"]
  /// Name of the notice for packages that do not say who recommends them.
  private static let unknownUnit = "推荐单位不明"

  /// One notice a unit, in order of the units' codes; packages without anything to mend or decide stand in none.
  package static func notices(for lines: [RegisterLine], divisions: DivisionTable = .shandong) -> [CorrectionNotice] {
    let relevant = lines.filter { $0.findings.contains { $0.severity > .information } }
    return Dictionary(grouping: relevant, by: \.unit).sorted { $0.key < $1.key }.map { unit, lines in
      let name = divisions.division(code: unit)?.name ?? unknownUnit
      var text = row(header)
      for line in lines.sorted(by: { $0.number < $1.number }) {
        for finding in line.findings where finding.severity > .information {
          let level = DivisionLevel(rawValue: line.level)?.zh ?? ""
          text += row([
            String(line.number), line.name, line.applicant, level, finding.code, finding.severity.zh, finding.place,
            finding.zh, finding.adviceZH,
          ])
        }
      }
      return CorrectionNotice(fileName: "补正通知_\(name).csv", bytes: [0xEF, 0xBB, 0xBF] + text.utf8)
    }
  }

  private static func row(_ cells: [String]) -> String { cells.map(quoted).joined(separator: ",") + "\r\n" }

  /// A cell that begins like a formula is kept text by an apostrophe: names come from packages.
  private static func quoted(_ cell: String) -> String {
    let isFormula = cell.first.map { "=+-@\t\r".contains($0) } ?? false
    let text = (isFormula ? "'" : "") + cell
    guard text.contains(where: { "\",\r\n".contains($0) || $0 == "\r\n" }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }
}
