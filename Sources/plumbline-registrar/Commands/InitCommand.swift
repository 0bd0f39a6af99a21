import ArgumentParser
import CanonicalJSON
import RegistrarService
import Sealing
import TerminalText

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "建立保密库和两人的签名密钥。 Make the vault and both persons' keys.",
    discussion: """
      例 example:
        plumbline-registrar init --vault 保密库 --name "张三 规划处" --custodian "李四 机关纪委"
      两人各自设定口令；第二人的口令不得告知收件人员。写出的 registrar.public.json 交给组织人员。
      Each person chooses a passphrase of their own. Give registrar.public.json to the coordinator.
      """)

  @OptionGroup var vault: VaultOptions
  @OptionGroup var custodianOptions: CustodianOptions
  @OptionGroup var language: LanguageOption

  @Option(help: "收件人员姓名、职务。Name and office of the registrar.")
  var name: String

  @Option(help: "第二人姓名、职务。Name and office of the second person.")
  var custodian: String

  @Option(help: ArgumentHelp("公钥文件；默认 保密库/registrar.public.json。Public file.", valueName: "file"))
  var out: String?

  func run() async throws {
    try await Terminal.run(language) { terminal in
      let file = try RegistrarVault.create(
        at: vault.vault, registrar: name, custodian: custodian, passphrase: vault.passphrase(terminal),
        custodianPassphrase: custodianOptions.passphrase(terminal))
      let path = out ?? "\(vault.vault)/registrar.public.json"
      try Files.write(file.canonicalBytes, to: path)
      terminal.note(
        "已建立保密库 \(vault.vault)。\n下一步：把 \(path) 交给组织人员；收件用 plumbline-registrar intake。",
        "The vault \(vault.vault) is made.\nNext: give \(path) to the coordinator; take packages in with `intake`.")
    }
  }
}
