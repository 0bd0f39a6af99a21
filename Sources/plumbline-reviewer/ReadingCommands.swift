import ArgumentParser
import CanonicalJSON
import Panel
import ReviewerClient
import SessionClient
import TerminalText

struct FetchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "下载送审材料，断线后从断处继续 / fetch bundles, resuming where a try broke off",
    discussion: "每份材料按日志中登记的摘要核对，再加密存入本机。 / Each is compared with the digest in the log.")

  @Argument(help: "匿名编号；不写则全部 / applications; all when none is named")
  var applications: [String] = []

  @OptionGroup var options: HomeOptions

  func run() async throws {
    try await options.run {
      try await options.online { desk, link in
        let wanted = try applications.isEmpty ? desk.assigned : applications.map { try desk.application($0) }
        for (number, item) in wanted.enumerated() {
          try await desk.fetch(item, link)
          if Terminal.isInteractive { Terminal.note("\(number + 1)/\(wanted.count)  \(item.application)") }
        }
        let language = options.spoken
        return Answer(
          [
            language("已下载并核对 \(wanted.count) 份材料", "\(wanted.count) bundles are here and compared"),
            language("下一步：plumbline-reviewer read <匿名编号>", "Next: plumbline-reviewer read APPLICATION"),
          ], json: ["fetched": .codes(wanted.map(\.application))])
      }
    }
  }
}

struct ReadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "阅读一件申报件的送审材料 / read the bundle of an application",
    discussion: "在终端中可接 less：plumbline-reviewer read K7M2 | less / pipe it into a pager to turn pages.")

  @Argument(help: "匿名编号 / application")
  var application: String

  @OptionGroup var options: HomeOptions

  func run() async throws {
    try await options.run {
      try await options.offline { desk in
        let bundle = try desk.bundle(desk.application(application))
        return Answer(BundleText.lines(bundle, language: options.spoken), json: bundle.json)
      }
    }
  }
}
