import ByteCoding
import OpenSSL
import Panel
import Sealing
import TransparencyLog

// Checks that the fold makes at every record are `passed` when it came to the end: a record that breaks one halts it
// and is blamed on the check (see `Blame`). What the fold cannot see is computed here.
extension AuditPolicy {
  /// V6: the state machine admitted every record; the close was not early (S6 of the rules in protocol/records.md).
  static let order = AuditPolicy(.order) { context in
    let session = try context.terms(for: .order).record
    if let closed = context.state.closed, context.state.headLines.contains(where: { !$0.final }) {
      let quorum = context.witnessing.quorum(session.quorum, covering: closed.index, upTo: context.evidence.size)
      let late = quorum?.times.count { $0 >= UInt64(context.state.closeNotBefore) } ?? 0
      guard late >= session.quorum else {
        throw AuditFault(
          .order, record: closed.index, zh: "并非人人签署终了确认，而联署时间早于最早截止时间",
          en: "not everybody signed a final, and the cosignatures are older than the earliest close")
      }
    }
    return .passed(zh: "阶段 \(context.state.phase.rawValue)", en: "phase \(context.state.phase.rawValue)")
  }

  /// V7: signatures were verified during the replay.
  static let signatures = AuditPolicy(.signatures) { context in
    let count = context.replay.signatureCount
    return .passed(zh: "\(count) 个签名", en: "\(count) signatures")
  }

  /// V8.
  static let roster = AuditPolicy(.roster) { context in
    guard context.state.roster != nil else {
      return .notChecked(zh: "尚无专家名册", en: "there is no roster yet")
    }
    let enrolled = Set(context.state.enrolments.values.filter { $0.record.role == .reviewer }.map(\.record.code))
    let left = enrolled.subtracting(context.state.members.keys).sorted().map(\.text).joined(separator: ", ")
    let count = context.state.members.count
    return .passed(
      zh: "名册 \(count) 人" + (left.isEmpty ? "" : "；登记而未入册：\(left)"),
      en: "\(count) on the roster" + (left.isEmpty ? "" : "; enrolled but not on it: \(left)"))
  }

  /// V9: chains are followed at each record; `scoring-closed` lists their heads.
  static let chains = AuditPolicy(.chains) { context in
    guard context.state.started != nil else { return .notScoring }
    let links = context.state.chains.values.reduce(0) { $0 + $1.seq }
    let ends = context.state.closed == nil ? ("", "") : ("，与截止记录一致", ", heads as closed")
    return .passed(
      zh: "\(context.state.chains.count) 条链共 \(links) 环\(ends.0)",
      en: "\(context.state.chains.count) chains, \(links) links\(ends.1)")
  }

  /// V10: what reviewers saw is a beginning of this log.
  static let seen = AuditPolicy(.seen) { context in
    guard context.state.started != nil else { return .notScoring }
    var reader = context.evidence.tileReader
    for (size, claim) in context.replay.seen.sorted(by: { $0.key < $1.key }) {
      guard try reader.root(size: UInt64(size)) == claim.root else {
        throw AuditFault(
          .seen, record: claim.record, zh: "所见大小 \(size) 的根不是本日志的根：日志有两个版本",
          en: "the root seen at size \(size) is not this log's: two histories")
      }
    }
    return .passed(
      zh: "所见快照 \(context.replay.seen.count) 个", en: "\(context.replay.seen.count) checkpoints seen")
  }

  /// V11: the fold admits a sheet only from an assigned reviewer who has not recused.
  static let assigned = AuditPolicy(.assigned) { context in
    guard context.state.assignment != nil else { return .notChecked(zh: "尚未分派", en: "nothing is assigned yet") }
    let pairs = context.state.assigned.values.reduce(0) { $0 + $1.count }
    let recused = context.state.chains.values.reduce(0) { $0 + $1.recused.count }
    return .passed(
      zh: "分派 \(pairs) 对，回避清单 \(context.state.excluded.count) 对，申请回避 \(recused) 对",
      en: "\(pairs) pairs assigned, \(context.state.excluded.count) excluded, \(recused) recused")
  }

  /// V12: every sheet names the live bundle, which is the one handed over or its recorded replacement.
  static let bundles = AuditPolicy(.bundles) { context in
    guard !context.state.applications.isEmpty else {
      return .notChecked(zh: "尚无送审材料", en: "there are no bundles yet")
    }
    for chain in context.state.chains.values {
      for (application, sheets) in chain.sheets {
        let live = context.state.applications[application]?.bundle?.record.bundle
        if let sheet = sheets.first(where: { $0.record.bundle != live }) {
          throw AuditFault(
            .bundles, record: sheet.index, zh: "评分表所评材料不是 \(application) 的送审材料",
            en: "the sheet is on another bundle than the one of \(application)")
        }
      }
    }
    let count = context.state.applications.count
    return .passed(zh: "\(count) 份送审材料", en: "\(count) bundles")
  }

  /// V16: `scoring-closed` lists for each pair the last sheet in the log.
  static let lastCounts = AuditPolicy(.lastCounts) { context in
    guard context.state.closed != nil else { return .notClosed }
    let sheets = context.state.chains.values.reduce(0) { $0 + $1.sheets.values.reduce(0) { $0 + $1.count } }
    let counting = context.state.countedLines.count { $0.state == .sheet }
    return .passed(
      zh: "\(sheets) 份评分表中 \(counting) 份计入", en: "\(counting) of \(sheets) sheets count")
  }

  /// V20: each assigned pair is scored, recused or listed as missing.
  static let complete = AuditPolicy(.complete) { context in
    guard context.state.closed != nil else { return .notClosed }
    let lines = context.state.countedLines
    let missing = lines.filter { $0.state == .none }
    let names = missing.prefix(5).map { "\($0.application)/\($0.reviewer)" }.joined(separator: ", ")
    let recused = lines.count { $0.state == .recused }
    return .passed(
      zh: "应评 \(lines.count) 对：已评 \(lines.count - recused - missing.count)，回避 \(recused)，缺 \(missing.count)"
        + (missing.isEmpty ? "" : "（\(names)）"),
      en: "\(lines.count) pairs: \(lines.count - recused - missing.count) scored, \(recused) recused,"
        + " \(missing.count) missing" + (missing.isEmpty ? "" : " (\(names))"))
  }

  /// V27: finals and key changes are held by the fold; here the deposits.
  static let tails = AuditPolicy(.tails) { context in
    guard context.state.started != nil else { return .notScoring }
    try Deposits.check(context)
    let heads = context.state.headLines
    let silent = heads.filter { !$0.final }.map(\.reviewer.text).joined(separator: ", ")
    guard context.state.closed != nil else { return .notClosed }
    return .passed(
      zh: "终了确认 \(heads.count { $0.final })/\(heads.count)" + (silent.isEmpty ? "" : "，未签：\(silent)")
        + "；代存 \(context.state.deposits.count)",
      en: "finals \(heads.count { $0.final })/\(heads.count)" + (silent.isEmpty ? "" : ", none by: \(silent)")
        + "; deposits \(context.state.deposits.count)")
  }
}

extension AuditPolicy.Finding {
  static let notScoring = AuditPolicy.Finding.notChecked(zh: "尚未开始评分", en: "scoring has not started")
  static let notClosed = AuditPolicy.Finding.notChecked(zh: "评分尚未截止", en: "scoring is not closed")
  static let notUnsealed = AuditPolicy.Finding.notChecked(zh: "尚未启封", en: "the sheets are not unsealed")
  static let notRevealed = AuditPolicy.Finding.notChecked(zh: "尚未揭示身份", en: "identities are not revealed")
}

/// What reviewers left with supervisors must be in the log.
private enum Deposits {
  static func check(_ context: AuditContext) throws {
    guard !context.state.deposits.isEmpty else { return }
    var open: [Digest: Int64] = [:]
    for deposit in context.state.deposits {
      guard let bytes = context.evidence.blob(deposit.record.blob, limit: Envelope.maximumBytes),
        let signed = try? SignedRecord(entry: bytes)
      else {
        throw AuditFault(
          .tails, record: deposit.index, zh: "代存的内容不是一份签名记录", en: "what was deposited is no signed record")
      }
      open[signed.digest] = deposit.index
    }
    try context.evidence.forEachBundle { _, entries in
      for entry in entries { open[try Envelope(bytes: entry).recordDigest] = nil }
    }
    if let ignored = open.values.min() {
      throw AuditFault(
        .tails, record: ignored, zh: "代存的记录没有进入日志", en: "the deposited record did not enter the log")
    }
  }
}
