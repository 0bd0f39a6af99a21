import ArgumentParser
import CanonicalJSON
import Foundation
import Panel
import ReviewerClient
import SessionClient
import TerminalText
import TransparencyLog

struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "我的申报件及各件状态 / my applications and where each stands",
    discussion: "次序由系统为每位专家随机排定，与他人不同。 / The order is drawn for each reviewer.")

  @Flag(help: "不连接服务器，只看本机 / do not connect")
  var offline = false

  @OptionGroup var options: HomeOptions

  func run() async throws {
    try await options.run {
      offline
        ? try await options.offline { try answer($0) }
        : try await options.online { desk, _ in try answer(desk) }
    }
  }

  private func answer(_ desk: Desk) throws -> Answer {
    let language = options.spoken
    guard !desk.assigned.isEmpty else {
      return Answer(
        [language("组织人员尚未分派申报件；分派后再运行 list", "nothing is assigned yet; run list again later")],
        json: ["applications": .array([])])
    }
    let heading =
      language == .zh
      ? ["次序", "匿名编号", "层级", "状态", "材料", "合计", "回执码"]
      : ["#", "code", "level", "state", "bundle", "total", "receipt"]
    var table = TextTable(heading: heading, rightAligned: [0, 5])
    var list: [JSONValue] = []
    for (position, item) in desk.assigned.enumerated() {
      let row = try ListRow(item, desk)
      table.add(row.cells(position: position + 1, language))
      list.append(row.json(position: position + 1))
    }
    return Answer(
      table.lines + [
        "", language("下一步：fetch（下载材料）、read、score、submit --all", "Next: fetch, read, score, submit --all"),
      ],
      json: ["applications": .array(list), "code": .string(desk.membership.code.text), "phase": .word(desk.view.phase)])
  }
}

/// One line of the list.
struct ListRow {
  let application: Code
  let level: String
  let standing: Desk.Standing
  let hasBundle: Bool
  /// Judged total so far; empty before the first mark.
  let total: String
  let receipt: String

  init(_ item: AssignedApplication, _ desk: Desk) throws {
    application = item.application
    level = desk.view.levels[item.application]?.text ?? "-"
    standing = try desk.standing(item.application)
    hasBundle = try desk.hasBundle(item)
    let draft = try desk.draft(item.application)
    total = draft.marks.isEmpty ? "" : draft.total(rubric: try desk.rubric(item.application))
    let last = desk.queue.last(item.application)
    receipt = last?.state == .logged ? LogProof.shortCode(entry: last?.envelope ?? []) : ""
  }

  func cells(position: Int, _ language: Language) -> [String] {
    [
      "\(position)", application.text, level, ListRow.words(standing, language),
      hasBundle ? language("已下载", "here") : language("未下载", "not here"), total.isEmpty ? "-" : total,
      receipt.isEmpty ? "-" : receipt,
    ]
  }

  func json(position: Int) -> JSONValue {
    [
      "application": .string(application.text), "bundle": .boolean(hasBundle), "level": .string(level),
      "position": .integer(Int64(position)), "receipt": .string(receipt), "state": .string(ListRow.word(standing)),
      "total": .string(total),
    ]
  }

  static func word(_ standing: Desk.Standing) -> String {
    switch standing {
    case .notStarted: "not-started"
    case .draft: "draft"
    case .ready: "ready"
    case .waitingToUpload: "waiting"
    case .logged(0): "logged"
    case .logged: "corrected"
    case .changed: "changed"
    case .recused: "recused"
    case .withdrawn: "withdrawn"
    }
  }

  static func words(_ standing: Desk.Standing, _ language: Language) -> String {
    switch standing {
    case .notStarted: language("未开始", "not started")
    case .draft(let filled, let all): language("草稿 \(filled)/\(all)", "draft \(filled)/\(all)")
    case .ready: language("可签名", "ready to sign")
    case .waitingToUpload: language("待上传", "waiting to upload")
    case .logged(0): language("已存证", "in the log")
    case .logged(let corrections): language("已更正（\(corrections) 次）", "corrected (\(corrections))")
    case .changed: language("有改动未签名", "changed since")
    case .recused: language("已回避", "recused")
    case .withdrawn: language("已撤回", "withdrawn")
    }
  }
}
