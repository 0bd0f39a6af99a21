import Foundation
import Testing

/// A small season through the built programs, each role in its own processes: 3 cities, 4 counties, 4 reviewers, from
/// packages to a verified archive. The driver is the one of `scripts/demo`.
struct SeasonTests {
  @Test("A whole season is verified, and its server, killed 50 times at random, loses no acknowledged record")
  func season() throws {
    let run = try SeasonDriver().run("--small", "--kills", "50")
    #expect(run.exitCode == 0, "\(run.tail)")
    #expect(run.output.contains("the server was killed 50 times"))
    #expect(run.output.contains("every record with a receipt is in the archive"))
  }
}

/// Runs `scripts/season.py` on the programs that were built beside this test.
struct SeasonDriver {
  struct Run {
    let exitCode: Int32
    let output: String
    /// The end of what it said, for the reader of a failure.
    var tail: String { String(output.suffix(4_000)) }
  }

  /// Seconds after which a run counts as stuck.
  private static let patience = 600

  private let root: URL
  private let programs: URL

  init() throws {
    root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    programs = URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL.deletingLastPathComponent()
    for tool in ["registrar", "coordinator", "reviewer", "supervisor", "auditor"] {
      try #require(
        FileManager.default.isExecutableFile(atPath: programs.appending(path: "plumbline-\(tool)").path),
        "plumbline-\(tool) is not beside the tests in \(programs.path): run `swift build --build-tests` first")
    }
  }

  func run(_ arguments: String...) throws -> Run {
    let out = FileManager.default.temporaryDirectory.appending(path: "plumbline-season-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: out) }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      [
        "timeout", "\(SeasonDriver.patience)", "python3", root.appending(path: "scripts/season.py").path,
        "--programs", programs.path, "--out", out.path,
      ] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Run(exitCode: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
  }
}
