import OfficeFiles

/// The list that goes back to one recommending unit (补正通知): per package what is the matter, where, and what to do.
package struct CorrectionList: Sendable {
  package struct Line: Hashable, Sendable {
    /// The applicant's name, or the package's where nobody could be identified.
    package let applicant: String
    package let package: String
    package let finding: Finding
  }

  /// The bureau, or empty for packages of which no unit is known.
  package let unit: String
  package let lines: [Line]

  /// One list a unit, units in the order of their first package.
  ///
  /// - Parameter least: findings below this are left out.
  package static func lists(
    of packages: [SeasonReading.Package], least: Finding.Severity = .decision
  ) -> [CorrectionList] {
    var order: [String] = []
    var lines: [String: [Line]] = [:]
    for package in packages {
      let unit = package.result.applicant?.recommendingUnit ?? ""
      let name = package.path.split(separator: "/").last.map(String.init) ?? package.path
      let wanted = package.result.findings.filter { $0.severity >= least }
      guard !wanted.isEmpty else { continue }
      if lines[unit] == nil { order.append(unit) }
      lines[unit, default: []] += wanted.map {
        Line(applicant: package.result.applicant?.name ?? name, package: name, finding: $0)
      }
    }
    return order.map { CorrectionList(unit: $0, lines: lines[$0] ?? []) }
  }

  /// UTF-8 with BOM, so that spreadsheets of every age show Chinese; a cell that begins like a formula is made text.
  package var csv: String {
    let head = ["推荐单位", "申报单位", "材料", "级别", "代码", "文件", "位置", "问题", "处理", "Problem", "What to do"]
    let rows = lines.map { line in
      let finding = line.finding
      return [
        unit, line.applicant, line.package, finding.severity.zh, finding.code.rawValue, finding.place.file,
        [finding.place.part, finding.place.cell].filter { !$0.isEmpty }.joined(separator: " "), finding.zh,
        finding.adviceZH, finding.en, finding.adviceEN,
      ]
    }
    return "\u{FEFF}" + ([head] + rows).map { $0.map(Self.field).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func field(_ text: String) -> String {
    let inert = text.first.map { "=+-@\t".contains($0) } == true ? "'" + text : text
    guard inert.contains(where: { ",\"\r\n".contains($0) }) else { return inert }
    return "\"" + inert.replacing("\"", with: "\"\"") + "\""
  }

  /// The notice as an office paper (.docx): whose applications, what is the matter, where, and what to do.
  ///
  /// - Parameters:
  ///   - office: who sends it; may be empty.
  ///   - deadline: until when, as it is to be printed; may be empty.
  package func notice(from office: String, deadline: String) -> [UInt8] {
    let rows = lines.enumerated().map { index, line in
      [
        String(index + 1), line.applicant, line.finding.severity.zh,
        "\(line.finding.zh)。\n\(line.finding.en).", placeText(line.finding), line.finding.adviceZH,
      ]
    }
    var blocks: [WordWriter.Block] = [
      .title("申报材料补正通知"), .heading("\(unit.isEmpty ? "有关推荐单位" : unit)："),
      .paragraph("经审核，你单位推荐的下列申报材料需要补正，请按“处理”一栏办理\(deadline.isEmpty ? "" : "，并于\(deadline)前重新提交")。"),
      .table(rows: [["序号", "申报单位", "级别", "问题", "位置", "处理"]] + rows, widths: [5, 12, 9, 38, 20, 22]),
    ]
    if !office.isEmpty { blocks.append(.signature(office)) }
    return WordWriter(blocks, isLandscape: true).bytes
  }

  private func placeText(_ finding: Finding) -> String {
    [finding.place.file, finding.place.part, finding.place.cell].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// For a terminal, in both languages.
  package var text: String {
    var output = "【\(unit.isEmpty ? "推荐单位不明 / unit unknown" : unit)】\n"
    for line in lines { output += "\(line.applicant) (\(line.package))\n\(line.finding.report)" }
    return output
  }
}

extension Finding {
  /// A few indented lines: what, where, what to do, in Chinese and English.
  package var report: String {
    let at = [place.file, place.part, place.cell].filter { !$0.isEmpty }.joined(separator: " · ")
    var output = "  [\(severity.zh)] \(code.rawValue)\(at.isEmpty ? "" : "  \(at)")\n"
    output += "    \(zh)。\(adviceZH)\n"
    output += "    \(en). \(adviceEN)\n"
    return output
  }

  /// Worst first, then in the order found.
  static func ordered(_ findings: [Finding]) -> [Finding] {
    findings.enumerated().sorted { left, right in
      (right.element.severity, left.offset) < (left.element.severity, right.offset)
    }.map(\.element)
  }
}

extension IntakeResult {
  /// Every finding for a terminal; one line when there is none.
  package var report: String {
    findings.isEmpty ? "  无问题 / no findings\n" : findings.map(\.report).joined()
  }
}
