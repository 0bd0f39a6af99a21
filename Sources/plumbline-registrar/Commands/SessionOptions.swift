import ArgumentParser
import RegistrarService
import Sealing

/// The session that something is made for, compared with the code on paper.
struct SessionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("场次文件 session.public.json。The session file.", valueName: "file"))
  var session: String

  @Option(help: "纸面上的场次码（8 组，每组 4 位）。The session code, as it stands on paper.")
  var code: String

  func open(_ vault: RegistrarVault) throws -> TrustedSession {
    guard let typed = SessionCode(code) else {
      throw Complaint(
        .badInput, code: "session-code", zh: "“\(code)”不是场次码：应为 8 组，每组 4 个字母或数字。",
        en: "“\(code)” is no session code: it has eight groups of four signs.")
    }
    return try TrustedSession(SessionFile(file: Files.read(session), name: session), code: typed, own: vault.publicFile)
  }
}
