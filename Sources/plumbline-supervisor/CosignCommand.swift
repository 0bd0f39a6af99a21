import ArgumentParser
import CanonicalJSON
import Panel
import SessionClient
import SupervisorClient
import TerminalText

struct CosignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cosign", abstract: "镜像、校验并见证日志 / mirror, verify and cosign the log",
    discussion: """
      下载全部新记录和文件，逐条校验，与自己上次见证的快照前后一致才签名；两份矛盾的日志绝不同时见证，
      并把证据留在本机。回避清单和名册经足够见证后，同时公布自己的抽签随机数。

      --until 阶段：持续见证直到该阶段（preparing scoring closed opening unsealed revealed sealed），
      断线自动重连；--timeout 秒后停止（退出码 75）。

      Cosigns only what continues the history cosigned before. --until PHASE keeps on, reconnecting
      when the line breaks, and ends with 75 after --timeout seconds.
      """)

  @Option(help: "持续到该阶段 / keep on until this phase")
  var until: SessionState.Phase?

  @Option(help: "--until 的最长秒数 / seconds at most with --until")
  var timeout = 86_400

  @Option(help: "--until 的间隔毫秒 / milliseconds between rounds")
  var interval = 500

  @OptionGroup var options: HomeOptions

  func run() async throws {
    try await options.run {
      guard let until else {
        return try await options.online { desk, link in
          answer(try await desk.attend(link, occasion: .always, now: UInt64(Clock.now)))
        }
      }
      return try await attend(until: until)
    }
  }

  private func attend(until phase: SessionState.Phase) async throws -> Answer {
    let end = ContinuousClock.now + .seconds(timeout)
    var desk = try options.desk()
    var last: Attendance?
    var link: ServerLink?
    var size: UInt64 = 0
    while !desk.hasAttended(until: phase) {
      guard ContinuousClock.now < end else {
        throw ClientError(
          .waiting, zh: "等待超时：当前阶段 \(desk.state.phase.rawValue)", en: "timed out in phase \(desk.state.phase.rawValue)")
      }
      do {
        let connection = if let link { link } else { try await connect(desk) }
        link = connection
        let isQuiet = desk.head.map { $0.size == size } ?? false
        size = desk.head?.size ?? 0
        let round = try await desk.attend(
          connection, occasion: .whenItMatters(isQuiet: isQuiet), now: UInt64(Clock.now))
        if round.hasCosigned, !options.json { for line in lines(round) { Terminal.note(line) } }
        last = round
      } catch  where Failure(error).isTransient {
        await link?.close()
        link = nil
      }
      try await Task.sleep(for: .milliseconds(max(50, interval)))
    }
    await link?.close()
    guard let last else {
      return Answer(
        [options.spoken("此前已全部见证", "everything was cosigned before")], json: ["phase": .word(desk.state.phase)])
    }
    return answer(last)
  }

  private func connect(_ desk: Desk) async throws -> ServerLink {
    try await ServerLink.connect(desk.membership, software: SupervisorCommand.software)
  }

  private func lines(_ round: Attendance) -> [String] {
    var lines = [
      options.spoken(
        "已见证 \(round.size) 条，阶段 \(round.phase.rawValue)，见证 \(round.present)/\(round.required)",
        "cosigned at \(round.size), phase \(round.phase.rawValue), cosignatures \(round.present)/\(round.required)")
    ]
    if round.hasRevealedBeacon {
      lines.append(options.spoken("已公布抽签随机数", "the nonce for the draw was revealed"))
    }
    return lines
  }

  private func answer(_ round: Attendance) -> Answer {
    Answer(
      lines(round),
      json: [
        "beacon": .boolean(round.hasRevealedBeacon), "cosigned": .boolean(round.hasCosigned),
        "entries": .integer(Int64(round.size)), "phase": .word(round.phase), "present": .integer(Int64(round.present)),
        "required": .integer(Int64(round.required)),
      ])
  }
}

extension SessionState.Phase: ExpressibleByArgument {}
