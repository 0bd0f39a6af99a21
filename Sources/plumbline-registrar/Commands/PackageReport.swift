import CanonicalJSON
import Intake
import RegistrarService
import TerminalText

/// What `check`, `intake`, `list` and `show` say of packages.
struct PackageReport {
  let terminal: Terminal
  private var language: Language { terminal.language }

  init(_ terminal: Terminal) {
    self.terminal = terminal
  }

  func verdict(_ severity: Finding.Severity?) -> String {
    switch severity {
    case .blocks: language("须补正", "blocks")
    case .decision: language("待认定", "needs a decision")
    case .information, nil: language("合格", "in order")
    }
  }

  func level(_ level: String) -> String {
    switch level {
    case "city": language("市", "city")
    case "county": language("县", "county")
    default: "?"
    }
  }

  /// `  MISSING_FORM 推荐表…: what, and what to do`.
  func finding(_ finding: StoredFinding) -> String {
    let place = finding.place.isEmpty ? "" : " \(finding.place)"
    let advice = language(finding.adviceZH, finding.adviceEN)
    return "  \(finding.code)\(place): \(language(finding.zh, finding.en))\(advice.isEmpty ? "" : " — \(advice)")"
  }

  func json(_ finding: StoredFinding) -> JSONValue {
    [
      "code": .string(finding.code), "severity": .word(finding.severity), "file": .visible(finding.file),
      "part": .visible(finding.part), "cell": .visible(finding.cell), "zh": .visible(finding.zh),
      "en": .visible(finding.en),
    ]
  }

  func json(_ line: RegisterLine, standing: Bool) -> JSONValue {
    [
      "number": .integer(line.number), "name": .visible(line.name), "outcome": .word(line.outcome),
      "standing": .boolean(standing), "track": .string(line.track), "division": .string(line.division),
      "applicant": .visible(line.applicant), "level": .string(line.level), "unit": .string(line.unit),
      "received": .integer(line.received), "findings": .array(line.findings.map(json)),
    ]
  }

  func table(_ lines: [RegisterLine], standing: Set<Int64>) -> String {
    var table = TextTable(
      heading: [
        language("号", "no."), language("结果", "result"), language("方向", "track"), language("级别", "level"),
        language("申报单位", "applicant"), language("须补正", "blocks"), language("待认定", "decide"), language("材料", "package"),
      ], rightAligned: [0, 5, 6])
    for line in lines {
      let replaced = line.outcome == .accepted && !standing.contains(line.number)
      let result =
        replaced
        ? language("已被替换", "replaced")
        : line.outcome == .accepted ? language("已收", "accepted") : language("须补正", "not accepted")
      table.add([
        String(line.number), result, line.track, level(line.level), line.applicant.isEmpty ? "?" : line.applicant,
        String(line.findings.count { $0.severity == .blocks }),
        String(line.findings.count { $0.severity == .decision }),
        line.name,
      ])
    }
    return table.lines.joined(separator: "\n")
  }
}
