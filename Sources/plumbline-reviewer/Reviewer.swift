import ArgumentParser

@main
struct ReviewerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "plumbline-reviewer")
}
