import ArgumentParser

@main
struct SupervisorCommand: AsyncParsableCommand {
  /// Name and version of this program, for the server's log.
  static let software = "plumbline-supervisor/1.0"

  static let configuration = CommandConfiguration(
    commandName: "plumbline-supervisor",
    abstract: "监督人员：密钥、签名、见证、交付份额 / for supervisors: keys, signing, cosigning, release",
    discussion: """
      一次评审的次序：
        keys --code S1 --name 姓名      生成密钥，得到 S1.public.json，交给组织人员和分发人
        deal …                          由一位监督人员在离线的电脑上分发启封密钥（仪式）
        share import share-S1.json      收下自己的份额
        sign requests.json --out .      核对并签署场次设立、启封密钥登记（文件）
        join invite-S1.json --session … 登记
        sign                            在线签署名册、决定等
        cosign                          镜像并校验整本日志，见证快照（可加 --until sealed 持续）
        release                         截止后：本机校验通过，才交付份额

      本程序自己守住的规矩：不见证互相矛盾的两本日志；不签没有写明前一场下落的重复场次；
      份额只为经足够见证、时间已到（或全部终了确认）、无寄存未计入的截止而交付。

      In order: keys, deal (one supervisor, offline), share import, sign FILE, join, sign, cosign,
      release. The program itself refuses to cosign two histories, to sign a silent re-run of a
      session, and to release a share before everything that must be true is true here.

      退出码 / exit codes: 0 完成 done · 1 规则不许 refused · 2 输入或文件夹有误 bad input ·
      64 用法有误 usage · 69 连不上服务器 unreachable · 75 须等他人或稍后再试 try again
      """,
    version: "1.0",
    subcommands: [
      KeysCommand.self, DealCommand.self, ShareCommand.self, SignCommand.self, JoinCommand.self, CosignCommand.self,
      ReleaseCommand.self, DepositCommand.self, StatusCommand.self,
    ])
}
