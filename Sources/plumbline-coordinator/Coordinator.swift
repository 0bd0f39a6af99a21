import ArgumentParser

@main
struct CoordinatorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "plumbline-coordinator")
}
