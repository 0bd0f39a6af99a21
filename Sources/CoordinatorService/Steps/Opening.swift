package import ByteCoding
import OpenSSL
package import Panel
import Programme
import Scoring
import Sealing
import TransparencyLog

extension Coordinator {
  /// Rebuilds the marks key from the released shares and publishes it: from here on marks are open, still on pseudonyms.
  package func unseal() async throws {
    let state = await sequencer.state
    guard let keyset = state.keysets[SessionState.KeysetID(.marks)] else {
      throw CoordinatorError(.waiting, zh: "没有评分密钥组", en: "there is no marks keyset")
    }
    guard state.keyShares.count >= keyset.record.threshold else {
      let missing = state.supervisors.map(\.code).filter { state.keyShares[$0] == nil }.map(\.text)
      throw CoordinatorError(
        .waiting,
        zh:
          "已释放 \(state.keyShares.count) 份密钥份额，需要 \(keyset.record.threshold) 份；可请 \(missing.joined(separator: "、")) 运行 plumbline-supervisor release",
        en:
          "\(state.keyShares.count) of \(keyset.record.threshold) key shares are there; still to come from: \(missing.joined(separator: ", "))"
      )
    }
    let key = try state.rebuiltMarksKey()
    try await append(
      .unsealing(
        Unsealing(
          session: session, by: [Role.coordinatorCode], keyset: keyset.digest, privateKey: key.bytes.exposedCopy())))
  }

  /// Ranks one level on pseudonyms, taking up every decision made so far.
  package func rank(level: Code) async throws -> RankingTable {
    let state = await sequencer.state
    guard let session = state.session?.record, let terms = session.levels.first(where: { $0.id == level }) else {
      throw CoordinatorError(.badInput, zh: "没有“\(level)”这一层级", en: "there is no level \(level)")
    }
    guard let unsealing = state.unsealing else {
      throw CoordinatorError(.refused, zh: "尚未启封，不能排名", en: "the marks are not unsealed yet")
    }
    try demandQuorum(over: unsealing.index, what: "unsealing", state)
    let panel = try openedPanel(state)
    let table = try LevelRanking.rank(
      terms, state: state, panel: panel, decisions: state.tieDecisions(level: level).map(\.record)
    ) { try blob($0) }
    let (lines, lineBlob) = ListReference.make(blob: table.canonicalLines)
    let (voids, voidBlob) = ListReference.make(
      panel.voids.filter { state.applications[$0.application]?.level == level })
    let record = Ranking(
      session: self.session, by: [Role.coordinatorCode], level: level,
      version: (state.rankings[level]?.record.version ?? 0) + 1,
      decisions: state.tieDecisions(level: level).map(\.digest), openTies: Int64(table.openTies.count), voids: voids,
      lines: lines)
    try await append(.ranking(record), blobs: [lineBlob, voidBlob])
    return table
  }

  /// Everything the published key opens.
  func openedPanel(_ state: SessionState) throws -> OpenedPanel {
    guard let unsealing = state.unsealing else {
      throw CoordinatorError(.refused, zh: "尚未启封", en: "the marks are not unsealed yet")
    }
    return state.openedPanel(privateKey: try P256Scalar(SecureBytes(unsealing.record.privateKey)))
  }

  /// The equals of a level that wait for a decision, by code.
  package func openTies(level: Code) async throws -> [[Code]] {
    guard let ranking = await sequencer.state.rankings[level] else { return [] }
    let table = try RankingTable(canonicalLines: blob(ranking.record.lines.blob))
    return table.openTies.map { $0.compactMap { Code($0) } }
  }

  /// Proposes a decision: signed by a quorum of supervisors beside the coordinator.
  package func decide(
    _ decision: DecisionDraft, signers chosen: [Code]
  ) async throws -> SignatureProposal {
    let state = await sequencer.state
    if decision.question == .tie {
      let ties = try await openTies(level: decision.level)
      guard ties.contains(where: { Set($0) == Set(decision.applications) }) else {
        let known = ties.map { $0.map(\.text).joined(separator: " ") }.joined(separator: "；")
        throw CoordinatorError(
          .badInput, zh: "所列申报件不是一组待决定的并列；现有：\(known.isEmpty ? "无" : known)",
          en: "these are not a group of equals that waits for a decision; there are: \(known.isEmpty ? "none" : known)")
      }
    }
    return try await propose(
      .decision(
        Decision(
          session: session, by: try quorumSigners(chosen, state), article: decision.article,
          question: decision.question, level: decision.level, options: decision.options, choice: decision.choice,
          reason: decision.reason, decidedBy: decision.decidedBy, recordedBy: decision.recordedBy,
          document: decision.document, attachment: decision.attachment, applications: decision.applications)))
  }
}

/// A decision as the office writes it down.
package struct DecisionDraft: Sendable {
  package var article: Code
  package var question: DecisionQuestion
  package var level: Code
  package var options: [String]
  package var choice: String
  package var reason: String
  package var decidedBy: Officer
  package var recordedBy: Officer
  package var document: String
  package var attachment: Digest
  package var applications: [Code]

  package init(
    article: Code, question: DecisionQuestion, level: Code, options: [String], choice: String, reason: String,
    decidedBy: Officer, recordedBy: Officer, document: String, attachment: Digest, applications: [Code]
  ) {
    self.article = article
    self.question = question
    self.level = level
    self.options = options
    self.choice = choice
    self.reason = reason
    self.decidedBy = decidedBy
    self.recordedBy = recordedBy
    self.document = document
    self.attachment = attachment
    self.applications = applications
  }
}
