import ArgumentParser

@main
struct RegistrarCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plumbline-registrar",
    abstract: "收件人员的工具：收件、匿名处理、移交、身份揭示。全程离线。 The registrar's tool, offline.",
    discussion: """
      原件、真实身份只存在保密库（--vault）里；离开保密库的只有两人签名的移交包（hand-over）和身份揭示（reveal）。
      Originals and identities stay in the vault; what leaves it is signed by two persons.

      一季的顺序 the order of a season:
        plumbline-registrar init --vault 保密库 --name 张三 --custodian 李四
        plumbline-registrar check 收件/                      # 只看，不收
        plumbline-registrar intake --vault 保密库 收件/       # 收下、登记
        plumbline-registrar anonymize --vault 保密库          # 生成送审材料并扫描身份线索
        plumbline-registrar sign requests.json --vault 保密库 --out 签名/
        plumbline-registrar hand-over --vault 保密库 --session session.public.json \\
            --code XXXX-… --committee committee.json --out handover.tar
        plumbline-registrar reveal --vault 保密库 --session session.public.json \\
            --code XXXX-… --out reveal.tar                   # 排名和并列均已处理之后

      口令 passphrases: --passphrase-file、--custodian-passphrase-file，或环境变量 PLUMBLINE_PASSPHRASE、
      PLUMBLINE_CUSTODIAN_PASSPHRASE，或在终端输入（不回显）。

      退出码 exit codes: 0 完成 done；1 规则不允许或材料须补正 refused, or packages must be mended；2 输入无法使用
      bad input；3 尚有未处理的事项 something must be settled first；64 用法错误 usage；75 稍后再试 try again.
      """,
    subcommands: [
      InitCommand.self, CheckCommand.self, IntakeCommand.self, ListCommand.self, ShowCommand.self,
      AnonymizeCommand.self, ClearCommand.self, SignCommand.self, HandOverCommand.self, RevealCommand.self,
    ])
}
