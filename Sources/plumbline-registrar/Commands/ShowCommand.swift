import ArgumentParser
import CanonicalJSON
import RegistrarService
import TerminalText

struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "看一件申报材料：读出了什么，每个值出自哪里。 One package: what was understood, and where from.",
    discussion: """
      例 example:
        plumbline-registrar show 12 --vault 保密库
        plumbline-registrar show 济宁市微山县 --vault 保密库
      """)

  @Argument(help: "收件号、区划代码、申报单位或材料名。Number, division code, applicant or package name.")
  var application: String

  @OptionGroup var vault: VaultOptions
  @OptionGroup var language: LanguageOption

  func run() async throws {
    try await Terminal.run(language) { terminal in
      let vault = try vault.open(terminal)
      let line = try vault.register().find(application)
      let report = PackageReport(terminal)
      terminal.print(
        "\(line.number)  \(line.applicant) (\(line.division))  \(line.track)  \(report.level(line.level))  \(line.name)"
      )
      for file in line.files { terminal.print("  \(file.path)  \(file.size)  \(file.digest)") }
      for finding in line.findings { terminal.print(report.finding(finding)) }
      guard let understood = try vault.understood(line.number) else {
        return terminal.note("没有读出可用的内容。", "Nothing usable was understood.")
      }
      let language = terminal.language
      terminal.print("\n\(language("推荐单位", "recommended by")): \(understood.recommendingUnit)")
      terminal.print(
        "\(language("报请同意", "approval")): \(understood.approval)   \(language("近三年事故", "incidents")): \(understood.incidents)"
      )
      var table = TextTable(
        heading: [
          language("指标", "field"), language("年", "year"), language("值", "value"), language("原文", "as written"),
          language("出处", "where"), language("指标名称", "label"),
        ], rightAligned: [1, 2])
      for value in understood.values {
        table.add([value.field, String(value.year), value.value, value.written, value.place, value.label])
      }
      terminal.print("\n" + table.lines.joined(separator: "\n") + "\n")
      for heading in understood.headings { terminal.print(heading) }
    }
  }
}
