import ByteCoding
import CanonicalJSON
import OpenSSL
import Panel
import Programme
import Scoring
import Sealing
import TransparencyLog

extension AuditPolicy {
  /// V17: every ranking, selection and the result, made again from the opened sheets.
  static let ranking = AuditPolicy(.ranking) { context in
    guard let opening = context.opening else { return .notUnsealed }
    guard !context.replay.rankings.isEmpty else { return .notChecked(zh: "尚无排名", en: "there is no ranking yet") }
    for ranking in context.replay.rankings { try Recomputed.check(ranking, context, opening) }
    if let fault = context.replay.fault(.ranking) { throw fault }
    let rankings = context.replay.rankings.count
    let selections = context.state.selections.count
    if let archive = context.archive, context.isSealed { try Recomputed.checkResult(archive, context, opening) }
    return .passed(
      zh: "排名 \(rankings) 次，遴选 \(selections) 次" + (context.isSealed ? "，结果文件" : "") + "，均逐字节一致",
      en: "\(rankings) rankings, \(selections) selections" + (context.isSealed ? ", the result" : "")
        + ": equal byte for byte")
  }
}

/// The outcome made again.
private enum Recomputed {
  static func check(
    _ ranking: SessionState.Placed<Ranking>, _ context: AuditContext, _ opening: OpenedPanel
  ) throws {
    let session = try context.terms(for: .ranking).record
    guard let level = session.levels.first(where: { $0.id == ranking.record.level }) else {
      throw AuditFault(.ranking, record: ranking.index, zh: "未知的层级", en: "an unknown level")
    }
    let decisions = context.state.tieDecisions(level: level.id).filter { ranking.record.decisions.contains($0.digest) }
    let table: RankingTable
    do {
      table = try LevelRanking.rank(
        level, state: context.state, panel: opening, decisions: decisions.map(\.record)
      ) { digest in
        guard let bundle = context.evidence.blob(digest, limit: BundleDocument.limits.maximumBytes) else {
          throw AuditFault(.ranking, record: ranking.index, zh: "缺少评审材料 \(digest)", en: "bundle \(digest) is absent")
        }
        return bundle
      }
    } catch {
      let words = Words(error)
      throw AuditFault(.ranking, record: ranking.index, zh: words.zh, en: words.en)
    }
    guard ListReference.make(blob: table.canonicalLines).reference == ranking.record.lines,
      table.openTies.count == Int(ranking.record.openTies)
    else {
      throw AuditFault(
        .ranking, record: ranking.index, zh: "\(level.id) 层级的排名与重新计算的不同",
        en: "ranking level \(level.id) again gives another table")
    }
  }

  static func checkResult(_ archive: ArchiveEvidence, _ context: AuditContext, _ opening: OpenedPanel) throws {
    let session = try context.terms(for: .ranking)
    let lists = VerifiedLists { archive.blob($0, limit: AuditLimits.listBytes) }
    let levels = try session.record.levels.compactMap { terms -> ResultDocument.Level? in
      guard let ranking = context.state.rankings[terms.id], let selection = context.state.selections[terms.id] else {
        return nil
      }
      return ResultDocument.Level(
        terms: terms, ranking: try RankingTable(lines: lists.decode(ranking.record.lines, as: RankingLine.self)),
        selection: try lists.decode(selection.record.lines, as: SelectionLine.self),
        panel: opening.limited(to: terms.id, of: context.state))
    }
    let document = ResultDocument(
      session: session.record, digest: session.digest, levels: levels,
      identities: context.state.identities.values.sorted { $0.application < $1.application },
      decisions: context.state.decisions.map(\.record), divisions: .shandong)
    guard archive.document(ArchiveEvidence.resultPath) == document.canonicalBytes else {
      throw AuditFault(
        .ranking, record: context.state.seal?.index, zh: "result.json 与由日志重新得出的不同",
        en: "result.json is not what the log gives")
    }
  }
}
