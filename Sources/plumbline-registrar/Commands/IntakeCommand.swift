import ArgumentParser
import CanonicalJSON
import Foundation
import Intake
import RegistrarService
import TerminalText

struct IntakeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "intake",
    abstract: "收件：存原件、登记、列出问题。 Take packages in: keep originals, register, list findings.",
    discussion: """
      例 example:
        plumbline-registrar intake --vault 保密库 收件/A方向 --report 补正/
        plumbline-registrar intake --vault 保密库 平度市_补正.zip --replace
      每件材料都登记，须补正的也登记但不移交。同一材料再次收件不会重复登记。--report 按推荐单位写出补正通知
      （Word，及 Excel 可直接打开的 CSV）。
      Every package is registered, also one that must be mended; the same bytes are registered once.
      退出码 exit codes: 0 全部收下 all accepted；1 有须补正的 some must be mended；2 无法读取 unreadable.
      """)

  @Argument(help: "申报材料（文件夹或 zip），或装有申报材料的文件夹。Packages, or folders of packages.")
  var paths: [String]

  @OptionGroup var vault: VaultOptions
  @OptionGroup var language: LanguageOption

  @Option(help: "方向：A 或 B；不写则由材料自己说明。Track; without it each package says.")
  var track: String?

  @Flag(help: "同一申报单位的新材料替换旧材料。A package takes the place of the applicant's earlier one.")
  var replace = false

  @Option(help: ArgumentHelp("写出补正通知的文件夹。Folder for the correction notices.", valueName: "dir"))
  var report: String?

  @Flag(help: "以 JSON 输出。Answer as JSON.")
  var json = false

  func run() async throws {
    try await Terminal.run(language) { terminal in
      let submission = try Submission(at: paths)
      let vault = try vault.open(terminal)
      var options = IntakeRun.Options()
      options.track = track
      options.replacing = replace
      let outcome = try await IntakeRun(options: options).take(
        submission, into: vault, now: Int64(Date().timeIntervalSince1970),
        progress: terminal.progress("收件", "intake", of: submission.packages.count))
      if let report {
        for list in outcome.corrections {
          let unit = list.unit.filter { $0.isLetter || $0.isNumber }.prefix(40)
          let path = "\(report)/补正通知_\(unit.isEmpty ? "推荐单位不明" : unit)"
          try Files.write([UInt8](list.csv.utf8), to: path + ".csv")
          try Files.write(list.notice(from: "", deadline: ""), to: path + ".docx")
        }
      }
      try printOutcome(outcome, vault, terminal)
      if outcome.received.contains(where: { $0.outcome == .refused }) {
        throw ExitCode(Complaint.Exit.refused.rawValue)
      }
    }
  }

  private func printOutcome(_ outcome: IntakeRun.Outcome, _ vault: RegistrarVault, _ terminal: Terminal) throws {
    let report = PackageReport(terminal)
    let standing = Set(try vault.register().standing.map(\.number))
    if json {
      terminal.print([
        "schema": "plumbline/intake/v1",
        "received": .array(outcome.received.map { report.json($0, standing: standing.contains($0.number)) }),
        "known": .array(outcome.known.map { ["name": .visible($0.name), "number": .integer($0.number)] }),
      ])
      return
    }
    if !outcome.received.isEmpty { terminal.print(report.table(outcome.received, standing: standing)) }
    for line in outcome.received where line.findings.contains(where: { $0.severity > .information }) {
      terminal.print("\n\(line.number) \(line.applicant.isEmpty ? line.name : line.applicant)")
      for finding in line.findings where finding.severity > .information { terminal.print(report.finding(finding)) }
    }
    for known in outcome.known {
      terminal.note(
        "“\(known.name)”已登记为第 \(known.number) 号，未重复收件。", "“\(known.name)” is package \(known.number) already.")
    }
    let refused = outcome.received.count { $0.outcome == .refused }
    terminal.note(
      "新收 \(outcome.received.count) 件：\(outcome.received.count - refused) 件合格，\(refused) 件须补正。"
        + "\n下一步：plumbline-registrar anonymize",
      "\(outcome.received.count) new: \(outcome.received.count - refused) accepted, \(refused) must be mended."
        + "\nNext: plumbline-registrar anonymize")
  }
}
