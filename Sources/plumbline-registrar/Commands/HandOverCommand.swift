import ArgumentParser
import CanonicalJSON
import Foundation
import RegistrarService
import Sealing
import TerminalText

struct HandOverCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hand-over",
    abstract: "生成移交包：送审材料、承诺值、回避，不含身份。 Make the hand-over file; no identity is in it.",
    discussion: """
      例 example:
        plumbline-registrar hand-over --vault 保密库 --session session.public.json \\
            --code 7K2M-… --committee committee.json --out handover.tar
      先核对场次码和本保密库的公钥，再为每件抽取匿名编号，由两人签名。同一场次再次运行得到同样的文件。
      The code and the vault's own keys are compared first. Run again, it gives the same file.
      退出码 exit codes: 0 完成 done；1 场次码或设定不符 refused；2 回避地区无法识别等 bad input；3 有存疑处未处理
      findings are open.
      """)

  @OptionGroup var vault: VaultOptions
  @OptionGroup var custodian: CustodianOptions
  @OptionGroup var session: SessionOptions
  @OptionGroup var language: LanguageOption

  @Option(help: ArgumentHelp("委员会文件 committee.json。The committee file.", valueName: "file"))
  var committee: String

  @Option(help: ArgumentHelp("写出的移交包。The hand-over file.", valueName: "file"))
  var out: String

  @Flag(help: "重新抽取编号（仅在组织人员尚未公布前）。Draw anew; only before the first file was published.")
  var renew = false

  @Flag(help: "以 JSON 输出。Answer as JSON.")
  var json = false

  func run() async throws {
    try await Terminal.run(language) { terminal in
      let committee = try Committee(file: Files.read(committee), name: committee)
      let vault = try vault.open(terminal)
      let trusted = try session.open(vault)
      let key = try vault.custodianKey(custodian.passphrase(terminal))
      let handOver = try vault.handOver(
        to: trusted, committee: committee, custodian: key, renewing: renew, now: Int64(Date().timeIntervalSince1970),
        progress: terminal.progress("移交", "hand-over", of: vault.register().standing.count))
      try Files.write(handOver.archive, to: out)
      if json {
        terminal.print([
          "schema": "plumbline/hand-over/v1", "applications": .integer(Int64(handOver.state.lines.count)),
          "archive": .string("\(handOver.state.archive)"), "bytes": .integer(Int64(handOver.archive.count)),
        ])
      }
      terminal.note(
        "已写出移交包 \(out)：\(handOver.state.lines.count) 件，摘要值 \(handOver.state.archive)。\n下一步：交给组织人员，由其 plumbline-coordinator publish。",
        "\(out): \(handOver.state.lines.count) applications, digest \(handOver.state.archive).\nNext: give it to the coordinator (`plumbline-coordinator publish`)."
      )
    }
  }
}
