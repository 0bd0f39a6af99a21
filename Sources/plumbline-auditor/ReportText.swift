import AuditVerifier
import TerminalText

/// The report as a table for a terminal: what failed first, then what was not checked, then the rest.
struct ReportText {
  let lines: [String]

  init(_ report: AuditReport, archive: String, language: Language?) {
    func pick(_ zh: String, _ en: String) -> String {
      switch language {
      case .zh: zh
      case .en: en
      case nil: "\(zh) / \(en)"
      }
    }
    var lines = [pick(report.verdict.zh, report.verdict.en), ""]
    if let session = report.session {
      lines.append(pick("场次", "session") + "  \(report.origin)  \(session)")
      lines.append("")
    }
    lines += ReportText.table(report.checks, language: language)
    lines.append("")
    let passed = report.count(.passed)
    let failed = report.count(.failed)
    let open = report.count(.notChecked)
    lines.append(
      pick(
        "\(report.checks.count) 项：通过 \(passed)，未通过 \(failed)，未校验 \(open)",
        "\(report.checks.count) checks: \(passed) passed, \(failed) failed, \(open) not checked"))
    if report.verdict == .unanchored {
      lines.append(
        pick(
          "请把上面的场次码与聘书或签字纸上的核对，再以 --session 输入纸上的码。",
          "Compare the session code above with the letter of appointment, then give the paper's code with --session."))
    }
    if let record = report.checks.first(where: { $0.status == .failed })?.record {
      lines.append(
        pick("细看", "look closer") + ": plumbline-auditor show \(archive) --record \(record)")
    }
    self.lines = lines
  }

  /// Failed checks first, then those not checked, then the rest; each with its detail beside it.
  private static func table(_ checks: [CheckResult], language: Language?) -> [String] {
    let order: [CheckResult.Status] = [.failed, .notChecked, .passed]
    let sorted = order.flatMap { status in checks.filter { $0.status == status } }
    var grid = TextTable(heading: language == .en ? ["check", "result", "what"] : ["项", "结果", "内容"])
    for check in sorted {
      grid.add(
        language == .en
          ? [check.id.rawValue, check.status.rawValue, check.id.en]
          : [check.id.rawValue, check.status.zh, check.id.zh])
    }
    let rows = grid.lines
    let width = rows.map { DisplayText.width($0) }.max() ?? 0
    let details = sorted.map { check in
      switch language {
      case .zh: check.zh
      case .en: check.en
      case nil: "\(check.zh) / \(check.en)"
      }
    }
    return rows.prefix(2)
      + zip(rows.dropFirst(2), details).map { row, detail in
        DisplayText.padded(row, to: width + 2) + detail
      }
  }
}
