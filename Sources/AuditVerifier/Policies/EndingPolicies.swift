import ByteCoding
import Panel
import TransparencyLog

extension AuditPolicy {
  /// V26: somebody vouches for the session; it was no rehearsal; it ended with a seal over exactly what stands before.
  static let ending = AuditPolicy(.ending) { context in
    if let fault = context.anchoring.fault { throw fault }
    let session = try context.terms(for: .ending).record
    if let seal = context.state.seal {
      var reader = context.evidence.tileReader
      guard try reader.root(size: UInt64(seal.record.size)) == seal.record.root else {
        throw AuditFault(
          .ending, record: seal.index, zh: "封卷记录的根不是此前各条的根", en: "the seal's root is not that of the entries before it")
      }
    }
    guard !session.rehearsal else {
      return .notChecked(zh: "这是演练，不是评审，不能封卷", en: "a rehearsal: no session, and it cannot be sealed")
    }
    guard context.state.phase != .abandoned else {
      return .notChecked(zh: "评审已中止，没有结果", en: "the session was abandoned; there is no result")
    }
    guard let seal = context.state.seal else {
      return .notChecked(zh: "尚未封卷：此后还可能有记录", en: "not sealed: more may follow")
    }
    guard context.anchoring.isAnchored else {
      return .notChecked(zh: "没有信任锚（--session 或 --trust）", en: "no anchor was given (--session, --trust)")
    }
    let absent = seal.record.absent.map { "\($0.what)（\($0.why)）" }.joined(separator: "，")
    let before = session.predecessors.count
    return .passed(
      zh: "封卷为第 \(seal.index) 号，其后无记录；前场 \(before)" + (absent.isEmpty ? "" : "；自述缺：\(absent)"),
      en: "sealed by record \(seal.index), the last; \(before) predecessors"
        + (absent.isEmpty ? "" : "; absent: \(absent)"))
  }
}
