import ArgumentParser

@main
struct ReviewerCommand: AsyncParsableCommand {
  /// Name and version of this program, as sheets and the server's log carry it.
  static let software = "plumbline-reviewer/1.0"

  static let configuration = CommandConfiguration(
    commandName: "plumbline-reviewer",
    abstract: "评审专家：登记、阅读、评分、密封、回执 / for reviewers: join, read, score, seal, keep receipts",
    discussion: """
      一次评审的次序：
        plumbline-reviewer join invite-7KQ2.json --session XXXX-… --home 我的评审
        plumbline-reviewer list      查看分派给您的申报件
        plumbline-reviewer fetch     下载送审材料（断线可续）
        plumbline-reviewer read K7M2
        plumbline-reviewer score K7M2                 逐项填写，随写随存
        plumbline-reviewer submit --all               核对、签名、密封、存证
        plumbline-reviewer submit --final             终了确认：所列即计入

      密封之后，启封前任何人（包括组织人员）都看不到分数；截止前可以更正，以最后一份为准；
      启封后，您密封过的各份（含更正前的）将以专家代号公开给持有档案的人。

      In order: join, list, fetch, read, score, submit --all, submit --final. Sealed sheets
      cannot be read by anybody before the opening; the last one before the close counts;
      after the opening all versions you sealed become readable under your code.

      退出码 / exit codes: 0 完成 done · 1 规则不许 refused · 2 输入或文件夹有误 bad input ·
      64 用法有误 usage · 69 连不上服务器 unreachable · 75 须等他人或稍后再试 try again
      """,
    version: "1.0",
    subcommands: [
      JoinCommand.self, ListCommand.self, FetchCommand.self, ReadCommand.self, ScoreCommand.self, RecuseCommand.self,
      SubmitCommand.self, ReceiptsCommand.self, StatusCommand.self,
    ])
}
