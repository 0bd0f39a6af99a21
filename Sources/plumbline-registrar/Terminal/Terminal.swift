import ArgumentParser
import CanonicalJSON
import Foundation
import RegistrarService
import TerminalText

/// Results to standard output; progress, hints and errors to standard error.
struct Terminal: Sendable {
  let language: Language

  func print(_ text: String) { FileHandle.standardOutput.write(Data((DisplayText.printable(text) + "\n").utf8)) }

  func print(_ json: JSONValue) { FileHandle.standardOutput.write(Data(json.canonicalBytes + [0x0A])) }

  func note(_ zh: String, _ en: String) {
    FileHandle.standardError.write(Data((DisplayText.printable(language(zh, en)) + "\n").utf8))
  }

  /// Runs a command; whatever goes wrong is said once, in the language asked for, and ends in its exit code.
  static func run(_ options: LanguageOption, _ body: (Terminal) async throws -> Void) async throws {
    let terminal = Terminal(language: options.language)
    do {
      try await body(terminal)
    } catch let error as ExitCode {
      throw error
    } catch {
      guard let complaint = error as? Complaint ?? Complaint(error) else { throw error }
      terminal.note(complaint.zh, complaint.en)
      throw ExitCode(complaint.exit.rawValue)
    }
  }

  /// A line that is written over itself on a terminal, and every tenth of it elsewhere.
  func progress(_ zh: String, _ en: String, of count: Int) -> @Sendable (Int, String) -> Void {
    let line = ProgressLine(language(zh, en), of: count)
    let isTerminal = isatty(STDERR_FILENO) == 1
    return { done, what in
      let text = line.text(done: done, note: what.split(separator: "/").last.map(String.init) ?? what)
      if isTerminal {
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)\(done == count ? "\n" : "")".utf8))
      } else if line.isMilestone(done: done) {
        FileHandle.standardError.write(Data("\(text)\n".utf8))
      }
    }
  }

  /// Asks before something that cannot be undone; `--yes` answers for scripts.
  func confirm(_ zh: String, _ en: String, yes: Bool) throws {
    if yes { return }
    guard isatty(STDIN_FILENO) == 1 else {
      throw Complaint(
        .unfinished, code: "confirmation", zh: "需要确认，但没有终端；核对无误后加 --yes。",
        en: "This must be confirmed and there is no terminal; once checked, add --yes.")
    }
    FileHandle.standardError.write(Data((language(zh + " [是/否] ", en + " [yes/no] ")).utf8))
    guard let answer = readLine(), ["是", "yes", "y"].contains(answer.lowercased()) else {
      throw Complaint(.refused, code: "confirmation", zh: "已取消，未作任何改动。", en: "Cancelled; nothing was changed.")
    }
  }
}

struct LanguageOption: ParsableArguments {
  @Option(name: .customLong("language"), help: "界面语言：zh 或 en。Language: zh or en.")
  var word: String?

  var language: Language { Language(argument: word, environment: ProcessInfo.processInfo.environment) }
}
