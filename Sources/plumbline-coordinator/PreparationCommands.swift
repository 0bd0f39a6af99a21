import ArgumentParser
import ByteCoding
import CanonicalJSON
import CoordinatorService
import Foundation
import OfficeFiles
import Panel
import Scoring
import Sealing

struct InviteCommand: FolderCommand {
  static let configuration = CommandConfiguration(
    commandName: "invite", abstract: "生成邀请函和委员会名单 / make invitations and the committee file",
    discussion: """
      CSV 的列 / columns: name, unit, title, avoid, reason（次序不限，其余列忽略 / any order, others ignored）。
      邀请函含一次性邀请码，请分别交给本人。committee.json 交收件人员计算回避。
      """)

  @OptionGroup var session: FolderOption
  @Option(help: "评审专家名单 CSV / reviewers") var reviewers: String?
  @Flag(help: "同时邀请监督人员 / invite the supervisors too") var supervisors = false
  @Option(help: "邀请函文件夹 / folder for the invitations") var out: String
  @Option(help: "有效天数 / days the invitations are valid") var days: Int64 = 14

  func run(on coordinator: Coordinator, _ console: Console) async throws {
    let people = try reviewers.map { try CommitteeTable.read(console.read($0), name: $0) } ?? []
    let expires = Int64(Date().timeIntervalSince1970) + days * 86_400
    let (invitations, committee) = try await coordinator.invite(people, supervisors: supervisors, expires: expires)
    for invitation in invitations {
      try console.write(invitation.canonicalBytes, to: "\(out)/invite-\(invitation.code).json")
    }
    try console.write(committee.canonicalBytes, to: "\(out)/committee.json")
    for member in committee.members { console.say("\(member.code)  \(member.name)  \(member.unit)") }
    console.say("已生成 \(invitations.count) 份邀请函 / invitations: \(out)")
  }
}

struct RevokeCommand: FolderCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "吊销某人的连接证书 / admit a person's certificates no more",
    discussion: "只断开连接，不影响签名钥匙和已提交的评分。It ends connections; the signing key and what was submitted stay.")

  @OptionGroup var session: FolderOption
  @Argument(help: "代号 / code") var code: String

  func run(on coordinator: Coordinator, _ console: Console) async throws {
    guard let code = Code(code) else { throw CoordinatorError(.badInput, zh: "代号有误", en: "bad code") }
    console.say("已吊销 \(try await coordinator.revoke(code)) 份证书 / certificates revoked")
  }
}

struct RosterCommand: FolderCommand {
  static let configuration = CommandConfiguration(
    commandName: "roster", abstract: "提出专家名册，由监督人员核对指纹后签名 / propose the roster for the supervisors to sign")

  @OptionGroup var session: FolderOption
  @Option(name: .customLong("signer"), help: "签名的监督人员 / supervisors who sign; default: the first quorum") var signers:
    [String] = []

  func run(on coordinator: Coordinator, _ console: Console) async throws {
    let proposal = try await coordinator.proposeRoster(signers: signers.compactMap { Code($0) })
    guard case .roster(let roster) = try proposal.record else { return }
    console.say(
      "名册第 \(roster.version) 版，共 \(roster.members.count) 人，等待签名：\(roster.by.dropFirst().map(\.text).joined(separator: "、"))"
    )
    console.say("roster version \(roster.version) with \(roster.members.count) members waits for signatures")
  }
}

struct RequestsCommand: FolderCommand {
  static let configuration = CommandConfiguration(
    commandName: "requests", abstract: "导出等待签名的记录 / write the records that wait for signatures to a file")

  @OptionGroup var session: FolderOption
  @Option(help: "写到 / file to write") var out: String

  func run(on coordinator: Coordinator, _ console: Console) async throws {
    let waiting = try await coordinator.proposals()
    try console.write(SignatureRequests(requests: waiting.map(\.proposal.request)).canonicalBytes, to: out)
    console.say("\(waiting.count) 条记录等待签名 / records wait for signatures: \(out)")
  }
}

struct PublishCommand: FolderCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "导入收件人员的移交文件 / take the registrar's hand-over in")

  @OptionGroup var session: FolderOption
  @Argument(help: "移交文件 / the hand-over file") var file: String

  func run(on coordinator: Coordinator, _ console: Console) async throws {
    let count = try await coordinator.takeIn(console.read(file), name: file, purpose: .handOver)
    let state = await coordinator.sequencer.summary()
    console.say("已导入 \(count) 条记录，申报件 \(state.applications) 件 / \(count) records, \(state.applications) applications")
  }
}

struct AssignCommand: FolderCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: "由公开随机数分派评审任务 / deal the applications out by the supervisors' beacon")

  @OptionGroup var session: FolderOption

  func run(on coordinator: Coordinator, _ console: Console) async throws {
    let assignment = try await coordinator.assign()
    for line in assignment.lines { console.say("\(line.reviewer): \(line.applications.count) 件") }
  }
}

struct StartScoringCommand: FolderCommand {
  static let configuration = CommandConfiguration(
    commandName: "start-scoring", abstract: "开始评分，规则自此不变 / start scoring; the rule stands from here on")

  @OptionGroup var session: FolderOption

  func run(on coordinator: Coordinator, _ console: Console) async throws {
    try await coordinator.startScoring()
    console.say("评分开始 / scoring has started")
  }
}

/// The committee as the office keeps it: a CSV.
enum CommitteeTable {
  static func read(_ bytes: [UInt8], name: String) throws -> [CommitteeMember] {
    let rows: [[String]]
    do {
      rows = try CSVReader.read(bytes, name: name).rows.map { $0.map(\.text) }
    } catch {
      throw CoordinatorError(.badInput, zh: "“\(name)”不是可读的 CSV：\(error)", en: "\(name) is no readable CSV: \(error)")
    }
    guard let header = rows.first, let nameColumn = header.firstIndex(of: "name"),
      let unitColumn = header.firstIndex(of: "unit")
    else {
      throw CoordinatorError(.badInput, zh: "“\(name)”缺少 name 或 unit 列", en: "\(name) lacks the column name or unit")
    }
    func cell(_ row: [String], _ column: String) -> String {
      guard let index = header.firstIndex(of: column), index < row.count else { return "" }
      return row[index]
    }
    var members: [CommitteeMember] = []
    for (number, row) in rows.enumerated().dropFirst() where row.contains(where: { !$0.isEmpty }) {
      guard row.count > max(nameColumn, unitColumn), !row[nameColumn].isEmpty else {
        throw CoordinatorError(
          .badInput, zh: "“\(name)”第 \(number + 1) 行没有姓名", en: "\(name), line \(number + 1): no name")
      }
      members.append(
        CommitteeMember(
          code: "unassigned", name: row[nameColumn], unit: row[unitColumn], title: cell(row, "title"),
          avoid: cell(row, "avoid").split(whereSeparator: { "；;、,，".contains($0) }).map(String.init),
          reason: cell(row, "reason")))
    }
    return members
  }
}
