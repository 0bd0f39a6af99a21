import ByteCoding
import CanonicalJSON

extension SessionState {
  /// Sheets that one reviewer may send for one application, corrections included.
  package static let maximumSheetsPerPair = 64

  private func chain(of code: Code) throws(StateError) -> Chain {
    guard let chain = chains[code] else {
      throw StateError(.notAssigned, zh: "\(code) 不在专家名册中", en: "\(code) is not on the roster")
    }
    return chain
  }

  private func follow(_ chain: Chain, seq: Int64, prev: Digest) throws(StateError) {
    guard seq == chain.seq + 1, prev == chain.head else {
      throw StateError(
        .brokenChain, zh: "记录序号应为 \(chain.seq + 1)，实为 \(seq)，或未接续上一条",
        en: "the chain continues with \(chain.seq + 1), not \(seq), or from another head"
      )
    }
  }

  private func follow(_ chain: Chain, seen: Seen, index: Int64) throws(StateError) {
    guard seen.size >= chain.lastSeenSize, seen.size <= index else {
      throw StateError(.badValue, zh: "所见检查点倒退或超前", en: "`seen` goes back, or past this entry")
    }
  }

  private func demandAssigned(_ code: Code, _ application: Code) throws(StateError) {
    guard assigned[code]?.contains(application) == true else {
      throw StateError(
        .notAssigned, zh: "申报件 \(application) 未分派给 \(code)", en: "\(application) is not assigned to \(code)")
    }
    guard applications[application]?.withdrawn == false else {
      throw StateError(.notAssigned, zh: "申报件 \(application) 已撤回", en: "\(application) was withdrawn")
    }
  }

  mutating func admit(_ entry: Placed<Recusal>) throws(StateError) {
    try expect(.scoring, for: "recusal")
    let (record, code) = (entry.record, entry.record.by[0])
    let chain = try chain(of: code)
    try follow(chain, seq: record.seq, prev: record.prev)
    try demandAssigned(code, record.application)
    guard chain.sheets[record.application] == nil else {
      throw StateError(
        .wrongPhase, zh: "已对 \(record.application) 评分，回避须由决定记录",
        en: "\(record.application) has been scored already; recusing now takes a recorded decision")
    }
    guard !chain.recused.contains(record.application) else { throw duplicate("recusal") }
    chains[code]?.recused.insert(record.application)
    advance(code, record.seq, entry.digest, isFinal: false)
  }

  mutating func admit(_ entry: Placed<SealedSheet>) throws(StateError) {
    try expect(.scoring, for: "sheet")
    let (record, code) = (entry.record, entry.record.by[0])
    let chain = try chain(of: code)
    try follow(chain, seq: record.seq, prev: record.prev)
    try follow(chain, seen: record.seen, index: entry.index)
    try demandAssigned(code, record.application)
    guard !chain.recused.contains(record.application) else {
      throw StateError(
        .notAssigned, zh: "已声明回避 \(record.application)", en: "\(code) recused from \(record.application)")
    }
    guard chain.sheets[record.application, default: []].count < SessionState.maximumSheetsPerPair else {
      throw StateError(.badValue, zh: "同一申报件的更正次数已达上限", en: "no more corrections of this application")
    }
    guard let started, record.keyset == started.record.keyset, record.round == 1, record.key == chain.keyDigest,
      let application = applications[record.application], let bundle = application.bundle,
      record.bundle == bundle.record.bundle, let session,
      let level = session.record.levels.first(where: { $0.id == application.level }),
      record.rubric.text == level.rubric.id
    else {
      throw StateError(
        .wrongReference, zh: "评分表所引密钥、材料、评分细则与现行不符", en: "the sheet names another keyset, key, bundle, round or rubric")
    }
    guard record.enc.count == CurvePoint.byteCount, record.enc[0] == 0x04,
      record.ct.count == Int(session.record.sheetBytes) + 16
    else {
      throw StateError(.badValue, zh: "密封评分表的长度有误", en: "the sealed sheet has the wrong size")
    }
    chains[code]?.sheets[record.application, default: []].append(entry)
    chains[code]?.lastSeenSize = record.seen.size
    advance(code, record.seq, entry.digest, isFinal: false)
  }

  mutating func admit(_ entry: Placed<Final>) throws(StateError) {
    try expect(.scoring, for: "final")
    let (record, code) = (entry.record, entry.record.by[0])
    let chain = try chain(of: code)
    try follow(chain, seq: record.seq, prev: record.prev)
    try follow(chain, seen: record.seen, index: entry.index)
    let expected = (assigned[code] ?? []).sorted().map { application in
      let counted = counted(application: application, reviewer: code)
      return FinalCount(application: application, state: counted.state, sheet: counted.sheet)
    }
    guard record.counts == expected else {
      throw StateError(.badValue, zh: "终了确认与日志中的评分不一致", en: "the final differs from what the log holds")
    }
    chains[code]?.lastSeenSize = record.seen.size
    advance(code, record.seq, entry.digest, isFinal: true)
  }

  private mutating func advance(_ code: Code, _ seq: Int64, _ head: Digest, isFinal: Bool) {
    chains[code]?.seq = seq
    chains[code]?.head = head
    chains[code]?.isFinal = isFinal
  }

  /// What counts now for one pair: the last sheet that is not disowned.
  package func counted(application: Code, reviewer: Code) -> CountedLine {
    guard let chain = chains[reviewer] else {
      return CountedLine(application: application, reviewer: reviewer, state: .none, sheet: .zero)
    }
    if chain.recused.contains(application) {
      return CountedLine(application: application, reviewer: reviewer, state: .recused, sheet: .zero)
    }
    let last = chain.sheets[application]?.last { !chain.disowned.contains($0.digest) }
    return CountedLine(
      application: application, reviewer: reviewer, state: last == nil ? .none : .sheet, sheet: last?.digest ?? .zero)
  }

  /// What `scoring-closed` must list now, by application, then reviewer.
  package var countedLines: [CountedLine] {
    assigned.flatMap { reviewer, applications in applications.map { counted(application: $0, reviewer: reviewer) } }
      .sorted { ($0.application, $0.reviewer) < ($1.application, $1.reviewer) }
  }

  /// The end of every chain, by reviewer.
  package var headLines: [HeadLine] {
    chains.sorted { $0.key < $1.key }
      .map { HeadLine(reviewer: $0.key, seq: $0.value.seq, head: $0.value.head, final: $0.value.isFinal) }
  }

  mutating func admit(_ entry: Placed<KeyChange>, keyDigest: (PublicKey) -> Digest) throws(StateError) {
    try expect(.scoring, for: "key-change")
    let record = entry.record
    let chain = try chain(of: record.reviewer)
    guard record.old == chain.keyDigest, record.enrolment.count <= 1 else {
      throw StateError(.wrongReference, zh: "所换钥匙不是现行钥匙", en: "key-change: not the key in force")
    }
    let known = Set(chain.sheets.values.joined().map(\.digest))
    guard record.disowned.allSatisfy(known.contains) else {
      throw StateError(.wrongReference, zh: "所否认的评分表不存在", en: "key-change: disowns an unknown sheet")
    }
    if let digest = record.enrolment.first {
      guard let enrolment = enrolments[digest]?.record, enrolment.code == record.reviewer else {
        throw missing("新的登记", "the new enrolment")
      }
      chains[record.reviewer]?.key = enrolment.key
      chains[record.reviewer]?.keyDigest = keyDigest(enrolment.key)
    }
    chains[record.reviewer]?.disowned.formUnion(record.disowned)
  }

  mutating func admit(_ entry: Placed<Deposit>) throws(StateError) {
    try expect(.scoring, .closed, .unsealed, for: "deposit")
    deposits.append(entry)
  }

  mutating func admit(_ entry: Placed<ScoringClosed>, _ lists: some ListSource) throws(StateError) {
    try expect(.scoring, for: "scoring-closed")
    guard try lists.decode(entry.record.heads, as: HeadLine.self) == headLines,
      try lists.decode(entry.record.counted, as: CountedLine.self) == countedLines
    else {
      throw StateError(
        .badList, zh: "截止记录所列与日志不一致", en: "scoring-closed: the heads or the sheets that count differ from the log")
    }
    let silent = headLines.filter { !$0.final }.map(\.reviewer)
    let excused = Set(decisions.filter { $0.record.question == .missingFinal }.flatMap(\.record.applications))
    guard silent.allSatisfy(excused.contains) || session?.record.requires.contains(.finals) == false else {
      let names = silent.filter { !excused.contains($0) }.map(\.text).joined(separator: ", ")
      throw missing("\(names) 的终了确认（或相应决定）", "a final, or a decision instead, of: \(names)")
    }
    closed = entry
    phase = .closed
  }
}
