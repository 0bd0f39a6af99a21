import ByteCoding
import CanonicalJSON
import OpenSSL
package import Panel
import Programme
import Sealing

/// What entry 0 of a small season says, and who applies.
package enum SeasonTerms {
  package static let origin = "panel.example/2023/A"

  package struct Applicant: Sendable {
    package let code: Code
    package let identity: Identity
  }

  /// In order of pseudonym.
  package static let applicants: [Applicant] = [
    applicant("2K7M", "370100", "city"), applicant("3P4Q", "370102", "county"),
    applicant("5T8W", "370200", "city"), applicant("6X2Y", "370202", "county"),
    applicant("8B3D", "370302", "county"), applicant("9F5H", "370300", "city"),
    applicant("CJ6N", "370402", "county"), applicant("DQ9R", "370502", "county"),
  ]

  private static func applicant(_ code: Code, _ division: String, _ level: Code) -> Applicant {
    Applicant(
      code: code, identity: Identity(division: division, level: level, unit: String(division.prefix(4)) + "00"))
  }

  static func session(_ keys: SeasonKeys) throws -> Session {
    let rubric = try Rubric(
      id: "a1",
      criteria: [
        Criterion(
          id: "growth", title: BilingualText(zh: "工业稳增长", en: "growth"), weight: 6_000, kind: .judged(objective: false)),
        Criterion(
          id: "clusters", title: BilingualText(zh: "产业集群", en: "clusters"), weight: 4_000,
          kind: .judged(objective: false)),
      ], commentBytes: 300)
    let levels = [
      LevelTerms(id: "city", seats: 1, rubric: rubric), LevelTerms(id: "county", seats: 2, rubric: rubric),
    ]
    let sessionKeys = keys.sessionKeys
    return Session(
      by: sessionKeys.map(\.code), origin: origin, rehearsal: false,
      programme: ProgrammeReference(
        id: "shandong", edition: "2023", digest: SHA256.hash(ProgrammeDefinition.shandong2023.canonicalBytes)),
      track: "A", year: 2023, season: SHA256.hash([1]), levels: levels, rule: try ScoringRule(), keys: sessionKeys,
      threshold: Int64(SeasonKeys.threshold), quorum: SeasonKeys.quorum, suites: [.ed25519],
      sheetBytes: Int64(SheetPlaintext.paddedSize(for: levels.map(\.rubric))),
      closeNotBefore: Int64(SmallSeason.closeNotBefore), closeNotAfter: Int64(SmallSeason.closeNotBefore) + 86_400,
      requires: [.cosignatures, .finals, .escrow], exclusions: .plain, exclusionScope: .withinTrack, policy: .strict,
      reviewsPerApplication: 0, predecessors: [])
  }
}
