import ArgumentParser
import TerminalText

@main
struct AuditorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plumbline-auditor",
    abstract: "校验封存的评审档案，不依赖任何人。/ Verifies a sealed archive and believes nobody.",
    discussion: """
      离线运行；只读档案本身。场次码印在聘书和评审组签字的纸上，请照纸输入，不要从档案里抄。
      Works offline, from the archive alone. The session code stands on the letter of appointment and on the panel's
      signed paper: type it from there, never from the archive.
      """,
    subcommands: [VerifyCommand.self, ShowCommand.self, RankCommand.self])
}

extension Language: ExpressibleByArgument {}
