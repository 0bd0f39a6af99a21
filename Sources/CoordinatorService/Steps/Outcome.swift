import ByteCoding
import OpenSSL
package import Panel
package import Programme
import Reports
import Scoring
import Sealing
import TransparencyLog

extension Coordinator {
  /// Selects at one level by the programme's articles; cities first, since article 13 looks at them.
  package func select(level: Code) async throws -> SelectionTable {
    let state = await sequencer.state
    guard let terms = state.session?.record.levels.first(where: { $0.id == level }) else {
      throw CoordinatorError(.badInput, zh: "没有“\(level)”这一层级", en: "there is no level \(level)")
    }
    guard let reveal = state.reveal, let ranking = state.rankings[level] else {
      throw CoordinatorError(.refused, zh: "身份揭示之后才能确定入选", en: "selection comes after the reveal")
    }
    try demandQuorum(over: reveal.index, what: "reveal", state)
    let table = try RankingTable(canonicalLines: blob(ranking.record.lines.blob))
    let selection = try SessionSelection.select(terms, state: state, ranking: table) { digest in try blob(digest) }
    let (lines, lineBlob) = ListReference.make(selection.lines)
    try await append(
      .selection(
        SelectionMade(
          session: session, by: [Role.coordinatorCode], level: level, ranking: ranking.digest, reveal: reveal.digest,
          lines: lines)), blobs: [lineBlob])
    return selection
  }

  /// The result as the log gives it.
  package func resultDocument() async throws -> ResultDocument {
    let state = await sequencer.state
    guard let session = state.session, state.reveal != nil else {
      throw CoordinatorError(.refused, zh: "尚无结果：身份还没有揭示", en: "there is no result before the reveal")
    }
    let panel = try openedPanel(state)
    let levels = try session.record.levels.map { terms in
      guard let ranking = state.rankings[terms.id], let selection = state.selections[terms.id] else {
        throw CoordinatorError(.refused, zh: "“\(terms.id)”层级尚未确定入选", en: "level \(terms.id) has no selection yet")
      }
      return ResultDocument.Level(
        terms: terms, ranking: try RankingTable(canonicalLines: blob(ranking.record.lines.blob)),
        selection: try lines(selection.record.lines, as: SelectionLine.self),
        panel: panel.limited(to: terms.id, of: state))
    }
    return ResultDocument(
      session: session.record, digest: session.digest, levels: levels,
      identities: state.identities.values.sorted { $0.application < $1.application },
      decisions: state.decisions.map(\.record), divisions: .shandong)
  }

  /// Writes result and report, and seals: the last entry.
  package func seal() async throws -> (result: [UInt8], report: [UInt8]) {
    let state = await sequencer.state
    for (level, ranking) in state.rankings { try demandQuorum(over: ranking.index, what: "ranking (\(level))", state) }
    guard let head = try sequencer.store.latestCheckpoint()?.checkpoint else {
      throw CoordinatorError(.refused, zh: "日志为空", en: "the log is empty")
    }
    let document = try await resultDocument()
    let result = document.canonicalBytes
    let report = [UInt8](SessionReport(document, state: state).html.utf8)
    try await append(
      .seal(
        Seal(
          session: session, by: [Role.coordinatorCode], size: Int64(head.size), root: head.root,
          result: SHA256.hash(result), report: SHA256.hash(report), absent: absentEvidence(state))))
    try folder.write(result, to: folder.result)
    try folder.write(report, to: folder.report)
    return (result, report)
  }

  private func absentEvidence(_ state: SessionState) -> [AbsentEvidence] {
    var absent = [AbsentEvidence(what: "timestamps", why: "no time-stamping authority was configured")]
    if state.session?.record.exclusions == .plain {
      absent.append(
        AbsentEvidence(
          what: "padded-exclusions",
          why: "exclusions are plain: from whom it invited the coordinator can infer applicants"))
    }
    return absent
  }
}
