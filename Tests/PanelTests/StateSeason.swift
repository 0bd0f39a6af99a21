import ByteCoding
import CanonicalJSON

@testable import Panel

/// A session of three applications and one reviewer, in values alone: digests are counters, nothing is signed.
struct StateSeason {
  struct NoLists: ListSource {
    func lines(of list: ListReference) throws(StateError) -> [[UInt8]] {
      throw StateError(.badList, zh: "", en: "")
    }
  }

  /// Lists by the blob digest that `list` gave them.
  final class Lists: ListSource {
    nonisolated(unsafe) var blobs: [Digest: [[UInt8]]] = [:]

    func lines(of list: ListReference) throws(StateError) -> [[UInt8]] {
      guard let lines = blobs[list.blob] else { throw StateError(.badList, zh: "", en: "") }
      return lines
    }
  }

  static let rubric: Rubric = {
    do {
      return try Rubric(
        id: "r1",
        criteria: [
          Criterion(
            id: "a", title: BilingualText(zh: "甲", en: "a"), weight: 10_000, kind: .judged(objective: false))
        ], commentBytes: 100)
    } catch {
      preconditionFailure("a sample rubric is valid")
    }
  }()

  private(set) var state = SessionState()
  let lists = Lists()
  let terms: Session
  let sameIdentity: Bool
  var openTies: Int64
  private var counter: UInt8 = 1

  init(rehearsal: Bool = false, openTies: Int64 = 0, sameIdentity: Bool = false) {
    self.openTies = openTies
    self.sameIdentity = sameIdentity
    var number: UInt8 = 100
    func key(_ code: Code, _ role: Role) -> SessionKey {
      number += 1
      return SessionKey(
        code: code, role: role,
        key: PublicKey(algorithm: .ed25519, bytes: [UInt8](repeating: number, count: 32)))
    }
    let keys = [
      key("coordinator", .coordinator), key("log", .log), key("registrar", .registrar), key("custodian", .custodian),
      key("S1", .supervisor), key("S2", .supervisor), key("S3", .supervisor), key("S1-witness", .witness),
      key("S2-witness", .witness), key("S3-witness", .witness),
    ]
    guard let rule = try? ScoringRule() else { preconditionFailure("the default rule is valid") }
    terms = Session(
      by: keys.map(\.code), origin: "panel.example/2023/A" + (rehearsal ? "/rehearsal" : ""), rehearsal: rehearsal,
      programme: ProgrammeReference(id: "p", edition: "1", digest: .zero), track: "A", year: 2023, season: .zero,
      levels: [
        LevelTerms(id: "city", seats: 1, rubric: StateSeason.rubric),
        LevelTerms(id: "county", seats: 1, rubric: StateSeason.rubric),
      ], rule: rule, keys: keys, threshold: 2, quorum: 3, suites: [.ed25519],
      sheetBytes: Int64(SheetPlaintext.paddedSize(for: [StateSeason.rubric])), closeNotBefore: 1, closeNotAfter: 2,
      requires: [.cosignatures, .finals, .escrow], exclusions: .plain, exclusionScope: .withinTrack, policy: .standard,
      reviewsPerApplication: 0, predecessors: [])
  }

  static func digest(_ number: UInt8) -> Digest {
    guard let digest = Digest([UInt8](repeating: number, count: 32)) else { preconditionFailure("32 bytes") }
    return digest
  }

  static func keyDigest(_ key: PublicKey) -> Digest { digest(key.bytes[0]) }

  var session: Digest { state.session?.digest ?? .zero }

  func list(_ lines: [some ListLine]) -> ListReference {
    let blob = StateSeason.digest(UInt8(truncatingIfNeeded: lists.blobs.count + 1))
    lists.blobs[blob] = lines.map(\.canonicalBytes)
    return ListReference(count: Int64(lines.count), root: .zero, blob: blob)
  }

  /// - Returns: the record's digest.
  @discardableResult
  mutating func append(_ record: Record) throws -> Digest {
    let digest = StateSeason.digest(counter)
    try state.apply(
      record, digest: digest, index: state.nextIndex, lists: lists, keyDigest: StateSeason.keyDigest)
    counter += 1
    return digest
  }

  // MARK: - Steps

  mutating func run(to phase: SessionState.Phase) throws {
    let steps: [(SessionState.Phase, (inout StateSeason) throws -> Void)] = [
      (.preparing, { try $0.append(.session($0.terms)) }),
      (.scoring, { try $0.prepare() }),
      (
        .closed,
        { season in
          try season.finishScoring()
          try season.append(.scoringClosed(season.close()))
        }
      ),
      (.opening, { try $0.append(.keyShare($0.share("S1"))) }),
      (
        .unsealed,
        { season in
          try season.append(.keyShare(season.share("S2")))
          try season.append(.unsealing(season.unsealing()))
        }
      ),
      (
        .revealed,
        { season in
          for level in ["city", "county"] as [Code] where season.state.rankings[level] == nil {
            try season.append(.ranking(season.ranking(level)))
          }
          try season.append(.reveal(season.reveal()))
        }
      ),
      (
        .sealed,
        { season in
          try season.append(.selection(season.selection("city")))
          try season.append(.selection(season.selection("county")))
          try season.append(.seal(season.seal()))
        }
      ),
    ]
    let order = SessionState.Phase.allCases
    for (end, step) in steps {
      guard let wanted = order.firstIndex(of: phase), let now = order.firstIndex(of: state.phase),
        let target = order.firstIndex(of: end)
      else { return }
      if now < target, target <= wanted { try step(&self) }
    }
  }

  private mutating func prepare() throws {
    try append(.keyset(keyset(.marks, 1)))
    try append(.keyset(keyset(.identity, 11)))
    let enrolled = try append(.enrolment(enrolment("R001", 50)))
    for (number, code) in (["S1", "S2", "S3"] as [Code]).enumerated() {
      try append(.enrolment(supervisorEnrolment(code, UInt8(60 + number))))
    }
    let line = RosterLine(code: "R001", enrolment: enrolled, key: StateSeason.digest(50), name: .zero)
    try append(
      .roster(Roster(session: session, by: ["coordinator", "S1", "S2", "S3"], version: 1, members: list([line]))))
    try append(.handOver(handOver()))
    for code in StateSeason.codes {
      try append(.application(application(code)))
      try append(.bundle(bundle(code)))
    }
    try append(.exclusions(exclusions()))
    try append(.escrow(escrow()))
    for code in ["S1", "S2", "S3"] as [Code] { try append(.beacon(beacon(code))) }
    try append(.assignment(assignment()))
    try append(.scoringStarted(scoringStarted()))
  }

  mutating func finishScoring() throws {
    let first = try append(.sheet(sheet("AAAA", seq: 1)))
    var second = sheet("BBBB", seq: 2)
    second.prev = first
    let head = try append(.sheet(second))
    try append(.final(final(seq: 3, prev: head)))
  }

  // MARK: - Records

  static let codes: [Code] = ["AAAA", "BBBB", "CCCC"]
  static let both: [Code] = ["registrar", "custodian"]

  func keyset(_ purpose: KeyPurpose, _ start: UInt8) -> Keyset {
    func point(_ number: UInt8) -> CurvePoint {
      guard let point = CurvePoint([0x04] + [UInt8](repeating: number, count: 64)) else { preconditionFailure("65") }
      return point
    }
    return Keyset(
      session: session, by: ["S1", "S2", "S3"], purpose: purpose, round: 1, mode: .dealer,
      dealer: Dealer(name: "甲", place: "乙"), threshold: 2, commitments: [point(start), point(start + 1)],
      holders: [
        ShareHolder(code: "S1", index: 1, point: point(start + 2)),
        ShareHolder(code: "S2", index: 2, point: point(start + 3)),
        ShareHolder(code: "S3", index: 3, point: point(start + 4)),
      ])
  }

  func enrolment(_ code: Code, _ number: UInt8) -> Enrolment {
    Enrolment(
      session: session, by: [code], role: .reviewer, code: code,
      key: PublicKey(algorithm: .ed25519, bytes: [UInt8](repeating: number, count: 32)),
      tls: StateSeason.digest(number), invitation: .zero, nonce: .zero)
  }

  func supervisorEnrolment(_ code: Code, _ number: UInt8) -> Enrolment {
    let key = terms.keys.first { $0.code == code }?.key ?? terms.keys[0].key
    return Enrolment(
      session: session, by: [code], role: .supervisor, code: code, key: key, tls: StateSeason.digest(number),
      invitation: .zero, nonce: .zero)
  }

  private func level(_ code: Code) -> Code { code == "BBBB" ? "county" : "city" }

  func handOver() -> HandOver {
    let lines = StateSeason.codes.map { code in
      HandOverLine(
        application: code, level: level(code), identity: .zero, originals: .zero, findings: .zero, points: .zero,
        bundle: .zero, redaction: .zero)
    }
    return HandOver(
      session: session, by: StateSeason.both, register: .zero, registerSize: 3,
      counts: [LevelCount(level: "city", count: 2), LevelCount(level: "county", count: 1)], anonymizer: "1",
      policy: .standard, applications: list(lines))
  }

  func application(_ code: Code) -> ApplicationEntered {
    ApplicationEntered(
      session: session, by: StateSeason.both, application: code, level: level(code), identity: .zero, originals: .zero,
      points: .zero)
  }

  func bundle(_ code: Code) -> BundlePublished {
    BundlePublished(
      session: session, by: StateSeason.both, application: code, bundle: .zero, size: 1, redaction: .zero, replaces: [])
  }

  func exclusions() -> Exclusions {
    Exclusions(session: session, by: StateSeason.both, mode: .plain, pairs: list([ExclusionLine]()))
  }

  func escrow() -> Escrow {
    let keyset = state.keysets[SessionState.KeysetID(.identity)]?.digest ?? .zero
    return Escrow(session: session, by: StateSeason.both, keyset: keyset, blob: .zero, size: 1)
  }

  func beacon(_ code: Code) -> Beacon {
    Beacon(
      session: session, by: [code], purpose: .assignment, input: state.exclusions?.digest ?? .zero, nonce: .zero)
  }

  func assignment() -> Assignment {
    let lines = [AssignmentLine(reviewer: "R001", applications: ["BBBB", "CCCC", "AAAA"])]
    return Assignment(session: session, by: ["coordinator"], seed: .zero, pairs: list(lines))
  }

  func scoringStarted() -> ScoringStarted {
    ScoringStarted(
      session: session, by: ["coordinator"], keyset: state.keysets[SessionState.KeysetID(.marks)]?.digest ?? .zero,
      roster: state.roster?.digest ?? .zero, handOver: state.handOver?.digest ?? .zero,
      assignment: state.assignment?.digest ?? .zero)
  }

  func sheet(_ application: Code, seq: Int64) -> SealedSheet {
    SealedSheet(
      session: session, by: ["R001"], keyset: state.started?.record.keyset ?? .zero, round: 1, rubric: "r1",
      application: application, bundle: .zero, key: StateSeason.digest(50), seq: seq, prev: .zero,
      seen: Seen(size: 1, root: .zero), client: "test", enc: [0x04] + [UInt8](repeating: 1, count: 64),
      ct: [UInt8](repeating: 0, count: Int(terms.sheetBytes) + 16))
  }

  func final(seq: Int64, prev: Digest) -> Final {
    let counts = StateSeason.codes.map { application in
      let line = state.counted(application: application, reviewer: "R001")
      return FinalCount(application: application, state: line.state, sheet: line.sheet)
    }
    return Final(
      session: session, by: ["R001"], seq: seq, prev: prev, counts: counts, seen: Seen(size: 1, root: .zero))
  }

  func close() -> ScoringClosed {
    ScoringClosed(
      session: session, by: ["coordinator"], heads: list(state.headLines), counted: list(state.countedLines))
  }

  func share(_ code: Code) -> KeyShare {
    let index: Int64 = code == "S1" ? 1 : code == "S2" ? 2 : 3
    return KeyShare(
      session: session, by: [code], keyset: state.keysets[SessionState.KeysetID(.marks)]?.digest ?? .zero,
      closed: state.closed?.digest ?? .zero, index: index, share: [UInt8](repeating: 1, count: 32))
  }

  func unsealing() -> Unsealing {
    Unsealing(
      session: session, by: ["coordinator"], keyset: state.keysets[SessionState.KeysetID(.marks)]?.digest ?? .zero,
      privateKey: [UInt8](repeating: 1, count: 32))
  }

  func ranking(_ level: Code = "city", version: Int64 = 1) -> Ranking {
    Ranking(
      session: session, by: ["coordinator"], level: level, version: version,
      decisions: state.tieDecisions(level: level).map(\.digest), openTies: level == "city" ? openTies : 0,
      voids: list([VoidLine]()), lines: list([VoidLine]()))
  }

  func decision(_ question: DecisionQuestion, level: Code, applications: [Code]) -> Decision {
    let officer = Officer(name: "张三", office: "组长")
    return Decision(
      session: session, by: ["coordinator", "S1", "S2", "S3"], article: "9", question: question, level: level,
      options: [], choice: "", reason: "理由", decidedBy: officer, recordedBy: officer, document: "", attachment: .zero,
      applications: applications)
  }

  func tieDecision() -> Decision {
    decision(.tie, level: "city", applications: ["CCCC", "AAAA"])
  }

  func reveal() -> Reveal {
    let lines = StateSeason.codes.map { code in
      RevealLine(
        application: code,
        identity: Identity(division: sameIdentity ? "1" : code.text, level: level(code), unit: "u"), salt: .zero)
    }
    return Reveal(session: session, by: StateSeason.both, source: .vault, identities: list(lines))
  }

  func selection(_ level: Code) -> SelectionMade {
    SelectionMade(
      session: session, by: ["coordinator"], level: level, ranking: state.rankings[level]?.digest ?? .zero,
      reveal: state.reveal?.digest ?? .zero, lines: list([VoidLine]()))
  }

  func seal() -> Seal {
    Seal(
      session: session, by: ["coordinator"], size: state.nextIndex, root: .zero, result: .zero, report: .zero,
      absent: [])
  }

  // MARK: - One of each

  /// One record of every kind that would be admitted in its own phase.
  func samples() -> [(RecordKind, Record)] {
    let records: [Record] = [
      .session(terms), .keyset(keyset(.confidential, 21)), .enrolment(enrolment("R002", 70)), .handOver(handOver()),
      .roster(
        Roster(session: session, by: ["coordinator", "S1", "S2", "S3"], version: 1, members: list([RosterLine]()))),
      .application(application("AAAA")), .bundle(bundle("AAAA")), .exclusions(exclusions()), .escrow(escrow()),
      .redactionDecision(
        RedactionDecision(
          session: session, by: StateSeason.both, application: "AAAA", finding: "PLACE", place: .zero, reason: .zero)),
      .beacon(beacon("S1")), .assignment(assignment()), .scoringStarted(scoringStarted()),
      .amendment(
        Amendment(session: session, by: ["coordinator", "S1", "S2", "S3"], closeNotBefore: 1, closeNotAfter: 2)),
      .closeExtension(
        CloseExtension(session: session, by: ["coordinator", "S1", "S2", "S3"], closeNotBefore: 1, closeNotAfter: 2)),
      .sheet(sheet("AAAA", seq: 1)), .scoringClosed(close()), .keyShare(share("S3")), .unsealing(unsealing()),
      .ranking(ranking(version: (state.rankings["city"]?.record.version ?? 0) + 1)), .reveal(reveal()),
      .selection(selection("city")), .seal(seal()),
    ]
    return records.map { (type(of: $0.payload).kind, $0) }
  }

  /// Kinds of `samples` that the phase admits.
  static func allowed(_ kind: RecordKind, in phase: SessionState.Phase) -> Bool {
    switch phase {
    case .preparing: [.keyset, .enrolment, .amendment, .handOver].contains(kind)
    case .scoring: [.enrolment, .sheet, .closeExtension].contains(kind)
    case .closed, .opening: [.keyShare].contains(kind)
    case .unsealed: [.ranking].contains(kind)
    case .revealed: [.selection].contains(kind)
    case .empty, .sealed, .abandoned: false
    }
  }
}
