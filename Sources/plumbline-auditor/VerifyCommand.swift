import ArgumentParser
import AuditVerifier
import CanonicalJSON
import Sealing
import TerminalText

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "逐项校验档案（V1–V28）。/ Runs every check (V1–V28) on an archive.",
    discussion: """
      例 / Examples:
        plumbline-auditor verify archive.tar --session 7K2M-Q4RT-…
        plumbline-auditor verify archive.tar --trust receipt.tlog-proof --json

      未校验不等于通过。没有信任锚时，只能说档案与自身一致。
      Not checked does not mean passed. Without an anchor the archive only agrees with itself.

      退出码 / Exit codes:
        0  verified    未发现问题：有信任锚，已封卷，应校验的全部通过
        1  failed      有一项未通过
        2  unreadable  不是可读的档案
        3  unfinished  迄今一致，但尚未封卷
        4  unanchored  与自身一致，但没有信任锚
        64             用法错误 / wrong usage
      """)

  @Argument(help: "档案文件。/ The archive.", completion: .file(extensions: ["tar"]))
  var archive: String

  @Option(name: .customLong("session"), help: "纸上的场次码，8 组各 4 个字符。/ The session code from paper: 8 groups of 4 signs.")
  var session: String?

  @Option(
    name: .customLong("trust"),
    help: ArgumentHelp(
      "自己保存的快照、回执，或密钥行；可多次给出。/ A checkpoint, receipt or lines of keys that you kept; may be repeated.",
      valueName: "file"))
  var trust: [String] = []

  @Flag(name: .customLong("json"), help: "以 JSON 输出。/ Answers in JSON.")
  var json = false

  @Option(name: .customLong("language"), help: "只用一种语言：zh 或 en。/ One language only.")
  var language: Language?

  func run() async throws {
    var anchor = AuditAnchor()
    if let session {
      guard let code = SessionCode(session) else {
        throw ValidationError("场次码应为 32 个字符（8 组各 4 个）/ a session code has 32 signs, 8 groups of 4")
      }
      anchor.session = code
    }
    for path in trust {
      do {
        try anchor.add(path: path)
      } catch {
        throw ValidationError("\(path)：\(error.zh) / \(error.en)")
      }
    }
    let report = LogAuditor.verify(file: archive, anchor: anchor)
    if json {
      let detail = { (check: CheckResult) in
        switch language {
        case .zh: check.zh
        case .en: check.en
        case nil: "\(check.zh) / \(check.en)"
        }
      }
      print(String(decoding: report.json(detail: detail).canonicalBytes, as: UTF8.self))
    } else {
      print(ReportText(report, archive: archive, language: language).lines.joined(separator: "\n"))
    }
    guard report.verdict == .verified else { throw ExitCode(report.verdict.exitCode) }
  }
}
