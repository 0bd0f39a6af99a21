import ArgumentParser
import CanonicalJSON
import RegistrarService
import TerminalText

struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出登记的申报材料及其状态。 List registered packages and how they stand.",
    discussion: "例 example:\n  plumbline-registrar list --vault 保密库")

  @OptionGroup var vault: VaultOptions
  @OptionGroup var language: LanguageOption

  @Flag(help: "以 JSON 输出。Answer as JSON.")
  var json = false

  func run() async throws {
    try await Terminal.run(language) { terminal in
      let vault = try vault.open(terminal)
      let register = try vault.register()
      let review = try vault.review()
      let standing = Set(register.standing.map(\.number))
      let report = PackageReport(terminal)
      if json {
        let packages = register.lines.map { report.json($0, standing: standing.contains($0.number)) }
        return terminal.print([
          "schema": "plumbline/list/v1", "packages": .array(packages), "root": .digest(register.root),
        ])
      }
      terminal.print(report.table(register.lines, standing: standing))
      let anonymous = register.standing.count { review?.draft($0.number) != nil }
      let open =
        review?.drafts.filter { standing.contains($0.package) }
        .reduce(0) { sum, draft in sum + (review?.open(draft).count ?? 0) } ?? 0
      terminal.note(
        "登记 \(register.lines.count) 件，有效 \(standing.count) 件；已匿名处理 \(anonymous) 件，未处理存疑处 \(open) 处。",
        "\(register.lines.count) registered, \(standing.count) stand; \(anonymous) made anonymous, \(open) findings open."
      )
    }
  }
}
