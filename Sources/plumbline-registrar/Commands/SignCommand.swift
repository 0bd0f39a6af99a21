import ArgumentParser
import CanonicalJSON
import Foundation
import Panel
import RegistrarService
import Sealing
import TerminalText

struct SignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "核对并签署场次设定（两人）。 Check and sign the founding of a session, both persons.",
    discussion: """
      例 example:
        plumbline-registrar sign requests.json --vault 保密库 --out 签名/
      只签场次设定，且本保密库的两把公钥须在其中；其余记录由保密库自己生成。写出 signatures-registrar.json。
      Only the founding of a session in which this vault's keys stand is signed.
      """)

  @Argument(help: "组织人员给的 requests.json。The coordinator's requests.")
  var requests: String

  @OptionGroup var vault: VaultOptions
  @OptionGroup var custodian: CustodianOptions
  @OptionGroup var language: LanguageOption

  @Option(help: ArgumentHelp("写出签名文件的文件夹。Folder for the signatures.", valueName: "dir"))
  var out: String

  @Flag(help: "已核对，不再询问。Checked already: do not ask.")
  var yes = false

  func run() async throws {
    try await Terminal.run(language) { terminal in
      let file = try SignatureRequests(file: Files.read(requests), name: requests)
      let vault = try vault.open(terminal)
      let desk = try SignatureDesk(file, own: vault.publicFile)
      guard !desk.items.isEmpty else {
        throw Complaint(
          .badInput, code: "requests", zh: "\(requests) 中没有需要本保密库签署的记录。",
          en: "\(requests) holds nothing for this vault to sign.")
      }
      for item in desk.items {
        for text in words(of: item.session, SessionCode(item.digest), terminal.language) { terminal.print(text) }
      }
      try terminal.confirm("以上与纸面文件一致，签署？", "Does this agree with the papers? Sign?", yes: yes)
      let signatures = try desk.sign(vault, custodian: vault.custodianKey(custodian.passphrase(terminal)))
      let path = "\(out)/signatures-registrar.json"
      try Files.write(signatures.canonicalBytes, to: path)
      terminal.note("已签署，写出 \(path)；请交给组织人员。", "Signed: \(path). Give it to the coordinator.")
    }
  }

  private func words(of session: Session, _ code: SessionCode, _ language: Language) -> [String] {
    let keys = session.keys.map { key in "  \(key.code) \(key.role.rawValue)" }
    let levels = session.levels.map { "  \($0.id): \($0.seats)" }
    return [
      "\(language("场次", "session")): \(session.origin)\(session.rehearsal ? language("（演练）", " (rehearsal)") : "")",
      "\(language("场次码", "session code")): \(code)",
      "\(language("方向、年度", "track, year")): \(session.track), \(session.year)",
      language("级别与名额", "levels and places"),
    ] + levels + [
      "\(language("匿名方式", "anonymization")): \(session.policy.rawValue)   \(language("回避", "exclusions")): \(session.exclusions.rawValue)",
      "\(language("启封门限", "opening threshold")): \(session.threshold)   \(language("见证门限", "quorum")): \(session.quorum)",
      "\(language("截止不早于、不晚于", "close not before, not after")): \(time(session.closeNotBefore)), \(time(session.closeNotAfter))",
      language("公钥", "keys"),
    ] + keys
  }

  private func time(_ seconds: Int64) -> String {
    Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
  }
}
