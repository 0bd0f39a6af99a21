import ArgumentParser
import CanonicalJSON
import Panel
import Sealing
import SessionClient
import SupervisorClient
import TerminalText

struct SignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "核对并签署记录：文件，或在线待签的 / look at records and sign them",
    discussion: """
      文件：  plumbline-supervisor sign requests.json --out .     得到 signatures-S1.json
      在线：  plumbline-supervisor sign                           名册、决定、延长等待签记录

      每条先用文字说明内容，再询问。启封密钥登记先用您的份额核对；场次设立中须有您的密钥；
      名册请逐一与本人（不经组织人员）核对密钥核对码。

      Each record is told in words before you are asked. A keyset is signed only if your share fits
      it, a session only if your keys stand in it.
      """)

  @Argument(help: "待签文件；不写则在线 / requests file; on line when left out")
  var file: String?

  @Option(help: "签名文件写入的文件夹 / folder for the signatures")
  var out = "."

  @Flag(help: "不再询问 / do not ask")
  var yes = false

  @OptionGroup var options: HomeOptions

  func run() async throws {
    try await options.run {
      if let file { return try signFile(file) }
      return try await options.online { desk, link in
        try await desk.synchronize(link)
        let records = try await desk.proposals(link)
        guard !records.isEmpty else {
          return Answer(
            [options.spoken("没有待您签名的记录", "nothing waits for your signature")], json: ["signed": .array([])])
        }
        var lines: [String] = []
        for record in records {
          try ask(record)
          let progress = try await desk.sign(record, link)
          lines.append(
            options.spoken(
              "已签：\(RecordSummary.kind(record.record))（\(progress.present)/\(progress.required)）",
              "signed: \(RecordSummary.kind(record.record)) (\(progress.present)/\(progress.required))"))
        }
        return Answer(lines, json: ["signed": .digests(records.map(\.digest))])
      }
    }
  }

  private func signFile(_ path: String) throws -> Answer {
    let requests = try SignatureRequests(file: UserFile.read(path), name: path)
    let home = try options.open()
    // The ceremony comes before the log; later files are looked at against the mirror.
    let state = try home.read(Membership.name) == nil ? SessionState() : options.desk(home).state
    var desk = try SigningDesk(home, state: state)
    var signatures: [DetachedSignature] = []
    for request in requests.requests {
      let record = try desk.examine(payloadType: request.payloadType, payload: request.payload, lists: NoLists())
      try ask(record)
      signatures += try desk.sign(record)
    }
    let name = try UserFile.write(
      Signatures(signatures: signatures).canonicalBytes, to: "signatures-\(desk.keys.code).json", in: out)
    return Answer(
      [
        options.spoken("已签 \(requests.requests.count) 条：\(name)", "\(requests.requests.count) records signed: \(name)"),
        options.spoken("下一步：把签名文件交给组织人员", "Next: give the file to the coordinator"),
      ], json: ["file": .visible(name), "signed": .digests(signatures.map(\.digest))])
  }

  private func ask(_ record: SignableRecord) throws {
    if case .session = record.record {
      // The one thing that a supervisor keeps by another way: by it everything else is known to be genuine.
      let code = SessionCode(record.digest)
      Terminal.note(options.spoken("会次编码：\(code)（请抄录，勿取自他人）", "session code: \(code) (write it down yourself)"))
    }
    for line in RecordSummary.lines(record.record, roster: record.roster, language: options.spoken) {
      Terminal.note(line)
    }
    try Consent.demand(yes, options.spoken("以上内容是否签名？", "Sign this?"))
  }
}
