import ByteCoding
import Programme
import Scoring

@testable import Panel

/// A season of track A that nobody lived: 16 cities and 30 counties, nine reviewers, a recusal, a void sheet, a missing
/// final, a county kept out by its city, and whatever a test changes.
struct ReportFixture {
  static let reviewers: [Code] = ["R-1K", "R-2M", "R-3P", "R-4T", "R-5W", "R-6X", "R-7Y", "R-8Z", "R-9C"]

  var rehearsal = false
  var exclusions = ExclusionMode.plain
  var dealer = Dealer(name: "李明", place: "纪检监察组机房")
  var decisionReason = "现场公开抽签"
  var basis = ScoringRule.Basis.totals
  var seed: UInt64 = 7
  var panelSize = 9
  /// Two cities get the same marks from everybody, so that only a decision can order them.
  var hasTie = true

  func make() throws -> (document: ResultDocument, state: SessionState) {
    var random = SeededNumbers(state: seed)
    let panel = Array(ReportFixture.reviewers.prefix(panelSize))
    let session = try session()
    let digest = ReportFixture.digest(1)
    var state = SessionState()
    state.session = SessionState.Placed(session, digest: digest, index: 0)
    state.closeNotBefore = session.closeNotBefore
    state.closeNotAfter = session.closeNotAfter
    let divisions = DivisionTable.shandong
    let chosen = [
      Array(divisions.cities.prefix(16)),
      Array(divisions.counties.enumerated().filter { $0.offset % 4 == 1 }.map(\.element).prefix(30)),
    ]
    var codes: Set<Code> = []
    var levels: [ResultDocument.Level] = []
    var identities: [RevealLine] = []
    var decisions: [Decision] = []
    // 青岛 was given the award in the other track: the other reading of article 13 keeps its counties out.
    var awarded = [AwardedCity(division: "370200", track: "B")]
    for (number, (terms, applicants)) in zip(session.levels, chosen).enumerated() {
      var coded: [Code: String] = [:]
      for division in applicants {
        var code = random.code()
        while !codes.insert(code).inserted { code = random.code() }
        coded[code] = division.code
        identities.append(
          RevealLine(
            application: code, identity: Identity(division: division.code, level: terms.id, unit: "370000"),
            salt: .zero))
      }
      let opened = sheets(coded.keys.sorted(), terms.rubric, panel: panel, isFirst: number == 0, &random)
      func rank(_ decisions: [Decision]) throws -> RankingTable {
        try Ranker.rank(
          ApplicationSheets.collect(opened, applications: coded.keys.sorted(), rubric: terms.rubric),
          rubric: terms.rubric, rule: session.rule,
          decisions: decisions.map { TieDecision(order: $0.applications.map(\.text)) })
      }
      var ranking = try rank([])
      let settled = ranking.openTies.map { group in decision(terms.id, group.compactMap { Code($0) }) }
      ranking = try rank(settled)
      decisions += settled
      let selector = Selector(
        rules: SelectionRules(
          track: "A", level: number == 0 ? .city : .county, seats: Int(terms.seats), exclusionScope: .withinTrack),
        awarded: awarded, parent: { divisions.division(code: $0)?.parentCode })
      let selection = try selector.select(ranking, divisions: coded)
      awarded += selection.selected.map { AwardedCity(division: $0.division, track: "A") }
      levels.append(
        ResultDocument.Level(terms: terms, ranking: ranking, selection: selection.lines, panel: opened))
    }
    fill(&state, session, panel: panel, decisions: decisions)
    let document = ResultDocument(
      session: session, digest: digest, levels: levels,
      identities: identities.sorted { $0.application < $1.application }, decisions: decisions, divisions: divisions)
    return (document, state)
  }

  private func session() throws -> Session {
    let titles = [
      ("mechanism", "工作机制与政策", "Mechanism and policy", 1500), ("growth", "工业稳增长", "Stable growth", 3000),
      ("upgrade", "制造业转型升级", "Upgrading", 2500), ("clusters", "产业集群", "Clusters", 2000),
      ("demonstration", "示范带动", "Demonstration", 1000),
    ]
    let criteria = try titles.map { id, zh, en, weight in
      try Criterion(id: id, title: BilingualText(zh: zh, en: en), weight: weight, kind: .judged(objective: false))
    }
    let keys: [SessionKey] = [
      key("coordinator", .coordinator, 1), key("log", .log, 2), key("registrar", .registrar, 3),
      key("custodian", .custodian, 4), key("S1", .supervisor, 5), key("S2", .supervisor, 6), key("S3", .supervisor, 7),
    ]
    return Session(
      by: keys.map(\.code), origin: "panel.example.gov.cn/2023/a", rehearsal: rehearsal,
      programme: ProgrammeReference(id: "shandong-industry", edition: "2023", digest: .zero), track: "A", year: 2023,
      season: .zero,
      levels: [
        LevelTerms(id: "city", seats: 3, rubric: try Rubric(id: "city", criteria: criteria)),
        LevelTerms(id: "county", seats: 13, rubric: try Rubric(id: "county", criteria: criteria)),
      ], rule: try ScoringRule(basis: basis), keys: keys, threshold: 2, quorum: 3, suites: [.ed25519],
      sheetBytes: 4096, closeNotBefore: 1_711_015_200, closeNotAfter: 1_711_101_600,
      requires: [.cosignatures, .finals, .escrow], exclusions: exclusions, exclusionScope: .withinTrack,
      policy: .strict, reviewsPerApplication: 0, predecessors: [])
  }

  private func key(_ code: Code, _ role: Role, _ byte: UInt8) -> SessionKey {
    SessionKey(
      code: code, role: role,
      key: PublicKey(algorithm: .ed25519, bytes: [UInt8](repeating: byte, count: 32)))
  }

  private func sheets(
    _ applications: [Code], _ rubric: Rubric, panel: [Code], isFirst: Bool, _ random: inout SeededNumbers
  ) -> OpenedPanel {
    var sheets: [OpenedSheet] = []
    var voids: [VoidLine] = []
    var absent: [CountedLine] = []
    for (number, application) in applications.enumerated() {
      if isFirst, hasTie, number == 6 {
        sheets += sheets.filter { $0.application == applications[5] }.map {
          OpenedSheet(application: application, reviewer: $0.reviewer, digest: .zero, sheet: $0.sheet)
        }
        continue
      }
      let quality = 72 + random.below(20)
      for (position, reviewer) in panel.enumerated() {
        if isFirst, number == 2, position == 3 {
          absent.append(CountedLine(application: application, reviewer: reviewer, state: .recused, sheet: .zero))
          continue
        }
        if isFirst, number == 4, position == 5 {
          voids.append(
            VoidLine(sheet: ReportFixture.digest(9), reviewer: reviewer, application: application, reason: .marks))
          absent.append(
            CountedLine(application: application, reviewer: reviewer, state: .sheet, sheet: ReportFixture.digest(9)))
          continue
        }
        // The last reviewer is strict, the first one lenient.
        let bias = position == panel.count - 1 ? -6 : position == 0 ? 3 : 0
        let marks = rubric.criteria.map { criterion in
          SheetPlaintext.Mark(
            criterion: criterion.id,
            mark: Int64(min(100, max(0, quality + bias + random.below(9) - 4))))
        }
        sheets.append(
          OpenedSheet(
            application: application, reviewer: reviewer, digest: .zero,
            sheet: SheetPlaintext(marks: marks, comment: "", salt: .zero)))
      }
    }
    return OpenedPanel(sheets: sheets, voids: voids, absent: absent)
  }

  func decision(_ level: Code, _ order: [Code]) -> Decision {
    Decision(
      session: .zero, by: ["coordinator"], article: "rule", question: .tie, level: level, options: [], choice: "抽签",
      reason: decisionReason, decidedBy: Officer(name: "王芳", office: "主任委员"),
      recordedBy: Officer(name: "赵磊", office: "秘书处"), document: "评委会〔2024〕3号", attachment: .zero,
      applications: order)
  }

  private func fill(_ state: inout SessionState, _ session: Session, panel: [Code], decisions: [Decision]) {
    let keyset = Keyset(
      session: .zero, by: ["S1", "S2", "S3"], purpose: .marks, round: 1, mode: .dealer, dealer: dealer, threshold: 2,
      commitments: [], holders: [])
    state.keysets[SessionState.KeysetID(.marks)] = SessionState.Placed(
      keyset, digest: ReportFixture.digest(2), index: 1)
    for (position, reviewer) in panel.enumerated() {
      state.members[reviewer] = RosterLine(code: reviewer, enrolment: .zero, key: .zero, name: .zero)
      state.chains[reviewer] = SessionState.Chain(
        key: PublicKey(algorithm: .ed25519, bytes: [UInt8](repeating: 50 + UInt8(position), count: 32)),
        keyDigest: .zero, seq: 47, isFinal: position != 1, lastSeenSize: 400 + Int64(position))
    }
    for (number, supervisor) in (["S1", "S3"] as [Code]).enumerated() {
      state.keyShares[supervisor] = SessionState.Placed(
        KeyShare(session: .zero, by: [supervisor], keyset: .zero, closed: .zero, index: Int64(number), share: []),
        digest: ReportFixture.digest(3), index: 520 + Int64(number))
    }
    state.handOver = SessionState.Placed(
      HandOver(
        session: .zero, by: ["registrar", "custodian"], register: .zero, registerSize: 60, counts: [],
        anonymizer: "1", policy: .strict, applications: ListReference(count: 46, root: .zero, blob: .zero)),
      digest: ReportFixture.digest(6), index: 14)
    state.reveal = SessionState.Placed(
      Reveal(
        session: .zero, by: ["registrar", "custodian"], source: .vault,
        identities: ListReference(count: 46, root: .zero, blob: .zero)), digest: ReportFixture.digest(4), index: 528)
    state.decisions = decisions.enumerated().map {
      SessionState.Placed($1, digest: ReportFixture.digest(5), index: 525 + Int64($0))
    }
    state.recordCounts = [.session: 1, .keyset: 2, .sheet: 412, .final: 8, .keyShare: 2, .reveal: 1]
    state.nextIndex = 531
    state.phase = .revealed
  }

  static func digest(_ byte: UInt8) -> Digest {
    Digest((0..<32).map { UInt8(truncatingIfNeeded: $0) &* 7 &+ byte }) ?? .zero
  }
}

/// SplitMix64: the same numbers each run.
struct SeededNumbers {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  mutating func code() -> Code {
    let signs = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    return Code(String((0..<4).map { _ in signs[below(32)] })) ?? "0000"
  }
}
