import ArgumentParser
import CoordinatorService
import Foundation
import Logging
import Panel
import Sealing
import ServiceLifecycle
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "启动服务器 / serve reviewers and supervisors over TLS 1.3",
    discussion: "按 Ctrl-C 正常停止；已确认收到的记录不会丢失。Stop with Ctrl-C; nothing acknowledged is lost.")

  @OptionGroup var session: FolderOption
  @Option(help: "监听地址 / address to listen on") var listen = "127.0.0.1"
  @Option(help: "端口，0 为自选 / port; 0 = any") var port: Int

  func run() async throws {
    let console = Console(directory: URL(fileURLWithPath: FileManager.default.currentDirectoryPath))
    do {
      let coordinator = try Coordinator(folder: session.folder)
      var log = Logger(label: "plumbline")
      log.logLevel = .notice
      let server = try await SessionServer(coordinator: coordinator, host: listen, port: port, log: log)
      let control = try ControlSocket.listen(at: session.folder.controlSocket) { request in
        await ServeCommand.answer(request, coordinator)
      }
      defer { control.stop() }
      let line = "准绳服务已启动 / serving on \(listen):\(server.port), session \(SessionCode(coordinator.session))\n"
      FileHandle.standardOutput.write(Data(line.utf8))
      let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(
          services: [server], gracefulShutdownSignals: [.sigterm, .sigint], logger: log))
      try await group.run()
    } catch {
      let code = console.report(error)
      try finish(output: "", errors: console.errors, code: code)
    }
  }

  /// Runs a command that another process was given.
  private static func answer(_ request: ControlRequest, _ coordinator: Coordinator) async -> ControlAnswer {
    do {
      guard let command = try CoordinatorTool.parseAsRoot(request.arguments) as? any FolderCommand else {
        return ControlAnswer(
          exitCode: 64, output: "", errors: "服务运行时不能执行此命令 / this command cannot run while the folder is served\n")
      }
      return await command.answer(request, coordinator)
    } catch {
      return ControlAnswer(
        exitCode: 64, output: "", errors: CoordinatorTool.fullMessage(for: error) + "\n")
    }
  }
}

struct StatusCommand: FolderCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "进度（只有计数）/ progress: counts only")

  @OptionGroup var session: FolderOption
  @Flag(help: "JSON") var json = false

  func run(on coordinator: Coordinator, _ console: Console) async throws {
    let summary = await coordinator.sequencer.summary()
    let waiting = try await coordinator.proposals().map { $0.proposal.missing(of: $0.signers).count }
    if json {
      let answer = StatusAnswer(
        phase: summary.phase.rawValue, entries: summary.entries, applications: summary.applications,
        reviewers: summary.reviewers, enrolled: summary.enrolled, finals: summary.finals, keyShares: summary.keyShares,
        proposals: waiting.count,
        progress: summary.progress.map {
          .init(reviewer: $0.reviewer.text, assigned: $0.assigned, done: $0.done, final: $0.final)
        })
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
      console.say(String(decoding: try encoder.encode(answer), as: UTF8.self))
      return
    }
    console.say("阶段 / phase: \(summary.phase.rawValue)，日志 / entries: \(summary.entries)")
    console.say(
      "申报件 / applications: \(summary.applications)，专家 / reviewers: \(summary.reviewers)（已登记 / enrolled \(summary.enrolled)）"
    )
    console.say("等待签名 / waiting for signatures: \(waiting.count)")
    for line in summary.progress {
      console.say("  \(line.reviewer)  \(line.done)/\(line.assigned)\(line.final ? "  终了确认 / final" : "")")
    }
  }

  private struct StatusAnswer: Encodable {
    struct Line: Encodable {
      let reviewer: String
      let assigned: Int
      let done: Int
      let final: Bool
    }

    let phase: String
    let entries: Int64
    let applications: Int
    let reviewers: Int
    let enrolled: Int
    let finals: Int
    let keyShares: Int
    let proposals: Int
    let progress: [Line]
  }
}
