import ArgumentParser

@main
struct AuditorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plumbline-auditor", subcommands: [RankCommand.self])
}
