import Anonymization
import ArgumentParser
import CanonicalJSON
import RegistrarService
import TerminalText

extension AnonymizationPolicy: ExpressibleByArgument {}

struct AnonymizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "anonymize",
    abstract: "生成送审材料并扫描身份线索。 Make the bundles and scan them for identifying traces.",
    discussion: """
      例 example:
        plumbline-registrar anonymize --vault 保密库
        plumbline-registrar anonymize --vault 保密库 --review     # 隐去了什么、哪里存疑
      有存疑处未处理的不能移交；确属误报的由两人用 clear 放行。
      No bundle with an open finding is handed over; two persons may clear what is harmless.
      退出码 exit codes: 0 没有存疑处 nothing open；3 有存疑处待处理 findings are open.
      """)

  @OptionGroup var vault: VaultOptions
  @OptionGroup var language: LanguageOption

  @Option(help: "匿名方式：standard、strict 或 named（实名）。Policy.")
  var policy: AnonymizationPolicy = .standard

  @Flag(help: "列出隐去的词、保留而存疑的地方。List what was replaced and what was left in doubt.")
  var review = false

  @Flag(help: "以 JSON 输出。Answer as JSON.")
  var json = false

  func run() async throws {
    try await Terminal.run(language) { terminal in
      let vault = try vault.open(terminal)
      let register = try vault.register()
      let result = try await vault.anonymize(
        policy: policy, progress: terminal.progress("匿名处理", "anonymizing", of: register.standing.count))
      if json { printJSON(result, register, terminal) } else { printText(result, register, terminal) }
      if result.drafts.contains(where: { !result.open($0).isEmpty }) {
        throw ExitCode(Complaint.Exit.unfinished.rawValue)
      }
    }
  }

  private func printJSON(_ result: Review, _ register: Register, _ terminal: Terminal) {
    let packages = result.drafts.map { draft -> JSONValue in
      [
        "number": .integer(draft.package), "applicant": .visible(register.line(draft.package)?.applicant ?? ""),
        "redactions": .integer(draft.redactionCount), "fitting": .integer(draft.fitting), "size": .integer(draft.size),
        "open": .array(result.open(draft).map(place)), "questions": .array(draft.questions.map(place)),
      ]
    }
    terminal.print([
      "schema": "plumbline/anonymize/v1", "policy": .word(result.policy), "packages": .array(packages),
    ])
  }

  private func place(_ finding: DraftFinding) -> JSONValue {
    ["code": .string(finding.code), "rule": .string(finding.rule), "excerpt": .visible(finding.excerpt)]
  }

  private func printText(_ result: Review, _ register: Register, _ terminal: Terminal) {
    let language = terminal.language
    var table = TextTable(
      heading: [
        language("号", "no."), language("隐去", "redacted"), language("存疑", "open"), language("待看", "to look at"),
        language("相符地区", "fits"), language("申报单位", "applicant"),
      ], rightAligned: [0, 1, 2, 3, 4])
    for draft in result.drafts {
      table.add([
        String(draft.package), String(draft.redactionCount), String(result.open(draft).count),
        String(draft.questions.count), String(draft.fitting), register.line(draft.package)?.applicant ?? "",
      ])
    }
    terminal.print(table.lines.joined(separator: "\n"))
    for draft in result.drafts {
      let open = result.open(draft)
      guard !open.isEmpty || review else { continue }
      terminal.print("\n\(draft.package) \(register.line(draft.package)?.applicant ?? "")")
      for leak in open { terminal.print("  \(leak.code)  \(language(leak.zh, leak.rule)): \(leak.excerpt)") }
      guard review else { continue }
      for question in draft.questions {
        terminal.print("  \(language("保留", "kept"))  \(language(question.zh, question.rule)): \(question.excerpt)")
      }
      for (rule, words) in Dictionary(grouping: draft.replacements, by: \.rule).sorted(by: {
        $0.key.rawValue < $1.key.rawValue
      }) {
        var seen: Set<String> = []
        let unique = words.map(\.written).filter { seen.insert($0).inserted }
        terminal.print(
          "  \(language("隐去", "redacted"))  \(language(rule.zh, rule.rawValue)): \(unique.joined(separator: "、"))")
      }
    }
    let open = result.drafts.reduce(0) { $0 + result.open($1).count }
    terminal.note(
      "\(result.drafts.count) 件送审材料，未处理存疑处 \(open) 处。\n下一步：\(open == 0 ? "plumbline-registrar hand-over" : "plumbline-registrar clear <收件号> <存疑处> --reason …")",
      "\(result.drafts.count) bundles, \(open) findings open.\nNext: plumbline-registrar \(open == 0 ? "hand-over" : "clear NUMBER FINDING --reason …")"
    )
  }
}
