import ByteCoding
import CanonicalJSON

extension SessionState {
  func expect(_ phases: Phase..., for what: String) throws(StateError) {
    guard phases.contains(phase) else {
      throw StateError(
        .wrongPhase, zh: "当前阶段（\(phase.rawValue)）不能记入“\(what)”",
        en: "a \(what) record is not admitted in phase \(phase.rawValue)")
    }
  }

  func missing(_ zh: String, _ en: String) -> StateError {
    StateError(.missing, zh: "尚缺：\(zh)", en: "missing so far: \(en)")
  }

  func duplicate(_ what: String) -> StateError {
    StateError(.duplicate, zh: "“\(what)”只能有一份，已在日志中", en: "there is a \(what) record already; it stands once")
  }

  /// Cosignatures that a weighty record needs, of n supervisors of whom t − 1 may be corrupt.
  package static func quorum(supervisors count: Int, threshold: Int) -> Int { (count + threshold - 1) / 2 + 1 }

  mutating func open(_ entry: Placed<Session>) throws(StateError) {
    guard phase == .empty, entry.index == 0 else { throw duplicate("session") }
    let terms = entry.record
    func demand(_ truth: Bool, _ zh: String, _ en: String) throws(StateError) {
      guard truth else { throw StateError(.badValue, zh: "评审设定有误：\(zh)", en: "session: \(en)") }
    }
    let supervisors = terms.keys.count { $0.role == .supervisor }
    for role in [Role.coordinator, .log, .registrar, .custodian] {
      try demand(
        terms.keys.count { $0.role == role } == 1, "\(role.rawValue) 应恰有一把钥匙", "exactly one \(role.rawValue) key")
    }
    try demand(!terms.keys.contains { $0.role == .reviewer }, "评审专家的钥匙不在此处", "no reviewer keys here")
    try demand(Set(terms.keys.map(\.code)).count == terms.keys.count, "代码重复", "codes must differ")
    try demand(Set(terms.keys.map(\.key)).count == terms.keys.count, "一把钥匙只能用于一个角色", "one key, one role")
    try demand(
      terms.threshold >= 1 && Int(terms.threshold) <= supervisors && supervisors < 2 * Int(terms.threshold),
      "启封门限须大于监督人员的一半且不多于其人数", "the threshold must exceed half of the supervisors and not their number")
    try demand(
      Int(terms.quorum) == SessionState.quorum(supervisors: supervisors, threshold: Int(terms.threshold)),
      "联署人数不符合规则", "the quorum must be floor((n + t - 1) / 2) + 1")
    try demand(terms.suites.first == .ed25519, "签名算法须以 ed25519 居首", "suites must begin with ed25519")
    try demand(
      !terms.levels.isEmpty && Set(terms.levels.map(\.id)).count == terms.levels.count
        && terms.levels.allSatisfy { $0.seats > 0 }, "层级有误", "levels must differ and have places")
    try demand(
      Int(terms.sheetBytes) == SheetPlaintext.paddedSize(for: terms.levels.map(\.rubric))
        && Int(terms.sheetBytes) <= SheetPlaintext.largestPaddedSize, "评分表长度不符合公式", "sheetBytes must follow the formula"
    )
    try demand(terms.closeNotBefore < terms.closeNotAfter, "截止时间的先后有误", "closeNotBefore must come first")
    try demand(
      terms.rehearsal == terms.origin.hasSuffix("/rehearsal"), "演练须在名称末尾注明 /rehearsal",
      "a rehearsal, and nothing else, has an origin that ends with /rehearsal")
    session = entry
    closeNotBefore = terms.closeNotBefore
    closeNotAfter = terms.closeNotAfter
    phase = .preparing
  }

  mutating func admit(_ entry: Placed<Keyset>) throws(StateError) {
    try expect(.preparing, for: "keyset")
    let keyset = entry.record
    let id = KeysetID(keyset.purpose, round: keyset.round)
    guard keysets[id] == nil else { throw duplicate("keyset (\(keyset.purpose.rawValue))") }
    let supervisors = supervisors
    guard let session, keyset.round >= 1, keyset.threshold == session.record.threshold,
      keyset.commitments.count == Int(keyset.threshold), keyset.holders.map(\.code) == supervisors.map(\.code),
      keyset.holders.map(\.index) == (1...Int64(supervisors.count)).map({ $0 })
    else {
      throw StateError(
        .badValue, zh: "密钥组的门限、承诺或持有人与评审设定不符", en: "keyset: threshold, commitments or holders differ from the session's"
      )
    }
    let points = Set(keysets.values.flatMap { $0.record.commitments })
    guard points.isDisjoint(with: keyset.commitments), Set(keyset.commitments).count == keyset.commitments.count else {
      throw StateError(.badValue, zh: "两个密钥组不得使用同一多项式", en: "keyset: no commitment may stand twice")
    }
    keysets[id] = entry
  }

  mutating func admit(_ entry: Placed<Enrolment>) throws(StateError) {
    let enrolment = entry.record
    switch enrolment.role {
    case .reviewer:
      try expect(.preparing, .scoring, for: "enrolment")
      guard session?.record.keys.contains(where: { $0.code == enrolment.code || $0.key == enrolment.key }) == false
      else {
        throw StateError(.badValue, zh: "该代码或钥匙已用于其他角色", en: "enrolment: this code or key has another role")
      }
    case .supervisor:
      try expect(.preparing, for: "enrolment")
      guard supervisors.contains(where: { $0.code == enrolment.code && $0.key == enrolment.key }) else {
        throw StateError(.badValue, zh: "监督人员的钥匙与评审设定不符", en: "enrolment: not the key of that supervisor in entry 0")
      }
    case .coordinator, .log, .registrar, .custodian, .witness:
      throw StateError(.badValue, zh: "此角色不登记", en: "enrolment: only reviewers and supervisors enrol")
    }
    let live = enrolments.values.map(\.record)
    guard !live.contains(where: { $0.key == enrolment.key }) else { throw duplicate("enrolment") }
    guard phase == .scoring || !live.contains(where: { $0.code == enrolment.code }) else {
      throw duplicate("enrolment")
    }
    enrolments[entry.digest] = entry
  }

  mutating func admit(
    _ entry: Placed<Roster>, _ lists: some ListSource, keyDigest: (PublicKey) -> Digest
  ) throws(StateError) {
    try expect(.preparing, .scoring, for: "roster")
    guard entry.record.version == (roster?.record.version ?? 0) + 1 else {
      throw StateError(.badValue, zh: "专家名册的版本号不连续", en: "roster: the version must be the next one")
    }
    let lines = try lists.decode(entry.record.members, as: RosterLine.self)
    guard !lines.isEmpty, zip(lines, lines.dropFirst()).allSatisfy({ $0.code < $1.code }) else {
      throw StateError(.badList, zh: "专家名册应按代码排列且不重复", en: "roster: lines must be in order of code, each once")
    }
    var added: [Code: Chain] = [:]
    for line in lines {
      guard let enrolment = enrolments[line.enrolment]?.record, enrolment.code == line.code,
        enrolment.role == .reviewer, keyDigest(enrolment.key) == line.key
      else {
        throw StateError(
          .wrongReference, zh: "名册中 \(line.code) 的钥匙与其登记不符", en: "roster: \(line.code) does not match an enrolment")
      }
      if let old = members[line.code] {
        guard old == line else {
          throw StateError(.badValue, zh: "名册不得改动既有成员 \(line.code)", en: "roster: \(line.code) may not be changed here")
        }
      } else {
        added[line.code] = Chain(key: enrolment.key, keyDigest: line.key)
      }
    }
    guard members.keys.allSatisfy({ code in lines.contains { $0.code == code } }) else {
      throw StateError(.badValue, zh: "名册不得删除成员", en: "roster: no member may be left out")
    }
    roster = entry
    members = Dictionary(uniqueKeysWithValues: lines.map { ($0.code, $0) })
    chains.merge(added) { old, _ in old }
  }

  mutating func admit(_ entry: Placed<HandOver>, _ lists: some ListSource) throws(StateError) {
    try expect(.preparing, for: "hand-over")
    guard handOver == nil else { throw duplicate("hand-over") }
    let lines = try lists.decode(entry.record.applications, as: HandOverLine.self)
    guard let session, zip(lines, lines.dropFirst()).allSatisfy({ $0.application < $1.application }) else {
      throw StateError(.badList, zh: "移交清单应按代码排列且不重复", en: "hand-over: lines must be in order of code, each once")
    }
    let counts = session.record.levels.map { level in
      LevelCount(level: level.id, count: Int64(lines.count { $0.level == level.id }))
    }
    guard entry.record.counts == counts, counts.reduce(0, { $0 + $1.count }) == lines.count,
      entry.record.policy == session.record.policy
    else {
      throw StateError(.badValue, zh: "移交的件数或匿名方式与设定不符", en: "hand-over: counts or policy differ from list or session")
    }
    handOver = entry
    handedOver = Dictionary(uniqueKeysWithValues: lines.map { ($0.application, $0) })
  }

  mutating func admit(_ entry: Placed<ApplicationEntered>) throws(StateError) {
    try expect(.preparing, for: "application")
    let record = entry.record
    guard applications[record.application] == nil else { throw duplicate("application") }
    guard let line = handedOver[record.application], line.level == record.level, line.identity == record.identity,
      line.originals == record.originals, line.points == record.points
    else {
      throw StateError(
        .wrongReference, zh: "申报件 \(record.application) 与移交清单不符",
        en: "application \(record.application) differs from the hand-over")
    }
    applications[record.application] = Application(level: record.level, entered: entry)
  }

  mutating func admit(_ entry: Placed<BundlePublished>) throws(StateError) {
    try expect(.preparing, for: "bundle")
    let record = entry.record
    guard let application = applications[record.application], let line = handedOver[record.application] else {
      throw missing("申报件 \(record.application)", "application \(record.application)")
    }
    if let live = application.bundle {
      guard record.replaces == [live.digest] else { throw duplicate("bundle") }
    } else {
      guard record.replaces.isEmpty, record.bundle == line.bundle, record.redaction == line.redaction else {
        throw StateError(
          .wrongReference, zh: "评审材料 \(record.application) 与移交清单不符",
          en: "bundle of \(record.application) differs from the hand-over")
      }
    }
    applications[record.application]?.bundle = entry
  }

  mutating func admit(_ entry: Placed<Exclusions>, _ lists: some ListSource) throws(StateError) {
    try expect(.preparing, for: "exclusions")
    guard exclusions == nil else { throw duplicate("exclusions") }
    guard handOver != nil else { throw missing("移交记录", "the hand-over") }
    guard let session, entry.record.mode == session.record.exclusions else {
      throw StateError(.badValue, zh: "回避方式与设定不符", en: "exclusions: the mode differs from the session's")
    }
    let lines = try lists.decode(entry.record.pairs, as: ExclusionLine.self)
    let order = zip(lines, lines.dropFirst()).allSatisfy {
      ($0.application, $0.reviewer) < ($1.application, $1.reviewer)
    }
    guard order, lines.allSatisfy({ handedOver[$0.application] != nil }) else {
      throw StateError(.badList, zh: "回避清单次序有误或含未移交的申报件", en: "exclusions: out of order, or of an unknown application")
    }
    exclusions = entry
    excluded = Set(lines.map { Pair(application: $0.application, reviewer: $0.reviewer) })
  }

  mutating func admit(_ entry: Placed<Escrow>) throws(StateError) {
    try expect(.preparing, for: "escrow")
    guard escrow == nil else { throw duplicate("escrow") }
    guard let keyset = keysets[KeysetID(.identity)], entry.record.keyset == keyset.digest, handOver != nil else {
      throw missing("身份密钥组与移交记录", "identity keyset and hand-over")
    }
    escrow = entry
  }

  mutating func admit(_ entry: Placed<RedactionDecision>) throws(StateError) {
    try expect(.preparing, for: "redaction-decision")
    guard handedOver[entry.record.application] != nil else {
      throw missing("申报件 \(entry.record.application)", "application \(entry.record.application)")
    }
    redactionDecisions.append(entry)
  }

  mutating func admit(_ entry: Placed<Withdrawal>) throws(StateError) {
    try expect(.preparing, .scoring, .closed, for: "withdrawal")
    guard let application = applications[entry.record.application], !application.withdrawn else {
      throw missing("未撤回的申报件 \(entry.record.application)", "a live application \(entry.record.application)")
    }
    applications[entry.record.application]?.withdrawn = true
  }

  mutating func admit(_ entry: Placed<Beacon>) throws(StateError) {
    try expect(.preparing, for: "beacon")
    guard beacons[entry.record.by[0]] == nil else { throw duplicate("beacon") }
    guard let exclusions, roster != nil, entry.record.input == exclusions.digest else {
      throw missing("专家名册与回避清单", "roster and exclusions: the draw's input")
    }
    guard enrolments.values.contains(where: { $0.record.code == entry.record.by[0] && $0.index < exclusions.index })
    else {
      throw missing("该监督人员事先的承诺", "that supervisor's commitment before the draw's input")
    }
    beacons[entry.record.by[0]] = entry
  }

  mutating func admit(_ entry: Placed<Assignment>, _ lists: some ListSource) throws(StateError) {
    try expect(.preparing, for: "assignment")
    guard assignment == nil else { throw duplicate("assignment") }
    guard exclusions != nil, !beacons.isEmpty else { throw missing("回避清单与随机数", "exclusions and beacons") }
    let lines = try lists.decode(entry.record.pairs, as: AssignmentLine.self)
    guard lines.map(\.reviewer) == members.keys.sorted() else {
      throw StateError(.badList, zh: "分派清单应逐一列出名册成员", en: "assignment: one line a member of the roster, in order")
    }
    for line in lines {
      guard Set(line.applications).count == line.applications.count,
        line.applications.allSatisfy({ applications[$0]?.withdrawn == false }),
        line.applications.allSatisfy({ !excluded.contains(Pair(application: $0, reviewer: line.reviewer)) })
      else {
        throw StateError(
          .badList, zh: "\(line.reviewer) 的分派含回避、撤回或未知的申报件",
          en: "assignment: \(line.reviewer) has an excluded, withdrawn or unknown application")
      }
    }
    assignment = entry
    assigned = Dictionary(uniqueKeysWithValues: lines.map { ($0.reviewer, $0.applications) })
  }

  mutating func admit(_ entry: Placed<ScoringStarted>) throws(StateError) {
    try expect(.preparing, for: "scoring-started")
    guard let keyset = keysets[KeysetID(.marks)] else { throw missing("评分密钥组", "the marks keyset") }
    guard let roster, let handOver, let assignment else {
      throw missing("名册、移交或分派", "roster, hand-over or assignment")
    }
    guard entry.record.keyset == keyset.digest, entry.record.roster == roster.digest,
      entry.record.handOver == handOver.digest, entry.record.assignment == assignment.digest
    else {
      throw StateError(
        .wrongReference, zh: "启动评分所引记录与日志不符", en: "scoring-started names other records than the live ones")
    }
    guard applications.count == handedOver.count, applications.values.allSatisfy({ $0.bundle != nil }) else {
      throw missing("全部申报件及其评审材料", "every application handed over, with its bundle")
    }
    guard escrow != nil || session?.record.requires.contains(.escrow) == false else {
      throw missing("身份托管", "the escrow")
    }
    started = entry
    phase = .scoring
  }

  mutating func admit(_ entry: Placed<Amendment>) throws(StateError) {
    try expect(.preparing, for: "amendment")
    try move(notBefore: entry.record.closeNotBefore, notAfter: entry.record.closeNotAfter)
  }

  mutating func admit(_ entry: Placed<CloseExtension>) throws(StateError) {
    try expect(.scoring, for: "extension")
    try move(notBefore: entry.record.closeNotBefore, notAfter: entry.record.closeNotAfter)
  }

  private mutating func move(notBefore: Int64, notAfter: Int64) throws(StateError) {
    guard notBefore < notAfter else {
      throw StateError(.badValue, zh: "截止时间的先后有误", en: "closeNotBefore must come before closeNotAfter")
    }
    closeNotBefore = notBefore
    closeNotAfter = notAfter
  }
}
