import ArgumentParser

@main
struct SupervisorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "plumbline-supervisor")
}
