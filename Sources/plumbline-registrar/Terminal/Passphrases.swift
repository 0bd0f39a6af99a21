import ArgumentParser
import Foundation
import RegistrarService
import TerminalText

/// Where the registrar's passphrase comes from.
struct VaultOptions: ParsableArguments {
  @Option(help: ArgumentHelp("保密库文件夹。Folder of the vault.", valueName: "dir"))
  var vault: String

  @Option(help: ArgumentHelp("收件人员口令所在文件。File with the registrar's passphrase.", valueName: "file"))
  var passphraseFile: String?

  func passphrase(_ terminal: Terminal) throws -> Passphrase {
    try Passphrases.read(
      file: passphraseFile, variable: "PLUMBLINE_PASSPHRASE",
      prompt: terminal.language("收件人员口令", "Registrar's passphrase"),
      flag: "--passphrase-file")
  }

  func open(_ terminal: Terminal) throws -> RegistrarVault {
    try RegistrarVault.open(at: vault, passphrase: passphrase(terminal))
  }
}

/// The second person's passphrase, for whatever two persons do together.
struct CustodianOptions: ParsableArguments {
  @Option(help: ArgumentHelp("第二人口令所在文件。File with the second person's passphrase.", valueName: "file"))
  var custodianPassphraseFile: String?

  func passphrase(_ terminal: Terminal) throws -> Passphrase {
    try Passphrases.read(
      file: custodianPassphraseFile, variable: "PLUMBLINE_CUSTODIAN_PASSPHRASE",
      prompt: terminal.language("第二人口令", "Second person's passphrase"), flag: "--custodian-passphrase-file")
  }
}

enum Passphrases {
  static func read(file: String?, variable: String, prompt: String, flag: String) throws -> Passphrase {
    if let file { return try Passphrase(Files.read(file)) }
    if let value = ProcessInfo.processInfo.environment[variable] { return try Passphrase([UInt8](value.utf8)) }
    guard isatty(STDIN_FILENO) == 1 else {
      throw Complaint(
        .badInput, code: "passphrase", zh: "需要\(prompt)，但没有终端；请用 \(flag) 或环境变量 \(variable)。",
        en: "\(prompt) is needed and there is no terminal; use \(flag) or the variable \(variable).")
    }
    FileHandle.standardError.write(Data("\(prompt): ".utf8))
    return try Passphrase(typedWithoutEcho())
  }

  private static func typedWithoutEcho() -> [UInt8] {
    var shown = termios()
    tcgetattr(STDIN_FILENO, &shown)
    var hidden = shown
    hidden.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
      FileHandle.standardError.write(Data("\n".utf8))
    }
    return [UInt8]((readLine() ?? "").utf8)
  }
}
