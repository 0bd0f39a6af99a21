import ByteCoding
import Foundation
import Programme
import Testing

@testable import Intake

/// The corpus is not part of the repository: PLUMBLINE_CORPUS names a folder with `public/` and `truth/`.
private let corpus = ProcessInfo.processInfo.environment["PLUMBLINE_CORPUS"]

@Suite(.enabled(if: corpus != nil, "PLUMBLINE_CORPUS is not set: packages of a corpus are not read"))
struct CorpusTests {
  struct Truth: Sendable, CustomTestStringConvertible {
    let id: String
    let path: String
    let track: String
    let code: String
    let form: String
    let approval: String
    let incident: String
    let findings: Set<String>
    let defect: String
    let indicators: [String: [Int: String]]

    var testDescription: String { id }
  }

  static let truths: [Truth] = {
    guard let corpus else { return [] }
    let folder = URL(filePath: corpus).appending(path: "truth")
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.lastPathComponent.hasPrefix("P") }.sorted { $0.path < $1.path }.compactMap(truth)
  }()

  private static func truth(_ file: URL) -> Truth? {
    guard let corpus, let data = try? Data(contentsOf: file),
      let json = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let folder = json["folder"] as? String, let identity = json["identity"] as? [String: Any],
      let expected = json["expected"] as? [String: Any],
      let indicators = json["indicators"] as? [String: [String: String]]
    else { return nil }
    return Truth(
      id: json["id"] as? String ?? "", path: "\(corpus)/public/\(folder)", track: json["track"] as? String ?? "",
      code: identity["code"] as? String ?? "", form: json["form"] as? String ?? "",
      approval: json["approval"] as? String ?? "", incident: json["incident"] as? String ?? "",
      findings: Set(expected["findings"] as? [String] ?? []), defect: json["defect"] as? String ?? "",
      indicators: indicators.mapValues { years in
        Dictionary(uniqueKeysWithValues: years.compactMap { key, value in Int(key.dropFirst()).map { ($0, value) } })
      })
  }

  static let pipeline = IntakePipeline(programme: .shandong2023, divisions: .shandong, digest: testDigest)

  @Test(arguments: truths)
  func packageIsUnderstoodAsItsTruthSays(_ truth: Truth) throws {
    // An empty package is an empty folder, which not every way of copying keeps.
    guard FileManager.default.fileExists(atPath: truth.path) else { return }
    let result = Self.pipeline.read(packageAt: truth.path)
    var found = Set(result.findings.map(\.code.rawValue))
    // A minus before a count is normalised, and then it is no possible count either.
    if truth.defect == "cell_minus" { found.remove("CELL_OUT_OF_RANGE") }
    // Those two need the whole season.
    let expected = truth.findings.subtracting(["QUOTA_EXCEEDED", "DUPLICATE_APPLICATION"])
    #expect(found == expected, "\(result.findings.map { "\($0.code.rawValue) \($0.place.file) \($0.zh)" })")
    guard let application = result.application else { return }
    #expect(application.identity.divisionCode == truth.code || truth.defect == "mismatch")
    #expect(application.track == truth.track)
    let template = try #require(ProgrammeDefinition.shandong2023.template(track: truth.track))
    if !found.contains("NARRATIVE_WRONG_TRACK") {
      #expect(application.narrative.sections.compactMap(\.templateID) == template.sections.map(\.id))
    }
    let approvals = ["yes": "yes", "no": "no", "both": "both", "none": "unanswered"]
    if truth.defect != "csv" { #expect(application.approval.rawValue == approvals[truth.approval]) }
    #expect(incidentMatches(application.incidents, truth.incident))
    for (field, years) in truth.indicators {
      for (year, value) in years {
        guard let cell = application.form[field, year] else {
          Issue.record("\(field) \(year) was not read")
          continue
        }
        if let number = DecimalNumber(value) {
          if cell.number != nil || !["CELL_NOT_A_NUMBER", "CELL_EMPTY"].contains(where: truth.findings.contains) {
            #expect(cell.number == number, "\(field) \(year)")
          }
        } else {
          #expect(cell.number == nil, "\(field) \(year)")
        }
      }
    }
  }

  @Test func theSeasonExceedsTheFifthAsItsTruthSays() async throws {
    let data = try Data(contentsOf: URL(filePath: "\(corpus ?? "")/truth/quota.json"))
    let truth = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let expected = try #require(truth["exceeded_by_reading"] as? [String: [String: [String]]])
    let names: [QuotaReading: String] = [
      .floor: "floor", .floorAtLeastOne: "floor_min1", .roundHalfUp: "round_half_up", .ceiling: "ceil",
    ]
    for track in ["A", "B"] {
      let season = await Self.pipeline.read(submissionAt: "\(corpus ?? "")/public/season/\(track)", quota: .ceiling)
      for (reading, name) in names {
        let exceeded = season.quota.filter { $0.isExceeded(reading) }.compactMap {
          DivisionTable.shandong.division(code: $0.cityCode)?.name
        }
        #expect(Set(exceeded) == Set(expected[track]?[name] ?? []), "\(track) \(name)")
      }
      let flagged = season.packages.filter { $0.result.findings.contains { $0.code == .quotaExceeded } }
      let planted = Self.truths.filter { $0.track == track && $0.findings.contains("QUOTA_EXCEEDED") }
      #expect(Set(flagged.map(\.path)) == Set(planted.map(\.path)))
    }
  }

  @Test func theSamePlaceTwiceIsFoundOnBoth() throws {
    let second = try #require(Self.truths.first { $0.findings.contains("DUPLICATE_APPLICATION") })
    let first = try #require(Self.truths.first { $0.code == second.code && $0.track == second.track })
    let packages = [first, second].map {
      SeasonReading.Package(path: $0.path, result: Self.pipeline.read(packageAt: $0.path))
    }
    let reading = Self.pipeline.check(packages)
    #expect(reading.packages.map { $0.result.findings.contains { $0.code == .duplicateApplication } } == [true, true])
  }

  private func incidentMatches(_ answer: IncidentAnswer, _ truth: String) -> Bool {
    switch truth {
    case "none": answer == .none
    case "larger": answer == .belowThreshold
    case "old": answer == .outsideWindow
    case "blank", "template": answer == .unanswered
    default: answer == .declared
    }
  }
}

/// Stands in for SHA-256: tells bytes apart well enough for tests.
func testDigest(_ bytes: [UInt8]) -> Digest {
  var state: [UInt64] = [0xcbf2_9ce4_8422_2325, 1, 2, 3]
  for byte in bytes { state[0] = (state[0] ^ UInt64(byte)) &* 0x100_0000_01b3 }
  state[1] = UInt64(bytes.count)
  return Digest(state.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }) ?? .zero
}
