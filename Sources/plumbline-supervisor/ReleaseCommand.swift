import ArgumentParser
import AuditVerifier
import CanonicalJSON
import Panel
import SessionClient
import SupervisorClient
import TerminalText

struct ReleaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release", abstract: "交付密钥份额（先在本机校验整本日志）/ release the share, after verifying the log here",
    discussion: """
      任何一项未通过即停止，什么也不交付。交付不能收回：满门限后全部评分表（含更正前的）将可读。
      交付前请与另一位监督人员电话核对屏幕所示 8 个字符。

      Anything that fails stops it. A released share cannot be taken back. Compare the 8 signs shown
      with another supervisor by telephone first.
      """)

  @Flag(help: "不再询问 / do not ask")
  var yes = false

  @OptionGroup var options: HomeOptions

  func run() async throws {
    try await options.run {
      try await options.online { desk, link in
        try await desk.synchronize(link)
        let language = options.spoken
        let examined = try desk.examineRelease(now: Clock.now)
        for line in lines(examined) { Terminal.note(line) }
        try Consent.demand(
          yes,
          language(
            "另一位监督人员所见字符相同，同意启封 \(examined.reviewers) 位专家的 \(examined.sheets) 份评分表并交付您的份额？",
            "The other supervisor sees the same signs; open \(examined.sheets) sheets of \(examined.reviewers) reviewers and release your share?"
          ))
        let index = try await desk.release(link, now: Clock.now)
        return Answer(
          [
            language("已交付，第 \(index) 号记录", "released; record \(index)"),
            language("下一步：满门限后由组织人员启封", "Next: the coordinator opens the sheets once the threshold is met"),
          ], json: ["code": .string(desk.keys.code.text), "record": .integer(Int64(index))])
      }
    }
  }

  private func lines(_ examined: ReleaseCase) -> [String] {
    let language = options.spoken
    let passed = examined.report.checks.filter { $0.status == .passed }.map(\.id.rawValue).joined(separator: " ")
    let open = examined.report.checks.filter { $0.status == .notChecked }.map(\.id.rawValue).joined(separator: " ")
    let unproven = examined.report.checks.filter { $0.status == .failed }
      .map { "\($0.id.rawValue) \(language($0.zh, $0.en))" }
    return [
      language("本机校验（\(examined.report.size) 条记录）", "verified on this machine (\(examined.report.size) records)"),
      language("  通过：", "  passed: ") + passed,
      language("  未校验（尚未进行的步骤）：", "  not checked (steps to come): ") + open,
      language("  未能在本机证明：", "  cannot be shown here: ")
        + (unproven.isEmpty ? language("无", "none") : unproven.joined(separator: "; ")),
      examined.silent.isEmpty
        ? language("  全部专家已终了确认", "  every reviewer has signed a final")
        : language("  没有终了确认：", "  without a final: ") + examined.silent.joined(separator: ", "),
      language("  与另一位监督人员核对：\(examined.readAloud)", "  compare with another supervisor: \(examined.readAloud)"),
    ]
  }
}

struct DepositCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deposit", abstract: "寄存专家未获答复的记录 / deposit a record that the coordinator did not answer",
    discussion: """
      专家用 plumbline-reviewer submit --export 导出的信封文件。寄存记入日志；
      在它计入之前，本程序不见证截止，也不交付份额。
      """)

  @Argument(help: "信封文件 / envelope file")
  var file: String

  @OptionGroup var options: HomeOptions

  func run() async throws {
    try await options.run {
      try await options.online { desk, link in
        try await desk.synchronize(link)
        let index = try await desk.deposit(UserFile.read(file, limit: 65_535), now: Clock.now, link)
        return Answer(
          [options.spoken("已寄存，第 \(index) 号记录", "deposited; record \(index)")],
          json: ["record": .integer(Int64(index))])
      }
    }
  }
}

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "阶段、镜像、见证 / phase, mirror, cosignatures")

  @Flag(help: "不连接服务器，只看本机 / do not connect")
  var offline = false

  @OptionGroup var options: HomeOptions

  func run() async throws {
    try await options.run {
      if offline { return try answer(options.desk()) }
      return try await options.online { desk, link in
        try await desk.synchronize(link)
        return try answer(desk)
      }
    }
  }

  private func answer(_ desk: Desk) throws -> Answer {
    let language = options.spoken
    let state = desk.state
    let finals = state.headLines.count { $0.final }
    let cosigned = try desk.cosignedSize
    return Answer(
      [
        language("\(desk.keys.code)  阶段 \(state.phase.rawValue)", "\(desk.keys.code)  phase \(state.phase.rawValue)"),
        language(
          "镜像 \(desk.head?.size ?? 0) 条（\(desk.mirror.path)），本人见证至 \(cosigned)，足够见证至 \(desk.head?.cosignedSize ?? 0)",
          "mirror \(desk.head?.size ?? 0) entries (\(desk.mirror.path)), cosigned here to \(cosigned), by a quorum to \(desk.head?.cosignedSize ?? 0)"
        ),
        language(
          "专家 \(state.chains.count)，终了确认 \(finals)，份额已交付 \(state.keyShares.count)",
          "reviewers \(state.chains.count), finals \(finals), shares released \(state.keyShares.count)"),
      ],
      json: [
        "code": .string(desk.keys.code.text), "cosigned": .integer(Int64(cosigned)),
        "entries": .integer(Int64(desk.head?.size ?? 0)), "finals": .integer(Int64(finals)),
        "phase": .word(state.phase), "quorum": .integer(Int64(desk.head?.cosignedSize ?? 0)),
        "reviewers": .integer(Int64(state.chains.count)), "shares": .integer(Int64(state.keyShares.count)),
      ])
  }
}
