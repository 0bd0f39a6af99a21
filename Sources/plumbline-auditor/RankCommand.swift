import ArgumentParser
import CanonicalJSON
import Foundation
import Panel
import Scoring

/// The ranking engine alone: a table of marks and a rule in, a ranking out. No network, no session.
struct RankCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rank",
    abstract: "Rank a table of marks by a rule, offline. 按规则对评分表排名（离线）。",
    discussion: """
      MARKS.csv has the first line application,reviewer,criterion,mark (UTF-8; an empty mark is absent, never 0). \
      RULE.json holds rule, rubric and seats; protocol/files/rule.md gives shape and example, \
      protocol/files/rank-json.md the answer of --json.

      MARKS.csv 首行为 application,reviewer,criterion,mark（UTF-8；评分为空表示未评，不作0分）。RULE.json \
      含规则、评分细则与名额，格式见 protocol/files/rule.md。

      Exit codes: 0 ranked (also with ties that wait for a decision); 64 usage; 65 a file is wrong, its lines are \
      named; 66 a file cannot be read.
      """)

  @Argument(help: "Table of marks. 评分表。")
  var marks: String

  @Option(help: "Rule file. 规则文件。")
  var rule: String

  @Option(help: "Table application,indicator,value, for rubrics with computed criteria. 数据表（有计算指标时）。")
  var figures: String?

  @Option(
    name: .customLong("decision"),
    help: "Recorded order of one group of equals: codes from the higher place on, with commas. 对一组同分申报的决定次序。")
  var decisions: [String] = []

  @Option(help: "Seed of the bootstrap. 自助法种子。")
  var seed: UInt64 = 1

  @Option(help: "Bootstrap replicates, 0 to 1000000. 自助法次数。")
  var replicates = 10_000

  @Flag(help: "Answer as canonical JSON. 以JSON输出。")
  var json = false

  func validate() throws {
    guard (0...1_000_000).contains(replicates) else { throw ValidationError("--replicates: 0…1000000") }
  }

  func run() throws {
    let document: RuleDocument
    let answer: RankAnswer
    do {
      document = try RuleDocument(fileBytes: RankCommand.read(rule))
    } catch let error as any RankInputError {
      throw RankCommand.refuse(rule, error)
    }
    let tables = (marks: try RankCommand.read(marks), figures: try figures.map(RankCommand.read))
    do {
      answer = try RankAnswer(
        marks: tables.marks, figures: tables.figures, document: document,
        decisions: decisions.map { TieDecision(order: $0.split(separator: ",").map(String.init)) },
        replicates: replicates, seed: seed)
    } catch let error as any RankInputError {
      throw RankCommand.refuse(marks, error)
    }
    let output = json ? answer.json.canonicalBytes + [0x0A] : [UInt8](RankReport(answer).text.utf8)
    FileHandle.standardOutput.write(Data(output))
  }

  private static func read(_ path: String) throws -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      tell("无法读取\(path) / cannot read \(path): \(error.localizedDescription)")
      throw ExitCode(66)
    }
  }

  private static func refuse(_ path: String, _ error: any RankInputError) -> ExitCode {
    let shape =
      error is CanonicalJSONError ? "格式有误，参见 protocol/files/rule.md / wrong shape, see protocol/files/rule.md: " : ""
    tell("\(path):\n\(shape)\(error)")
    return ExitCode(65)
  }

  private static func tell(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}

/// What a file can be wrong with.
private protocol RankInputError: Error, CustomStringConvertible {}
extension RuleError: RankInputError {}
extension TableError: RankInputError {}
extension CanonicalJSONError: RankInputError {}
