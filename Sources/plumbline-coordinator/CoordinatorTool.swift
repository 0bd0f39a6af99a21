import ArgumentParser

@main
struct CoordinatorTool: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plumbline-coordinator",
    abstract: "准绳·协调员：组织一场密封评审 / run a sealed panel session.",
    discussion: """
      一场评审依次是 / a session runs in this order:
        init → admit → serve → invite → roster → publish → assign → start-scoring → close →
        unseal → rank → (decide → rank) → reveal → select city → select county → seal → export

      每一步都成为日志中的一条签名记录；次序不对的步骤会被拒绝并说明缺什么。serve 运行时，其他命令自动交给它执行。
      Each step becomes one signed record of the log; a step out of order is refused in words. While `serve` runs, every
      other command is handed to it.

      退出码 / exit codes: 0 完成 done · 1 规则不允许 refused · 2 输入有误 bad input · 64 用法 usage · 69 文件夹不可用 folder
      unavailable · 75 等待他人 waiting for others.
      """,
    subcommands: [
      InitCommand.self, AdmitCommand.self, ServeCommand.self, InviteCommand.self, RevokeCommand.self,
      RosterCommand.self,
      RequestsCommand.self, PublishCommand.self, AssignCommand.self, StartScoringCommand.self, StatusCommand.self,
      CloseCommand.self, UnsealCommand.self, RankCommand.self, DecideCommand.self, RevealCommand.self,
      SelectCommand.self, SealCommand.self, ExportCommand.self,
    ])
}
