import ArgumentParser
import CanonicalJSON
import Intake
import Programme
import RegistrarService
import TerminalText

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "检查申报材料，不收件，不需要保密库。 Look at packages; nothing is kept, no vault is needed.",
    discussion: """
      例 example:
        plumbline-registrar check 收件/A方向            # 文件夹里的每一件
        plumbline-registrar check 平度市.zip --json
      退出码 exit codes: 0 无须补正 nothing blocks；1 有须补正的问题 something must be mended；2 无法读取 unreadable.
      """)

  @Argument(help: "申报材料（文件夹或 zip），或装有申报材料的文件夹。Packages, or folders of packages.")
  var paths: [String]

  @Option(help: "方向：A 或 B；不写则由材料自己说明。Track; without it each package says.")
  var track: String?

  @Flag(help: "以 JSON 输出。Answer as JSON.")
  var json = false

  @OptionGroup var language: LanguageOption

  func run() async throws {
    try await Terminal.run(language) { terminal in
      let submission = try Submission(at: paths)
      var options = IntakeRun.Options()
      options.track = track
      let reading = await IntakeRun(options: options).check(
        submission, progress: terminal.progress("检查", "checking", of: submission.packages.count))
      if json { printJSON(reading.packages, terminal) } else { printText(reading.packages, terminal) }
      if reading.packages.contains(where: { $0.result.severity == .blocks || $0.result.application == nil }) {
        throw ExitCode(Complaint.Exit.refused.rawValue)
      }
    }
  }

  private func printJSON(_ packages: [SeasonReading.Package], _ terminal: Terminal) {
    let report = PackageReport(terminal)
    let lines = packages.map { package -> JSONValue in
      let result = package.result
      return [
        "path": .visible(package.path), "applicant": .visible(result.applicant?.name ?? ""),
        "division": .string(result.applicant?.divisionCode ?? ""),
        "level": .string(result.applicant?.level.rawValue ?? ""), "track": .string(result.track ?? ""),
        "accepted": .boolean(result.application != nil && result.severity != .blocks),
        "findings": .array(result.findings.map { report.json(StoredFinding($0)) }),
      ]
    }
    terminal.print(["packages": .array(lines), "schema": "plumbline/check/v1"])
  }

  private func printText(_ packages: [SeasonReading.Package], _ terminal: Terminal) {
    let report = PackageReport(terminal)
    for package in packages {
      let result = package.result
      let name = package.path.split(separator: "/").last.map(String.init) ?? package.path
      let applicant = result.applicant?.name ?? "?"
      terminal.print("\(report.verdict(result.application == nil ? .blocks : result.severity))  \(applicant)  \(name)")
      for finding in result.findings { terminal.print(report.finding(StoredFinding(finding))) }
    }
    let blocked = packages.count { $0.result.severity == .blocks || $0.result.application == nil }
    terminal.note(
      "\(packages.count) 件：\(packages.count - blocked) 件可收，\(blocked) 件须补正。",
      "\(packages.count) packages: \(packages.count - blocked) could be accepted, \(blocked) must be mended.")
  }
}
