import ByteCoding
import CanonicalJSON
import OpenSSL
package import Panel
import Programme
import Scoring
import Sealing
import TransparencyLog

extension SmallSeason {
  mutating func makeShares() throws {
    for code in SeasonKeys.supervisors.prefix(SeasonKeys.threshold) { try release(code) }
  }

  package mutating func release(_ code: Code) throws {
    try log(
      .keyShare(
        KeyShare(
          session: session, by: [code], keyset: state.keysets[SessionState.KeysetID(.marks)]?.digest ?? .zero,
          closed: state.closed?.digest ?? .zero, index: holderIndex(code), share: shares[code] ?? [])))
  }

  private func holderIndex(_ code: Code) -> Int64 {
    Int64((SeasonKeys.supervisors.firstIndex(of: code) ?? 0) + 1)
  }

  mutating func makeUnsealing() throws {
    try log(
      .unsealing(
        Unsealing(
          session: session, by: ["coordinator"], keyset: state.keysets[SessionState.KeysetID(.marks)]?.digest ?? .zero,
          privateKey: keys.marks.bytes.exposedCopy())))
    try cosign(after: .unsealing)
  }

  mutating func makeRankings() throws {
    try rank("city")
    let county = try rank("county")
    try cosign(after: .ranking)
    guard refusal == nil else { return }
    for group in county?.openTies ?? [] { try decide(group.compactMap { Code($0) }.reversed()) }
    try rank("county")
    try cosign(after: .ranking)
  }

  @discardableResult
  package mutating func rank(_ level: Code) throws -> RankingTable? {
    guard refusal == nil, let session = state.session,
      let terms = session.record.levels.first(where: { $0.id == level })
    else { return nil }
    let opened = state.openedPanel(privateKey: keys.marks)
    let decisions = state.tieDecisions(level: level)
    let panel = opened.limited(to: level, of: state)
    let table = try LevelRanking.rank(
      terms, state: state, panel: opened, decisions: decisions.map(\.record)
    ) { [log] digest in log.blobs[digest] ?? [] }
    try log(
      .ranking(
        Ranking(
          session: session.digest, by: ["coordinator"], level: level,
          version: (state.rankings[level]?.record.version ?? 0) + 1, decisions: decisions.map(\.digest),
          openTies: Int64(table.openTies.count), voids: list(panel.voids, of: .ranking),
          lines: list(blob: table.canonicalLines, of: .ranking))))
    return table
  }

  package mutating func decide(_ order: [Code], level: Code = "county") throws {
    try log(
      .decision(
        Decision(
          session: session, by: ["coordinator"] + SeasonKeys.supervisors, article: "rule", question: .tie,
          level: level, options: [], choice: "order", reason: "委员会表决",
          decidedBy: Officer(name: "李某", office: "主任委员"), recordedBy: Officer(name: "赵某", office: "秘书"),
          document: "", attachment: .zero, applications: order)))
  }

  mutating func makeReveal() throws {
    let lines = SeasonTerms.applicants.map {
      RevealLine(application: $0.code, identity: $0.identity, salt: salts[$0.code] ?? .zero)
    }
    try log(
      .reveal(
        Reveal(
          session: session, by: ["registrar", "custodian"], source: .vault, identities: list(lines, of: .reveal))))
    try cosign(after: .reveal)
  }

  mutating func makeSelections() throws {
    for level in state.session?.record.levels ?? [] where refusal == nil {
      let blobs = log.blobs
      func blob(_ digest: Digest) -> [UInt8] { blobs[digest] ?? [] }
      guard let ranking = state.rankings[level.id] else { return }
      let table = try RankingTable(canonicalLines: blob(ranking.record.lines.blob))
      let selected = try SessionSelection.select(level, state: state, ranking: table) { blob($0) }
      try log(
        .selection(
          SelectionMade(
            session: session, by: ["coordinator"], level: level.id, ranking: ranking.digest,
            reveal: state.reveal?.digest ?? .zero, lines: list(selected.lines, of: .selection))))
    }
    result = try resultDocument().canonicalBytes
  }

  private func resultDocument() throws -> ResultDocument {
    let opened = state.openedPanel(privateKey: keys.marks)
    let levels = try (state.session?.record.levels ?? []).map { terms in
      ResultDocument.Level(
        terms: terms,
        ranking: try RankingTable(
          canonicalLines: log.blobs[state.rankings[terms.id]?.record.lines.blob ?? .zero] ?? []),
        selection: try ListBlob.decode(log.blobs[state.selections[terms.id]?.record.lines.blob ?? .zero] ?? []),
        panel: opened.limited(to: terms.id, of: state))
    }
    guard let session = state.session else { preconditionFailure("a season has a session") }
    return ResultDocument(
      session: session.record, digest: session.digest, levels: levels,
      identities: state.identities.values.sorted { $0.application < $1.application },
      decisions: state.decisions.map(\.record), divisions: .shandong)
  }

  mutating func makeSeal() throws {
    try log(
      .seal(
        Seal(
          session: session, by: ["coordinator"], size: Int64(log.size), root: log.frontier.root,
          result: SHA256.hash(result), report: SHA256.hash(report),
          absent: [AbsentEvidence(what: "timestamps", why: "没有时间戳服务")])))
    try cosign(after: .seal)
  }
}
