import ArgumentParser
import RegistrarService
import TerminalText

struct RevealCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reveal",
    abstract: "生成身份揭示：打开身份承诺值（两人签名）。 Open the identity commitments, signed by both.",
    discussion: """
      例 example:
        plumbline-registrar reveal --vault 保密库 --session session.public.json --code 7K2M-… --out reveal.tar
      只能在排名完成、并列和争议均已处理之后交出：文件里写着每个匿名编号是谁。请先核对监督人员见证的排名记录。
      Give it out only once ranking, ties and disputes are settled: it says who is who.
      """)

  @OptionGroup var vault: VaultOptions
  @OptionGroup var custodian: CustodianOptions
  @OptionGroup var session: SessionOptions
  @OptionGroup var language: LanguageOption

  @Option(help: ArgumentHelp("写出的身份揭示文件。The reveal file.", valueName: "file"))
  var out: String

  @Flag(help: "已核对，不再询问。Checked already: do not ask.")
  var yes = false

  func run() async throws {
    try await Terminal.run(language) { terminal in
      let vault = try vault.open(terminal)
      let trusted = try session.open(vault)
      try terminal.confirm(
        "排名、并列、争议是否都已处理并有监督人员见证？揭示之后不可收回。继续？",
        "Are ranking, ties and disputes settled and witnessed? A reveal cannot be taken back. Go on?", yes: yes)
      try Files.write(
        vault.reveal(trusted, custodian: vault.custodianKey(custodian.passphrase(terminal))), to: out)
      terminal.note(
        "已写出 \(out)。\n下一步：交给组织人员，由其 plumbline-coordinator reveal。",
        "\(out) is written.\nNext: give it to the coordinator (`plumbline-coordinator reveal`).")
    }
  }
}
