import ArgumentParser
import CanonicalJSON
import Foundation
import SessionClient
import TerminalText

/// What every command takes.
struct HomeOptions: ParsableArguments {
  @Option(help: "本机文件夹，加密保存密钥与工作内容；也可用环境变量 PLUMBLINE_HOME / home folder")
  var home: String?

  @Option(help: "口令文件（取第一行）；也可用环境变量 PLUMBLINE_PASSPHRASE，否则在终端询问 / file with the passphrase")
  var passphraseFile: String?

  @Option(help: "语言：zh 或 en；也可用环境变量 PLUMBLINE_LANG / language")
  var language: String?

  @Flag(help: "输出一份 JSON 供程序读取 / one JSON document on standard output")
  var json = false

  private var environment: [String: String] { ProcessInfo.processInfo.environment }

  var spoken: Language { Language(argument: language, environment: environment) }

  var path: String {
    get throws {
      guard let path = home ?? environment["PLUMBLINE_HOME"], !path.isEmpty else {
        throw ClientError(
          .badInput, zh: "请用 --home 指明本机文件夹（或设环境变量 PLUMBLINE_HOME）",
          en: "name the home folder with --home (or in PLUMBLINE_HOME)")
      }
      return path
    }
  }

  func open() throws -> VaultHome {
    let path = try path
    let passphrase = try Passphrase.read(
      file: passphraseFile, environment: environment, isNew: false, language: spoken)
    return try VaultHome(opening: path, passphrase: passphrase)
  }

  /// Opens the home, or makes it.
  func openOrCreate() throws -> VaultHome {
    let path = try path
    guard !FileManager.default.fileExists(atPath: path) else { return try open() }
    let passphrase = try Passphrase.read(
      file: passphraseFile, environment: environment, isNew: true, language: spoken)
    return try VaultHome(creating: path, passphrase: passphrase)
  }

  /// Runs a command: prints its answer, or its failure with the exit code that belongs to it.
  func run(_ command: () async throws -> Answer) async throws {
    do {
      try await command().print(asJSON: json)
    } catch let exit as ExitCode {
      throw exit
    } catch {
      let failure = Failure(error)
      if json { Answer([], json: failure.json).print(asJSON: true) }
      Terminal.note(spoken(failure.zh, failure.en) + "  (\(failure.code))")
      throw ExitCode(failure.exit)
    }
  }
}
