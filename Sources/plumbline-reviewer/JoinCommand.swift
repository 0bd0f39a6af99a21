import ArgumentParser
import CanonicalJSON
import OpenSSL
import Panel
import ReviewerClient
import SessionClient
import TerminalText
import TransparencyLog

struct JoinCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "凭邀请函登记 / enrol with an invitation",
    discussion: """
      会次编码印在聘书上，须照聘书输入，不取自邀请函：它是判断一切真伪的唯一凭据。
      登记后屏幕显示您的密钥核对码，请在电话中读给监督人员（不是组织人员）。
      断线后重新运行同一命令即可，不会重复登记。

      The session code is printed on the letter of appointment; type it from there. Afterwards
      read your key's fingerprint to a supervisor by telephone. Run it again if the line breaks.
      """)

  @Argument(help: "邀请函文件 / invitation file")
  var invitation: String

  @Option(name: .customLong("session"), help: "聘书上的会次编码，8 组 4 字 / session code from the letter")
  var session: String

  @OptionGroup var options: HomeOptions

  func run() async throws {
    try await options.run {
      let bytes = try UserFile.read(invitation, limit: 1 << 20)
      let home = try options.openOrCreate()
      let joining = try Joining(
        invitation: bytes, name: invitation, typed: session, role: .reviewer, signingSeed: nil, store: home)
      if !joining.membership.isComplete {
        _ = try joining.finish(
          try await ServerLink.enrol(joining, software: ReviewerCommand.software), store: home)
      }
      let membership = try Membership.load(home)
      let fingerprint = KeyFingerprint.text(try membership.signingKey.verificationKey.raw)
      let zh = [
        "已登记：专家代号 \(membership.code)",
        "您的密钥核对码：\(fingerprint)",
        "请在电话中把核对码读给监督人员；名册公布后程序会自动核对。",
        "须知：启封后，您密封过的各份评分表（含更正前的、被退回的）都将以代号公开给持有档案的人。",
        "下一步：plumbline-reviewer list",
      ]
      let en = [
        "Enrolled: your code is \(membership.code)",
        "Your key's fingerprint: \(fingerprint)",
        "Read it to a supervisor by telephone; this program checks the roster by itself.",
        "Note: after the opening every sheet you sealed (corrected or refused ones too) becomes readable by code.",
        "Next: plumbline-reviewer list",
      ]
      return Answer(
        options.spoken == .zh ? zh : en,
        json: ["code": .string(membership.code.text), "fingerprint": .string(fingerprint)])
    }
  }
}
