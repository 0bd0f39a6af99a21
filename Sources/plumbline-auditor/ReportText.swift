import AuditVerifier

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
    var grid = TextGrid(
      heading: [pick("项", "check"), pick("结果", "result"), pick("内容", "what"), pick("说明", "detail")],
      rightAligned: [])
    let order: [CheckResult.Status] = [.failed, .notChecked, .passed]
    for check in order.flatMap({ status in report.checks.filter { $0.status == status } }) {
      switch language {
      case .en: grid.add([check.id.rawValue, check.status.rawValue, check.id.en, check.en])
      case .zh: grid.add([check.id.rawValue, check.status.zh, check.id.zh, check.zh])
      case nil: grid.add([check.id.rawValue, check.status.zh, check.id.zh, "\(check.zh) / \(check.en)"])
      }
    }
    lines += grid.lines()
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
}
