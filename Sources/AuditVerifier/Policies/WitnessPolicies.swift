import Panel
import Sealing

extension AuditPolicy {
  /// V5: each weighty record stood under a checkpoint with a quorum before the step that builds on it.
  static let cosignatures = AuditPolicy(.cosignatures) { context in
    let session = try context.terms(for: .cosignatures).record
    if let fault = context.witnessing.lineFault { throw fault }
    let gates = CosignatureGate.all(context)
    let required = session.requires.contains(.cosignatures)
    let everyCheckpoint = context.evidence.holdsEveryCheckpoint
    for gate in gates {
      guard
        context.witnessing.quorum(session.quorum, covering: gate.covers, upTo: gate.before) != nil
      else {
        guard everyCheckpoint else {
          return .notChecked(
            zh: "镜像中没有第 \(gate.covers) 号记录当时的联署，留待档案校验",
            en: "the mirror lacks the cosignatures of record \(gate.covers); the archive will show them")
        }
        guard required || context.isSealed else {
          return .notChecked(
            zh: "本场不要求见证，且第 \(gate.covers) 号记录没有足够的联署",
            en: "the session requires none, and record \(gate.covers) has no quorum")
        }
        throw AuditFault(
          .cosignatures, record: gate.covers, zh: "在\(gate.zh)之前，没有 \(session.quorum) 名见证人联署的快照包含它",
          en: "no checkpoint cosigned by \(session.quorum) witnesses covers it before \(gate.en)")
      }
    }
    guard !gates.isEmpty else {
      return .notChecked(zh: "尚无须见证的步骤", en: "no step has needed a quorum yet")
    }
    return .passed(
      zh: "门限 \(session.quorum)，\(context.witnessing.checkpoints.count) 份快照",
      en: "quorum \(session.quorum), \(context.witnessing.checkpoints.count) checkpoints")
  }
}

/// A step that may only be taken once entries up to `covers` stand under a checkpoint with a quorum.
private struct CosignatureGate {
  /// The last entry that must be covered.
  let covers: Int64
  /// Sizes up to this count: the index of the step itself.
  let before: UInt64
  let zh: String
  let en: String

  private init?(_ covers: [Int64], before: Int64?, zh: String, en: String) {
    guard let before, let last = covers.filter({ $0 < before }).max() else { return nil }
    self.covers = last
    self.before = UInt64(before)
    self.zh = zh
    self.en = en
  }

  static func all(_ context: AuditContext) -> [CosignatureGate] {
    let state = context.state
    let weighty = context.replay.weighty
    func places(_ kinds: RecordKind...) -> [Int64] { kinds.flatMap { weighty[$0] ?? [] } }
    let size = Int64(clamping: context.evidence.size)
    return [
      CosignatureGate(
        places(.session, .roster, .keyset) + [state.handOver?.index].compactMap { $0 }, before: state.started?.index,
        zh: "开始评分", en: "scoring started"),
      CosignatureGate(
        places(.scoringClosed), before: state.keyShares.values.map(\.index).min(), zh: "交付份额",
        en: "a share was released"),
      CosignatureGate(
        places(.unsealing), before: weighty[.ranking]?.first, zh: "计算排名", en: "the ranking"),
      CosignatureGate(places(.ranking), before: state.reveal?.index, zh: "揭示身份", en: "the reveal"),
      CosignatureGate(places(.reveal), before: state.seal?.index, zh: "封卷", en: "the seal"),
      CosignatureGate(places(.seal), before: state.seal.map { _ in size }, zh: "导出档案", en: "the archive was made"),
    ].compactMap { $0 }
  }
}
