import ArgumentParser
import ByteCoding
import CanonicalJSON
import CoordinatorService
import Foundation
import OpenSSL
import Panel
import Programme
import Sealing

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "建立评审文件夹，冻结全部规则 / make a session folder and freeze its terms",
    discussion: """
      此后规则不能再改。生成 requests.json，由收件人员和全体监督人员签名，再用 admit 收回。
      Nothing of the terms can be changed afterwards. Leaves requests.json for the registrar and all supervisors to sign;
      `admit` takes the signatures in.
      """)

  @Option(name: .customLong("session"), help: "新的评审文件夹 / folder to make") var path: String
  @Option(help: "收件人员的公开文件 / the registrar's public file") var registrar: String
  @Option(name: .customLong("supervisor"), help: "监督人员的公开文件，每人一份 / a supervisor's public file; repeat")
  var supervisors: [String]
  @Option(name: .customLong("keyset"), help: "deal 生成的密钥组文件 / a keyset file that `deal` made; repeat") var keysets:
    [String]
  @Option(help: "赛道 / track: A, B") var track = "A"
  @Option(help: "考核年度 / year assessed") var year: Int = 2023
  @Option(help: "日志名称中的主机 / host in the log's name") var host = "panel.example"
  @Option(help: "服务器地址（主机:端口）/ address others reach the server at") var server = "127.0.0.1:7443"
  @Option(help: "最早截止时间，ISO 8601 / earliest close") var closeNotBefore: String
  @Option(help: "最晚截止时间，ISO 8601 / latest close") var closeNotAfter: String
  @Option(help: "启封门限 / shares that open; default: more than half") var threshold: Int?
  @Option(help: "每件评审人数，0 为全体 / reviews per application; 0 = everybody") var reviews: Int64 = 0
  @Option(name: .customLong("rubric"), help: "评分细则，层级=文件 / rubric as level=FILE; default: our sample") var rubrics:
    [String] = []
  @Option(help: "汇总规则文件 / scoring rule file; default: drop one high, one low") var rule: String?
  @Option(help: "匿名方式 strict|standard|named / anonymization policy") var policy = "standard"
  @Flag(help: "第13条按两个赛道合并理解 / article 13 across both tracks") var acrossTracks = false
  @Flag(help: "演练：名称带 /rehearsal，不能封存 / practice session; cannot be sealed") var rehearsal = false
  @Option(help: "签名请求写到 / where the signature requests go") var out: String

  func run() async throws {
    let console = Console(directory: URL(fileURLWithPath: FileManager.default.currentDirectoryPath))
    var code: Int32 = 0
    do {
      let folder = CoordinatorFolder(console.resolve(path))
      let outcome = try await Coordinator.initialize(plan(console), in: folder)
      try console.write(outcome.requests.canonicalBytes, to: out)
      console.say("评审文件夹已建立：\(folder.url.path)")
      console.say("会次编码（印在聘书和签到表上）：\(SessionCode(outcome.session))")
      console.say("签名请求：\(out)，请交收件人员和全体监督人员签名")
      console.say(
        "session code: \(SessionCode(outcome.session)); \(outcome.requests.requests.count) records wait for signatures in \(out)"
      )
    } catch {
      code = console.report(error)
    }
    try finish(output: console.output, errors: console.errors, code: code)
  }

  private func plan(_ console: Console) throws -> SessionPlan {
    let programme = ProgrammeDefinition.shandong2023
    guard let track = Code(track), let definition = programme.track(track.text), let id = Code(programme.id),
      let policy = AnonymizationPolicy(rawValue: policy)
    else {
      throw CoordinatorError(.badInput, zh: "赛道或匿名方式有误", en: "unknown track or policy")
    }
    let supervisorFiles = try supervisors.map { try PublicFile(file: console.read($0), name: $0) }
    return SessionPlan(
      host: host,
      programme: ProgrammeReference(id: id, edition: programme.title, digest: SHA256.hash(programme.canonicalBytes)),
      track: track, year: Int64(year), season: .zero, rehearsal: rehearsal,
      levels: try DivisionLevel.allCases.map { try terms($0, definition, console) },
      rule: try rule.map { try ScoringRule(canonicalBytes: console.read($0)) } ?? ScoringRule(),
      threshold: threshold ?? supervisorFiles.count / 2 + 1, closeNotBefore: try seconds(closeNotBefore),
      closeNotAfter: try seconds(closeNotAfter), exclusionScope: acrossTracks ? .acrossTracks : .withinTrack,
      policy: policy, reviewsPerApplication: reviews, predecessors: [], server: server,
      registrar: try PublicFile(file: console.read(registrar), name: registrar), supervisors: supervisorFiles,
      keysets: try keysets.map { try KeysetFile(file: console.read($0), name: $0) })
  }

  private func terms(_ level: DivisionLevel, _ track: TrackDefinition, _ console: Console) throws -> LevelTerms {
    guard let id = Code(level.rawValue) else { preconditionFailure("levels are identifiers") }
    let prefix = level.rawValue + "="
    let rubric: Rubric
    if let given = rubrics.first(where: { $0.hasPrefix(prefix) }) {
      rubric = try Rubric(canonicalBytes: console.read(String(given.dropFirst(prefix.count))))
    } else if let sample = try SampleRubrics.rubric(track: track.id, level: level) {
      rubric = sample
    } else {
      throw CoordinatorError(.badInput, zh: "请用 --rubric 给出评分细则", en: "give a rubric with --rubric")
    }
    return LevelTerms(id: id, seats: Int64(track.seats(level)), rubric: rubric)
  }

  private func seconds(_ text: String) throws -> Int64 {
    guard let date = try? Date(text, strategy: .iso8601) else {
      throw CoordinatorError(
        .badInput, zh: "时间“\(text)”应写成 2027-03-01T18:00:00+08:00 的形式",
        en: "write the time like 2027-03-01T18:00:00+08:00, not \(text)")
    }
    return Int64(date.timeIntervalSince1970)
  }
}

struct AdmitCommand: FolderCommand {
  static let configuration = CommandConfiguration(
    commandName: "admit", abstract: "收回签名，签齐的记录记入日志 / take signatures in; a record with all of them goes into the log")

  @OptionGroup var session: FolderOption
  @Argument(help: "签名文件 / signature files") var files: [String]
  @Option(help: "签齐后写出会次文件 / where the session file goes once entry 0 is signed") var sessionFile: String?

  func run(on coordinator: Coordinator, _ console: Console) async throws {
    for file in files {
      let (placed, missing) = try await coordinator.admit(Signatures(file: console.read(file), name: file))
      for place in placed { console.say("已记入日志第 \(place.index) 条 / entry \(place.index)") }
      if !missing.isEmpty {
        let names = missing.map(\.text).joined(separator: ", ")
        console.say("仍缺签名 / still to sign: \(names)")
      }
    }
    if let sessionFile, await coordinator.sequencer.state.phase != .empty {
      try console.write(try await coordinator.sessionFile().canonicalBytes, to: sessionFile)
      console.say("会次文件 / session file: \(sessionFile)")
    }
  }
}
