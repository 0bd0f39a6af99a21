import ArgumentParser
import CanonicalJSON
import Panel
import ReviewerClient
import SessionClient
import TerminalText
import TransparencyLog

struct RecuseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recuse", abstract: "申请回避一件申报件 / declare recusal from an application",
    discussion: """
      回避不能撤回。理由只有类别，没有文字：文字会向读日志的人透露申报单位。
      kinship 亲属 · employment 任职 · origin 籍贯或曾任职 · cooperation 项目合作 ·
      recognised 认出对象 · other 其他

      A recusal cannot be taken back. Only its kind is recorded, no text.
      """)

  @Argument(help: "匿名编号 / application")
  var application: String

  @Option(help: "类别：kinship employment origin cooperation recognised other / kind")
  var kind: RecusalKind

  @Flag(help: "不再询问 / do not ask")
  var yes = false

  @OptionGroup var options: HomeOptions

  func run() async throws {
    try await options.run {
      try await options.online { desk, link in
        let item = try desk.application(application)
        let language = options.spoken
        try Consent.demand(
          yes, language("对 \(item.application) 声明回避，不能撤回。确定？", "Recuse from \(item.application), for good?"))
        try desk.recuse(item, kind: kind)
        try await desk.send(link)
        return Answer(
          [language("已声明回避 \(item.application)，并已存证", "Recused from \(item.application); it is in the log")],
          json: ["application": .string(item.application.text), "kind": .word(kind)])
      }
    }
  }
}

extension RecusalKind: ExpressibleByArgument {}

/// A yes that was said, on the terminal or by flag.
enum Consent {
  static func demand(_ flag: Bool, _ question: String) throws {
    if flag { return }
    guard Terminal.isInteractive else {
      throw ClientError(
        .badInput, zh: "这一步需要确认；没有终端时请加 --yes", en: "this step needs a yes; without a terminal add --yes")
    }
    guard Terminal.confirms(question) else {
      throw ClientError(.refused, zh: "未确认，没有签名", en: "not confirmed; nothing was signed")
    }
  }
}

struct SubmitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit", abstract: "核对、签名、密封并存证 / check, sign, seal and put into the log",
    discussion: """
      plumbline-reviewer submit K7M2 M3QX     签名所列各件
      plumbline-reviewer submit --all         签名全部已填齐、有改动的草稿
      plumbline-reviewer submit --final       终了确认：签署“所列各件以此为准”
      plumbline-reviewer submit               只发送本机已签名、尚未存证的

      签名前显示将要密封的分数。签好的先存在本机，再发送；断线后再运行一次，发送的是同样的字节。
      久候不答时：submit --export DIR 导出信封文件，交给任一监督人员寄存（deposit）。

      What is signed is kept here first and then sent; run it again after a break, the same bytes go
      out. If the server stays silent, hand the files of --export to a supervisor.
      """)

  @Argument(help: "匿名编号 / applications")
  var applications: [String] = []

  @Flag(help: "全部已填齐的草稿 / every complete draft that changed")
  var all = false

  @Flag(name: .customLong("final"), help: "之后签署终了确认 / sign the final afterwards")
  var isFinal = false

  @Flag(help: "终了时允许有未评的申报件 / allow applications without a sheet in the final")
  var allowMissing = false

  @Flag(help: "不再询问 / do not ask")
  var yes = false

  @Option(help: "不发送，把待存证的信封写入该文件夹 / write what waits into this folder instead of sending")
  var export: String?

  @OptionGroup var options: HomeOptions

  func run() async throws {
    try await options.run {
      if let export { return try await options.offline { try write(into: export, $0) } }
      return try await options.online { desk, link in
        let chosen = try choose(desk)
        if !chosen.isEmpty { try confirm(chosen, desk) }
        // What an earlier run has left goes first: the chain is sent in order.
        var logged: [QueuedRecord] = []
        try await desk.send(link) { logged.append($0) }
        for item in chosen { try desk.seal(item, client: ReviewerCommand.software) }
        try await desk.send(link) { logged.append($0) }
        if isFinal {
          try desk.finalize(allowMissing: allowMissing)
          try await desk.send(link) { logged.append($0) }
        }
        return answer(logged, desk)
      }
    }
  }

  private func choose(_ desk: Desk) throws -> [AssignedApplication] {
    if !applications.isEmpty { return try applications.map { try desk.application($0) } }
    guard all else { return [] }
    return try desk.assigned.filter { item in
      let standing = try desk.standing(item.application)
      return standing == .ready || standing == .changed
    }
  }

  private func confirm(_ chosen: [AssignedApplication], _ desk: Desk) throws {
    guard !yes else { return }
    let language = options.spoken
    for item in chosen {
      let rubric = try desk.rubric(item.application)
      let draft = try desk.draft(item.application)
      let marks = rubric.judgedCriteria.map { criterion in
        "\(language(criterion.title.zh, criterion.title.en)) \(draft.mark(of: criterion.id) ?? "-")"
      }
      Terminal.note("  \(item.application)  " + marks.joined(separator: " | ") + "  = \(draft.total(rubric: rubric))")
      if !draft.comment.isEmpty { Terminal.note("      " + DisplayText.printable(draft.comment)) }
    }
    try Consent.demand(
      false,
      language(
        "密封后启封前无人能看；截止前可更正；启封后各版本以代号公开。您确认独立评分、无应回避而未回避。签名并密封 \(chosen.count) 份？",
        "Nobody can read them before the opening; all versions become readable by code afterwards. You scored independently and have no conflict. Sign and seal \(chosen.count)?"
      ))
  }

  private func answer(_ logged: [QueuedRecord], _ desk: Desk) -> Answer {
    let language = options.spoken
    var lines = [language("已存证 \(logged.count) 条", "\(logged.count) records are in the log")]
    for record in logged {
      let index = (try? LogProof(bytes: record.proof).index).map { "\($0)" } ?? "-"
      let what = record.kind == .final ? language("终了确认", "final") : record.application
      lines.append(
        language("  \(what)  第 \(index) 号记录  回执码 ", "  \(what)  record \(index)  receipt ")
          + LogProof.shortCode(entry: record.envelope))
    }
    lines.append(
      desk.queue.isFinal
        ? language("终了确认已存证。截止前仍可更正，更正后须再次 --final", "The final is in the log; a correction needs another one")
        : language("全部评完后：plumbline-reviewer submit --final", "When all is done: plumbline-reviewer submit --final"))
    let list = logged.map { record -> JSONValue in
      [
        "application": .string(record.application), "kind": .word(record.kind),
        "receipt": .string(LogProof.shortCode(entry: record.envelope)), "seq": .integer(record.seq),
      ]
    }
    return Answer(lines, json: ["final": .boolean(desk.queue.isFinal), "logged": .array(list)])
  }

  private func write(into folder: String, _ desk: Desk) throws -> Answer {
    let waiting = desk.queue.records.filter { $0.state == .waiting }
    let files = try waiting.map { record in
      try UserFile.write(record.envelope, to: "\(desk.membership.code)-\(record.seq).json", in: folder)
    }
    return Answer(
      files + [
        options.spoken(
          "共 \(files.count) 份；请交给任一监督人员，由其运行 plumbline-supervisor deposit",
          "\(files.count) files; a supervisor takes them with plumbline-supervisor deposit")
      ], json: ["files": .array(files.map { .visible($0) })])
  }
}
