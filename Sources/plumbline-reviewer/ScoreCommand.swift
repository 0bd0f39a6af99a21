import ArgumentParser
import CanonicalJSON
import Panel
import ReviewerClient
import SessionClient
import TerminalText

struct ScoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "填写评分草稿；随写随存，不发送 / write marks into the draft; nothing is sent",
    discussion: """
      逐项填写：   plumbline-reviewer score K7M2
      从文件读取： plumbline-reviewer score --file 评分.csv          （可含多件）
                   plumbline-reviewer score K7M2 --file marks.json

      CSV：第 1 行 application,criterion,mark（可加 ,comment），每行一个分数，UTF-8。
      JSON：{"sheets":[{"application":"K7M2","marks":{"growth":85},"comment":"…"}]}，小数加引号。
      空着的分数就是没有分数，不会当作 0。更正：再填一次，再 submit。

      Interactively, or from a file for one or many applications. An absent mark is absent, never 0.
      To correct a sheet in the log: score again, then submit.
      """)

  @Argument(help: "匿名编号；用 --file 时可省 / application; not needed with --file")
  var application: String?

  @Option(help: "评分文件，.csv 或 .json / marks file")
  var file: String?

  @OptionGroup var options: HomeOptions

  func run() async throws {
    try await options.run {
      try await options.offline { desk in
        if let file { return try take(file, into: desk) }
        guard let application else {
          throw ClientError(
            .badInput, zh: "请写明匿名编号，或用 --file 给出评分文件", en: "name the application, or give a marks file with --file")
        }
        return try interview(desk.application(application).application, desk)
      }
    }
  }

  private func take(_ path: String, into desk: Desk) throws -> Answer {
    let marks = try MarksFile(UserFile.read(path, limit: MarksFile.maximumBytes), name: path)
    let only = try application.map { try desk.application($0).application }
    let changed = try desk.take(marks, only: only)
    let language = options.spoken
    let ready = try changed.filter { try desk.draft($0).isComplete(for: desk.rubric($0)) }
    return Answer(
      [
        language(
          "已存入 \(changed.count) 件的草稿，其中 \(ready.count) 件已填齐", "\(changed.count) drafts written, \(ready.count) complete"
        ),
        language("下一步：plumbline-reviewer submit --all", "Next: plumbline-reviewer submit --all"),
      ], json: ["drafts": .codes(changed), "complete": .codes(ready)])
  }

  private func interview(_ code: Code, _ desk: Desk) throws -> Answer {
    let language = options.spoken
    guard Terminal.isInteractive else {
      throw ClientError(
        .badInput, zh: "逐项填写需要终端；在脚本中请用 --file", en: "marks are asked for on a terminal; use --file in scripts")
    }
    let rubric = try desk.rubric(code)
    var draft = try desk.draft(code)
    Terminal.note(
      language("申报件 \(code)。回车保留原值，输入 - 删除该项分数。", "Application \(code). Enter keeps a mark, - takes it away."))
    for (number, criterion) in rubric.judgedCriteria.enumerated() {
      let title = language(criterion.title.zh, criterion.title.en)
      let weight = "\(criterion.weight / 100)%"
      while true {
        let old = draft.mark(of: criterion.id) ?? ""
        let question = "  \(number + 1) \(title)  \(weight)  0-\(criterion.maximum) [\(old)] "
        guard let typed = Terminal.ask(question), !typed.isEmpty else { break }
        do {
          try draft.set(typed == "-" ? "" : typed, for: criterion.id, rubric: rubric)
          try desk.save(draft)
          break
        } catch let error as RuleError {
          Terminal.note("    " + language(error.zh, error.en))
        }
      }
    }
    if let comment = Terminal.ask(language("  评审意见（请勿写出猜测的地名、人名；回车保留）：", "  comment (name no place or person): ")),
      !comment.isEmpty
    {
      try draft.set(comment: comment, rubric: rubric)
      try desk.save(draft)
    }
    let filled = draft.filled(of: rubric)
    let total = draft.total(rubric: rubric)
    return Answer(
      [
        language(
          "草稿已存：\(filled)/\(rubric.judgedCriteria.count) 项，合计 \(total)",
          "Draft kept: \(filled) of \(rubric.judgedCriteria.count), total \(total)"),
        language("下一步：plumbline-reviewer submit \(code)", "Next: plumbline-reviewer submit \(code)"),
      ], json: ["application": .string(code.text), "filled": .integer(Int64(filled)), "total": .string(total)])
  }
}
