import ArgumentParser
import CanonicalJSON
import Panel
import ReviewerClient
import SessionClient
import TerminalText
import TransparencyLog

struct ReceiptsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receipts", abstract: "回执：列出、校验、导出 / receipts: list, verify, export",
    discussion: """
      回执是 C2SP tlog-proof 文件，多年后仍可离线校验，不含分数。
      --export 为每条记录写两个文件：<序号>.tlog-proof 和信封 <序号>.json。

      A receipt holds no mark and can be verified offline years later by any tlog-proof software.
      """)

  @Flag(help: "重新校验每一张 / verify each again")
  var verify = false

  @Option(help: "导出到该文件夹 / write them into this folder")
  var export: String?

  @OptionGroup var options: HomeOptions

  func run() async throws {
    try await options.run {
      try await options.offline { desk in
        let language = options.spoken
        let logged = desk.queue.records.filter { $0.state == .logged }
        if verify, let faulty = try desk.faultyReceipts().first {
          throw ClientError(
            .refused, zh: "第 \(faulty.seq) 份的回执不成立；请保存本机文件夹并告知监督人员",
            en: "the receipt of record \(faulty.seq) does not hold; keep this home and tell a supervisor")
        }
        if let export { try write(logged, into: export, desk) }
        let rows = logged.map { record in
          ["\(record.seq)", record.kind.rawValue, record.application, LogProof.shortCode(entry: record.envelope)]
        }
        var table = TextTable()
        for row in rows { table.add(row) }
        let last =
          verify
          ? language("\(logged.count) 张回执全部成立", "all \(logged.count) receipts hold")
          : language("共 \(logged.count) 张；--verify 校验", "\(logged.count) receipts; --verify checks them")
        return Answer(
          table.lines + [last],
          json: ["receipts": .array(rows.map { .array($0.map(JSONValue.string)) }), "verified": .boolean(verify)])
      }
    }
  }

  private func write(_ records: [QueuedRecord], into folder: String, _ desk: Desk) throws {
    for record in records {
      let name = "\(desk.membership.code)-\(record.seq)"
      _ = try UserFile.write(record.proof, to: "\(name).tlog-proof", in: folder)
      _ = try UserFile.write(record.envelope, to: "\(name).json", in: folder)
    }
  }
}

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "阶段、日志、本机进度 / phase, log, own progress")

  @Flag(help: "不连接服务器，只看本机 / do not connect")
  var offline = false

  @OptionGroup var options: HomeOptions

  func run() async throws {
    try await options.run {
      offline
        ? try await options.offline { try answer($0) }
        : try await options.online { desk, _ in try answer(desk) }
    }
  }

  private func answer(_ desk: Desk) throws -> Answer {
    let language = options.spoken
    let done = desk.assigned.count { desk.queue.last($0.application)?.state == .logged }
    let refused = try ChainDocuments.refusals(desk.store)
    var lines = [
      language(
        "专家代号 \(desk.membership.code)  阶段 \(desk.view.phase.rawValue)",
        "\(desk.membership.code)  phase \(desk.view.phase.rawValue)"),
      language(
        "日志：已核验 \(desk.head?.size ?? 0) 条，其中 \(desk.head?.cosignedSize ?? 0) 条在足够见证之下",
        "log: \(desk.head?.size ?? 0) entries verified, \(desk.head?.cosignedSize ?? 0) under a quorum"),
      language(
        "申报件 \(desk.assigned.count)，已存证或回避 \(done)，待上传 \(desk.queue.waitingCount)，终了确认 \(desk.queue.isFinal ? "有" : "无")",
        "applications \(desk.assigned.count), done \(done), waiting \(desk.queue.waitingCount), final \(desk.queue.isFinal ? "yes" : "no")"
      ),
    ]
    for record in refused {
      lines.append(
        language("被退回：第 \(record.seq) 份 \(record.application)：", "refused: \(record.seq) \(record.application): ")
          + DisplayText.printable(record.reason))
    }
    return Answer(
      lines,
      json: [
        "applications": .integer(Int64(desk.assigned.count)), "code": .string(desk.membership.code.text),
        "cosigned": .integer(Int64(desk.head?.cosignedSize ?? 0)), "done": .integer(Int64(done)),
        "entries": .integer(Int64(desk.head?.size ?? 0)), "final": .boolean(desk.queue.isFinal),
        "phase": .word(desk.view.phase), "refused": .integer(Int64(refused.count)),
        "waiting": .integer(Int64(desk.queue.waitingCount)),
      ])
  }
}
