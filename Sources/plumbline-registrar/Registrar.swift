import ArgumentParser

@main
struct RegistrarCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "plumbline-registrar")
}
