import ArgumentParser
import CanonicalJSON
import Panel
import SessionClient
import SupervisorClient
import TerminalText

struct JoinCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "凭邀请函登记 / enrol with an invitation",
    discussion: """
      会次编码由监督人员自己掌握（签署场次设立时显示），不取自邀请函。登记时承诺抽签用的随机数，
      待回避清单和名册经足够见证后由 cosign 公布。

      The session code is your own, from the session you signed. Commits to a nonce for the draw,
      which cosign reveals once its input is cosigned.
      """)

  @Argument(help: "邀请函文件 / invitation file")
  var invitation: String

  @Option(name: .customLong("session"), help: "会次编码，8 组 4 字 / session code")
  var session: String

  @OptionGroup var options: HomeOptions

  func run() async throws {
    try await options.run {
      let bytes = try UserFile.read(invitation, limit: 1 << 20)
      let home = try options.open()
      let keys = try SupervisorKeys.load(home)
      let joining = try keys.joining(invitation: bytes, name: invitation, typed: session, store: home)
      if !joining.membership.isComplete {
        _ = try joining.finish(
          try await ServerLink.enrol(joining, software: SupervisorCommand.software), store: home)
      }
      return Answer(
        [
          options.spoken("已登记：\(keys.code)", "enrolled: \(keys.code)"),
          options.spoken("下一步：plumbline-supervisor cosign", "Next: plumbline-supervisor cosign"),
        ], json: ["code": .string(keys.code.text)])
    }
  }
}
