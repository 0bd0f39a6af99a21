import ArgumentParser
import CanonicalJSON
import Panel
import Sealing
import SessionClient
import SupervisorClient
import TerminalText
import TransparencyLog

struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "生成监督人员的三把密钥 / make a supervisor's keys",
    discussion: """
      签名密钥、见证密钥、接收份额的密钥，加密存入 --home；公开部分写成 <代号>.public.json。
      例：plumbline-supervisor keys --code S1 --name "张三 纪检监察组" --home 监督 --out .

      Makes a signing key, a witness key and a key to receive shares; writes CODE.public.json.
      """)

  @Option(help: "代号，如 S1 / code")
  var code: String

  @Option(help: "姓名与单位 / person and office")
  var name: String

  @Option(help: "公开文件写入的文件夹 / folder for the public file")
  var out = "."

  @OptionGroup var options: HomeOptions

  func run() async throws {
    try await options.run {
      guard let code = Code(code), Code("\(code)-witness") != nil else {
        throw ClientError(
          .badInput, zh: "代号只可用字母、数字、. _ -，例如 S1", en: "a code is letters, digits, . _ -, for example S1")
      }
      let keys = try SupervisorKeys.make(code: code, name: name, in: options.openOrCreate())
      let file = try UserFile.write(keys.publicFile.canonicalBytes, to: "\(code).public.json", in: out)
      let fingerprint = KeyFingerprint.text(try keys.signingKey.verificationKey.raw)
      let language = options.spoken
      return Answer(
        [
          language("\(code) 的密钥已生成；公开文件：\(file)", "keys of \(code) made; public file: \(file)"),
          language("签名密钥核对码：\(fingerprint)", "fingerprint of the signing key: \(fingerprint)"),
          language("下一步：把公开文件交给组织人员和分发启封密钥的人", "Next: give the public file to the coordinator and to the dealer"),
        ], json: ["code": .string(code.text), "file": .visible(file), "fingerprint": .string(fingerprint)])
    }
  }
}

struct DealCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deal", abstract: "离线分发启封密钥 / deal the opening keys, offline",
    discussion: """
      在一台从不联网、用后清除的电脑上运行。为评分（marks）、身份托管（identity）、密件（confidential）
      各生成一把密钥，分成 N 份，任意 T 份可还原；完整的密钥随即抹去，不写入任何文件。
      例：plumbline-supervisor deal --threshold 2 --of 3 --dealer "张三" --place 会议室 \\
            S1.public.json S2.public.json S3.public.json --out 仪式

      得到 keyset-marks.json 等三个文件（交给组织人员）和 share-S1.json 等 N 个文件（交给各人）。
      份额已按各人的密钥加密，文件本身可以用U盘传递。

      Run it on a machine that is never networked and wiped afterwards. Writes three keyset files
      for the coordinator and one share file for each supervisor, sealed to that supervisor's key.
      """)

  @Option(help: "启封门限 / shares that open")
  var threshold: Int

  @Option(help: "监督人员人数 / number of supervisors")
  var of: Int

  @Argument(help: "各监督人员的公开文件 / public files of the supervisors")
  var supervisors: [String]

  @Option(help: "分发人 / who deals")
  var dealer = "监督人员"

  @Option(help: "地点 / where")
  var place = "离线电脑"

  @Option(help: "输出文件夹 / folder for the files")
  var out: String

  @Option(help: "语言：zh 或 en / language")
  var language: String?

  @Flag(help: "输出一份 JSON / one JSON document on standard output")
  var json = false

  func run() async throws {
    var options = HomeOptions()
    (options.language, options.json) = (language, json)
    // In a function of its own: the optimizer of Swift 6.3.1 crashes on this body as an asynchronous closure.
    try await options.run { try deal(options) }
  }

  private func deal(_ options: HomeOptions) throws -> Answer {
    guard supervisors.count == of else {
      throw ClientError(
        .badInput, zh: "--of 为 \(of)，却给了 \(supervisors.count) 个公开文件",
        en: "--of is \(of), but there are \(supervisors.count) files")
    }
    let files = try supervisors.map { try PublicFile(file: UserFile.read($0, limit: 1 << 20), name: $0) }
    let deal = try KeyDeal(threshold: threshold, supervisors: files, dealer: Dealer(name: dealer, place: place))
    var written: [String] = []
    for keyset in deal.keysets {
      written.append(
        try UserFile.write(keyset.canonicalBytes, to: "keyset-\(keyset.purpose.rawValue).json", in: out))
    }
    for share in deal.shares {
      written.append(try UserFile.write(share.canonicalBytes, to: "share-\(share.holder).json", in: out))
    }
    let spoken = options.spoken
    return Answer(
      written + [
        spoken(
          "完整密钥已抹去。下一步：keyset-*.json 交组织人员；share-*.json 交各人，由本人运行 share import",
          "The whole keys are wiped. Next: keyset-*.json to the coordinator, share-*.json to each supervisor (share import)"
        )
      ], json: ["files": .array(written.map { .visible($0) })])
  }
}

struct ShareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "share", abstract: "自己的密钥份额 / one's own share", subcommands: [Import.self])

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "收下份额文件，存入保密文件夹 / take a share file into the home",
      discussion: "签署启封密钥登记时会用它核对。 / It is checked against the keyset when that is signed.")

    @Argument(help: "份额文件，如 share-S1.json / share file")
    var file: String

    @OptionGroup var options: HomeOptions

    func run() async throws {
      try await options.run {
        let home = try options.open()
        let keys = try SupervisorKeys.load(home)
        let held = try HeldShares.take(
          ShareFile(file: UserFile.read(file, limit: 1 << 20), name: file), keys: keys, in: home)
        let purposes = held.purposes.map(\.rawValue).sorted()
        return Answer(
          [
            options.spoken(
              "已收下份额：\(purposes.joined(separator: "、"))；原文件可以销毁",
              "shares kept: \(purposes.joined(separator: ", ")); the file may be destroyed")
          ], json: ["purposes": .array(purposes.map(JSONValue.string))])
      }
    }
  }
}
