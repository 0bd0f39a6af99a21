import ArgumentParser
import ByteCoding
import CoordinatorService
import Foundation
import OpenSSL
import Panel
import Programme
import Sealing

struct LevelOption: ParsableArguments {
  @Option(name: .customLong("level"), help: "层级 city|county / level") var text: String

  func code() throws -> Code {
    guard let code = Code(text) else {
      throw CoordinatorError(.badInput, zh: "没有“\(text)”这一层级", en: "there is no level \(text)")
    }
    return code
  }
}

struct CloseCommand: FolderCommand {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "截止评分 / close scoring",
    discussion: "未到最早截止时间而有人尚未终了确认时拒绝 / refused before the earliest time while a final is missing.")

  @OptionGroup var session: FolderOption

  func run(on coordinator: Coordinator, _ console: Console) async throws {
    try await coordinator.close(now: Int64(Date().timeIntervalSince1970))
    console.say("评分已截止，请监督人员联署（cosign）并释放密钥份额（release）/ scoring is closed; supervisors cosign and release")
  }
}

struct UnsealCommand: FolderCommand {
  static let configuration = CommandConfiguration(
    commandName: "unseal", abstract: "用监督人员释放的份额启封评分 / open the marks with the released shares")

  @OptionGroup var session: FolderOption

  func run(on coordinator: Coordinator, _ console: Console) async throws {
    try await coordinator.unseal()
    console.say("已启封：评分公开，身份仍未揭示 / unsealed: marks are open, names are not")
  }
}

struct RankCommand: FolderCommand {
  static let configuration = CommandConfiguration(
    commandName: "rank", abstract: "按代号排名 / rank one level on pseudonyms")

  @OptionGroup var session: FolderOption
  @OptionGroup var level: LevelOption

  func run(on coordinator: Coordinator, _ console: Console) async throws {
    let table = try await coordinator.rank(level: level.code())
    for line in table.lines {
      console.say("\(line.place == 0 ? "—" : String(line.place))\t\(line.application)\t\(line.shown)\t\(trimmed(line))")
    }
    for tie in table.openTies {
      console.say("并列待决定 / equals that wait for a decision: \(tie.joined(separator: " "))")
    }
  }

  private func trimmed(_ line: RankingLine) -> String {
    let dropped = line.trimmed.flatMap { $0.low + $0.high }
    return dropped.isEmpty ? "" : "去掉 \(dropped.joined(separator: " "))"
  }
}

struct DecideCommand: FolderCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide", abstract: "提出一项决定，由监督人员会签 / propose a decision for the supervisors to sign",
    discussion: """
      并列：--question tie --level county 后按决定的次序列出全部并列的申报件。
      A tie: list all equals in the order decided. 其他 / others: missing-final, exception, empty-place.
      """)

  @OptionGroup var session: FolderOption
  @Option(help: "tie | missing-final | exception | empty-place") var question: String
  @Option(help: "层级 / level") var level = "none"
  @Option(help: "依据条款 / article") var article = "9"
  @Option(help: "理由 / reason") var reason: String
  @Option(help: "决定人（姓名/职务）/ decided by, as NAME/OFFICE") var decidedBy: String
  @Option(help: "记录人（姓名/职务）/ recorded by, as NAME/OFFICE") var recordedBy: String
  @Option(help: "文号 / document number") var document = ""
  @Option(help: "附件 / the paper itself; its digest is recorded") var attachment: String?
  @Option(name: .customLong("signer"), help: "签名的监督人员 / supervisors who sign") var signers: [String] = []
  @Argument(help: "申报件或专家代号，按次序 / codes in order") var applications: [String]

  func run(on coordinator: Coordinator, _ console: Console) async throws {
    guard let question = DecisionQuestion(rawValue: question), let level = Code(level), let article = Code(article)
    else {
      throw CoordinatorError(.badInput, zh: "决定的事项、层级或条款有误", en: "unknown question, level or article")
    }
    let codes = try applications.map { text in
      guard let code = Code(text) else {
        throw CoordinatorError(.badInput, zh: "代号“\(text)”有误", en: "bad code \(text)")
      }
      return code
    }
    let proposal = try await coordinator.decide(
      DecisionDraft(
        article: article, question: question, level: level, options: [],
        choice: codes.map(\.text).joined(separator: " > "), reason: reason, decidedBy: officer(decidedBy),
        recordedBy: officer(recordedBy), document: document,
        attachment: try attachment.map { SHA256.hash(try console.read($0)) } ?? .zero, applications: codes),
      signers: signers.compactMap { Code($0) })
    console.say(
      "决定已提出，等待签名 / the decision waits for signatures: \(try proposal.record.payload.by.dropFirst().map(\.text).joined(separator: ", "))"
    )
  }

  private func officer(_ text: String) -> Officer {
    let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
    return Officer(name: parts.first ?? "", office: parts.count > 1 ? parts[1] : "")
  }
}

struct RevealCommand: FolderCommand {
  static let configuration = CommandConfiguration(
    commandName: "reveal", abstract: "导入收件人员的揭示文件 / take the registrar's reveal in")

  @OptionGroup var session: FolderOption
  @Argument(help: "揭示文件 / the reveal file") var file: String

  func run(on coordinator: Coordinator, _ console: Console) async throws {
    _ = try await coordinator.takeIn(console.read(file), name: file, purpose: .reveal)
    console.say("身份已揭示 / names are revealed")
  }
}

struct SelectCommand: FolderCommand {
  static let configuration = CommandConfiguration(
    commandName: "select", abstract: "确定入选（先市后县）/ select at one level: cities first")

  @OptionGroup var session: FolderOption
  @OptionGroup var level: LevelOption

  func run(on coordinator: Coordinator, _ console: Console) async throws {
    let table = try await coordinator.select(level: level.code())
    for line in table.lines where line.outcome != .waiting {
      let name = DivisionTable.shandong.fullName(line.division)
      console.say("\(line.place)\t\(line.application)\t\(name)\t\(line.outcome.rawValue)\t\(line.reason.rawValue)")
    }
    if table.vacant > 0 { console.say("空缺 \(table.vacant) 个名额 / places left empty") }
  }
}

struct SealCommand: FolderCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal", abstract: "生成结果与报告并封存 / write result and report, and seal the log")

  @OptionGroup var session: FolderOption

  func run(on coordinator: Coordinator, _ console: Console) async throws {
    let (result, report) = try await coordinator.seal()
    console.say("已封存 / sealed. result.json \(SHA256.hash(result)), report.html \(SHA256.hash(report))")
    console.say("请监督人员最后联署（cosign），然后 export / supervisors cosign once more, then export")
  }
}

struct ExportCommand: FolderCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "导出可独立验证的档案 / write the archive that anybody can verify")

  @OptionGroup var session: FolderOption
  @Option(help: "档案文件 / archive file") var out: String

  func run(on coordinator: Coordinator, _ console: Console) async throws {
    try await coordinator.export(to: console.resolve(out))
    console.say("档案 / archive: \(out)")
    console.say("验证 / verify: plumbline-auditor verify \(out) --session \(SessionCode(coordinator.session))")
  }
}
