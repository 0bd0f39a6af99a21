import ByteCoding
import CanonicalJSON

extension SessionState {
  mutating func admit(_ entry: Placed<KeyShare>) throws(StateError) {
    try expect(.closed, .opening, for: "key-share")
    let (record, code) = (entry.record, entry.record.by[0])
    guard keyShares[code] == nil else { throw duplicate("key-share") }
    guard let closed, record.closed == closed.digest, let keyset = keysets[KeysetID(.marks)],
      record.keyset == keyset.digest
    else {
      throw StateError(.wrongReference, zh: "密钥份额所指并非本次截止", en: "the share was released for another close or keyset")
    }
    guard keyset.record.holders.contains(where: { $0.code == code && $0.index == record.index }),
      record.share.count == 32
    else {
      throw StateError(.badValue, zh: "密钥份额的序号或长度有误", en: "the share has another index or size")
    }
    keyShares[code] = entry
    phase = .opening
  }

  mutating func admit(_ entry: Placed<Unsealing>) throws(StateError) {
    try expect(.opening, for: "unsealing")
    guard let session, keyShares.count >= session.record.threshold else {
      throw missing("足够的密钥份额", "enough key shares")
    }
    guard let keyset = keysets[KeysetID(.marks)], entry.record.keyset == keyset.digest,
      entry.record.privateKey.count == 32
    else {
      throw StateError(.wrongReference, zh: "启封所指密钥组有误", en: "unsealing names another keyset")
    }
    unsealing = entry
    phase = .unsealed
  }

  mutating func admit(_ entry: Placed<Ranking>) throws(StateError) {
    try expect(.unsealed, for: "ranking")
    let record = entry.record
    guard session?.record.levels.contains(where: { $0.id == record.level }) == true,
      record.version == (rankings[record.level]?.record.version ?? 0) + 1
    else {
      throw StateError(.badValue, zh: "排名的层级或版本有误", en: "ranking: unknown level, or not the next version")
    }
    let current = tieDecisions(level: record.level).map(\.digest)
    guard record.decisions == current else {
      throw StateError(.wrongReference, zh: "排名未采用现有的全部决定", en: "ranking: it must take up every decision made so far")
    }
    rankings[record.level] = entry
  }

  /// Decisions on equals of one level, in the order of the log.
  package func tieDecisions(level: Code) -> [Placed<Decision>] {
    decisions.filter { $0.record.question == .tie && $0.record.level == level }
  }

  mutating func admit(_ entry: Placed<Decision>) throws(StateError) {
    let record = entry.record
    switch record.question {
    case .missingFinal:
      try expect(.scoring, for: "decision")
    case .tie:
      try expect(.unsealed, for: "decision")
      guard let ranking = rankings[record.level], ranking.record.openTies > 0 else {
        throw missing("有待决定的并列", "a tie that waits for a decision")
      }
      let group = Set(record.applications)
      guard group.count == record.applications.count, group.count >= 2,
        group.allSatisfy({ applications[$0]?.level == record.level })
      else {
        throw StateError(.badValue, zh: "并列名单有误", en: "decision: the tied applications, each once, of one level")
      }
    case .emptyPlace, .exception:
      try expect(.revealed, for: "decision")
    }
    guard !record.reason.isEmpty, !record.decidedBy.name.isEmpty, !record.recordedBy.name.isEmpty else {
      throw StateError(.badValue, zh: "决定须写明理由、决定人和记录人", en: "decision: reason, decider and recorder must be named")
    }
    guard record.options.isEmpty || record.options.contains(where: { $0.utf8.elementsEqual(record.choice.utf8) }) else {
      throw StateError(.badValue, zh: "所作选择不在选项之中", en: "decision: the choice is not among the options")
    }
    decisions.append(entry)
  }

  mutating func admit(_ entry: Placed<Dispute>) throws(StateError) {
    try expect(.scoring, .closed, .opening, .unsealed, for: "dispute")
    disputes[entry.digest] = entry
  }

  mutating func admit(_ entry: Placed<Ruling>) throws(StateError) {
    try expect(.scoring, .closed, .unsealed, for: "ruling")
    guard disputes[entry.record.dispute] != nil else { throw missing("所裁争议", "the dispute ruled on") }
    guard rulings[entry.record.dispute] == nil else { throw duplicate("ruling") }
    rulings[entry.record.dispute] = entry
  }

  /// What must be settled before names are known, in words; empty when `reveal` may come.
  package var obstaclesToReveal: [StateError] {
    var obstacles: [StateError] = []
    for level in session?.record.levels ?? [] {
      if let ranking = rankings[level.id] {
        if ranking.record.openTies > 0 {
          obstacles.append(
            missing("\(level.id) 层级并列名次的决定", "decisions on \(ranking.record.openTies) ties of level \(level.id)"))
        } else if ranking.record.decisions != tieDecisions(level: level.id).map(\.digest) {
          obstacles.append(
            missing("采用新决定的排名（\(level.id)）", "a ranking of level \(level.id) that takes up the decisions"))
        }
      } else {
        obstacles.append(missing("\(level.id) 层级的排名", "the ranking of level \(level.id)"))
      }
    }
    if disputes.keys.contains(where: { rulings[$0] == nil }) {
      obstacles.append(missing("对全部争议的裁定", "rulings on every dispute"))
    }
    return obstacles
  }

  mutating func admit(_ entry: Placed<Reveal>, _ lists: some ListSource) throws(StateError) {
    try expect(.unsealed, for: "reveal")
    if let obstacle = obstaclesToReveal.first { throw obstacle }
    let lines = try lists.decode(entry.record.identities, as: RevealLine.self)
    guard lines.map(\.application) == applications.keys.sorted(),
      lines.allSatisfy({ applications[$0.application]?.level == $0.identity.level })
    else {
      throw StateError(.badList, zh: "揭示清单应逐一列出全部申报件", en: "reveal: one line an application, in order of code")
    }
    guard Set(lines.map { [UInt8]($0.identity.division.utf8) }).count == lines.count else {
      throw StateError(.badList, zh: "同一申报单位出现两次", en: "reveal: one identity stands twice")
    }
    reveal = entry
    identities = Dictionary(uniqueKeysWithValues: lines.map { ($0.application, $0) })
    phase = .revealed
  }

  mutating func admit(_ entry: Placed<SelectionMade>) throws(StateError) {
    try expect(.revealed, for: "selection")
    let record = entry.record
    guard selections[record.level] == nil else { throw duplicate("selection") }
    guard let ranking = rankings[record.level], record.ranking == ranking.digest, record.reveal == reveal?.digest else {
      throw StateError(.wrongReference, zh: "入选所引排名或揭示有误", en: "selection names another ranking or reveal")
    }
    let levels = session?.record.levels.map(\.id) ?? []
    guard levels.prefix(while: { $0 != record.level }).allSatisfy({ selections[$0] != nil }) else {
      throw missing("前一层级的入选（先市后县）", "the selection of the level before (cities first)")
    }
    selections[record.level] = entry
  }

  mutating func admit(_ entry: Placed<Seal>) throws(StateError) {
    try expect(.revealed, for: "seal")
    guard session?.record.levels.allSatisfy({ selections[$0.id] != nil }) == true else {
      throw missing("各层级的入选", "the selection of every level")
    }
    guard session?.record.rehearsal == false else {
      throw StateError(.wrongPhase, zh: "演练不能封存", en: "a rehearsal cannot be sealed")
    }
    guard entry.record.size == entry.index else {
      throw StateError(.badValue, zh: "封存所记条数有误", en: "seal: the size must be the number of entries before it")
    }
    seal = entry
    phase = .sealed
  }
}
