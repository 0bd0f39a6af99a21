import ArgumentParser
import Foundation
import RegistrarService
import TerminalText

struct ClearCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear", abstract: "两人放行一个存疑处，写明理由。 Two persons clear one finding, with a reason.",
    discussion: """
      例 example:
        plumbline-registrar clear 12 LEAK_PLACE_NAME@20481 --vault 保密库 --reason "“东营”在“山东营商环境”中，不是地名"
      放行进入移交包，由两人签名；组织人员只看到规则和次数。
      The clearing goes into the hand-over under both signatures; the coordinator sees rule and count only.
      """)

  @Argument(help: "收件号、区划代码、申报单位或材料名。Number, division code, applicant or package name.")
  var application: String

  @Argument(
    help:
      "存疑处，如 LEAK_PLACE_NAME@20481；只写规则则为该件此规则的全部。A finding as `anonymize` names it, or a rule for all of its findings."
  )
  var finding: String

  @Option(help: "理由。Reason.")
  var reason: String

  @OptionGroup var vault: VaultOptions
  @OptionGroup var custodian: CustodianOptions
  @OptionGroup var language: LanguageOption

  func run() async throws {
    try await Terminal.run(language) { terminal in
      let vault = try vault.open(terminal)
      let custodian = try vault.custodianKey(custodian.passphrase(terminal))
      let line = try vault.register().find(application)
      let clearings = try vault.clear(
        package: line.number, finding: finding, reason: reason, custodian: custodian,
        now: Int64(Date().timeIntervalSince1970))
      for clearing in clearings {
        terminal.note(
          "已放行第 \(line.number) 号的 \(clearing.finding)：\(clearing.excerpt)",
          "Cleared \(clearing.finding) of package \(line.number): \(clearing.excerpt)")
      }
    }
  }
}
