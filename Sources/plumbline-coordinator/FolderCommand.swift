import ArgumentParser
import CoordinatorService
import Foundation
import OpenSSL
import Panel
import Programme
import Scoring
import Sealing
import TransparencyLog

/// What a command says, and where its relative paths are meant from.
final class Console {
  let directory: URL
  private(set) var output = ""
  private(set) var errors = ""

  init(directory: URL) {
    self.directory = directory
  }

  func say(_ line: String) { output += line + "\n" }

  func resolve(_ path: String) -> URL {
    URL(fileURLWithPath: path, relativeTo: directory).standardizedFileURL
  }

  func read(_ path: String) throws -> [UInt8] {
    do {
      return try [UInt8](Data(contentsOf: resolve(path)))
    } catch {
      throw CoordinatorError(
        .badInput, zh: "无法读取文件 \(path)；请检查路径和权限", en: "cannot read \(path); check the path and its permissions")
    }
  }

  func write(_ bytes: [UInt8], to path: String) throws {
    do {
      let file = resolve(path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file, options: .atomic)
    } catch {
      throw CoordinatorError(
        .badInput, zh: "无法写入文件 \(path)；请检查磁盘空间和权限", en: "cannot write \(path); check disk space and permissions")
    }
  }

  /// Says what went wrong.
  ///
  /// - Returns: the exit code.
  func report(_ error: any Error) -> Int32 {
    let (zh, en, code) = Console.words(error)
    errors += "错误：\(zh)\nerror: \(en)\n"
    return code
  }

  private static func words(_ error: any Error) -> (zh: String, en: String, code: Int32) {
    switch error {
    case let error as CoordinatorError:
      let code: Int32 =
        switch error.code {
        case .badInput: 2
        case .refused: 1
        case .waiting: 75
        case .folder: 69
        }
      return (error.zh, error.en, code)
    case let error as StateError: return (error.zh, error.en, 1)
    case let error as SealingError: return (error.zh, error.en, error.code == .malformed ? 2 : 1)
    case let error as LogError: return (error.zh, error.en, 69)
    case let error as OpenSSLError: return (error.zh, error.en, 2)
    case let error as RuleError: return (error.zh, error.en, 1)
    case let error as SelectionError: return (error.zh, error.en, 1)
    case let error as AssignmentError: return (error.zh, error.en, 1)
    default: return ("\(error)", "\(error)", 1)
    }
  }
}

struct FolderOption: ParsableArguments {
  @Option(name: .customLong("session"), help: "评审文件夹 / the session folder")
  var path: String

  var folder: CoordinatorFolder { CoordinatorFolder(URL(fileURLWithPath: path).standardizedFileURL) }
}

/// A command on a session folder: done here, or by the process that serves the folder.
protocol FolderCommand: AsyncParsableCommand {
  var session: FolderOption { get }
  func run(on coordinator: Coordinator, _ console: Console) async throws
}

extension FolderCommand {
  func run() async throws {
    let directory = FileManager.default.currentDirectoryPath
    let request = ControlRequest(arguments: Array(CommandLine.arguments.dropFirst()), directory: directory)
    if let answer = try ControlSocket.ask(request, at: session.folder.controlSocket) {
      try finish(output: answer.output, errors: answer.errors, code: answer.exitCode)
    }
    let console = Console(directory: URL(fileURLWithPath: directory))
    var code: Int32 = 0
    do {
      try await run(on: Coordinator(folder: session.folder), console)
    } catch {
      code = console.report(error)
    }
    try finish(output: console.output, errors: console.errors, code: code)
  }

  /// In the serving process.
  func answer(_ request: ControlRequest, _ coordinator: Coordinator) async -> ControlAnswer {
    let console = Console(directory: URL(fileURLWithPath: request.directory))
    var code: Int32 = 0
    do {
      try await run(on: coordinator, console)
    } catch {
      code = console.report(error)
    }
    return ControlAnswer(exitCode: code, output: console.output, errors: console.errors)
  }
}

func finish(output: String, errors: String, code: Int32) throws -> Never {
  FileHandle.standardOutput.write(Data(output.utf8))
  FileHandle.standardError.write(Data(errors.utf8))
  Foundation.exit(code)
}
