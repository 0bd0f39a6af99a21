import ByteCoding
import OpenSSL
import Panel
package import Scoring
package import Sealing
import TransparencyLog

extension Coordinator {
  /// Takes in a file of records from the vault (hand-over or reveal) with its blobs: blobs first, then each record, in
  /// order. What is in the log already is passed over, so an interrupted run is simply run again.
  ///
  /// - Returns: how many records went into the log.
  package func takeIn(_ archive: [UInt8], name: String, purpose: RecordsPurpose) async throws -> Int {
    let package = try RecordsPackage(archive, name: name)
    guard package.file.purpose == purpose, package.file.session == session else {
      throw CoordinatorError(
        .badInput, zh: "“\(name)”不是本场评审的\(purpose == .handOver ? "移交" : "揭示")文件",
        en: "\(name) is not the \(purpose.rawValue) file of this session")
    }
    for blob in package.blobs { try store(blob: blob) }
    let before = await sequencer.state
    if purpose == .reveal {
      for (level, ranking) in before.rankings {
        try demandQuorum(over: ranking.index, what: "ranking (\(level))", before)
      }
    }
    for (number, entry) in package.file.records.enumerated() {
      do {
        _ = try await sequencer.submit(entry)
      } catch let error as StateError {
        throw CoordinatorError(
          .refused, zh: "“\(name)”第 \(number + 1) 条记录未被接受：\(error.zh)",
          en: "record \(number + 1) of \(name): \(error.en)")
      }
    }
    return Int(await sequencer.state.nextIndex - before.nextIndex)
  }

  /// Draws the assignment from the beacons.
  ///
  /// - Throws: `CoordinatorError.waiting` while a supervisor has not revealed a nonce.
  package func assign() async throws -> ReviewAssignment {
    let state = await sequencer.state
    guard let terms = state.session?.record, let exclusions = state.exclusions, let seed = state.assignmentSeed else {
      throw CoordinatorError(.waiting, zh: "移交文件尚未导入，请先运行 publish", en: "there is no hand-over yet; run publish first")
    }
    let silent = state.supervisors.map(\.code).filter { state.beacons[$0] == nil }
    guard silent.isEmpty else {
      let names = silent.map(\.text).joined(separator: "、")
      throw CoordinatorError(
        .waiting, zh: "以下监督人员尚未公布随机数：\(names)；请其运行 plumbline-supervisor cosign",
        en: "nonces are still to be revealed by: \(names); they run plumbline-supervisor cosign")
    }
    let pairs = try lines(exclusions.record.pairs, as: ExclusionLine.self)
    let assignment = try ReviewAssignment(
      applications: state.applications.filter { !$0.value.withdrawn }.map(\.key), reviewers: Array(state.members.keys),
      exclusions: pairs.map { ($0.application, $0.reviewer) },
      reviewsPerApplication: Int(terms.reviewsPerApplication), seed: seed, hash: { SHA256.hash($0) })
    let (list, blob) = ListReference.make(assignment.lines)
    try await append(
      .assignment(Assignment(session: session, by: [Role.coordinatorCode], seed: seed, pairs: list)), blobs: [blob])
    return assignment
  }

  /// From here on the rule stands and sheets are admitted.
  package func startScoring() async throws {
    let state = await sequencer.state
    guard let roster = state.roster, let handOver = state.handOver, let assignment = state.assignment,
      let keyset = state.keysets[SessionState.KeysetID(.marks)]
    else {
      throw CoordinatorError(
        .waiting, zh: "名册、移交、分派齐备后才能开始评分",
        en: "roster, hand-over and assignment must be in the log before scoring starts")
    }
    try demandQuorum(over: assignment.index, what: "assignment", state)
    try await append(
      .scoringStarted(
        ScoringStarted(
          session: session, by: [Role.coordinatorCode], keyset: keyset.digest, roster: roster.digest,
          handOver: handOver.digest, assignment: assignment.digest)))
  }

  /// Closes scoring: no sheet after this.
  ///
  /// - Parameter now: seconds since 1970-01-01 UTC; only warns the office, the witnesses' clocks decide.
  /// - Throws: `CoordinatorError.refused` before the frozen time while a `final` is missing.
  package func close(now: Int64) async throws {
    let state = await sequencer.state
    let silent = state.headLines.filter { !$0.final }.map(\.reviewer.text)
    guard silent.isEmpty || now >= state.closeNotBefore else {
      throw CoordinatorError(
        .refused, zh: "未到截止时间，且以下专家尚未终了确认：\(silent.joined(separator: "、"))",
        en: "it is too early to close, and these have not signed a final: \(silent.joined(separator: ", "))")
    }
    let (heads, headBlob) = ListReference.make(state.headLines)
    let (counted, countedBlob) = ListReference.make(state.countedLines)
    try await append(
      .scoringClosed(
        ScoringClosed(session: session, by: [Role.coordinatorCode], heads: heads, counted: counted)),
      blobs: [headBlob, countedBlob])
  }
}
