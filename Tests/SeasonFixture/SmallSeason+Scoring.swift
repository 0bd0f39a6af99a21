import ByteCoding
import OpenSSL
package import Panel
import Sealing
import TransparencyLog

extension SmallSeason {
  package static let recusal = SessionState.Pair(application: "9F5H", reviewer: "R6E2")
  /// Counties with equal marks.
  package static let tied: Set<Code> = ["6X2Y", "8B3D"]

  mutating func makeSheets() throws {
    for (place, reviewer) in state.members.keys.sorted().enumerated() where refusal == nil {
      for application in state.assigned[reviewer] ?? [] where state.applications[application]?.withdrawn == false {
        if SmallSeason.recusal == SessionState.Pair(application: application, reviewer: reviewer) {
          try recuse(reviewer, application)
        } else {
          try score(reviewer, application, marks: SmallSeason.marks(application, reviewer: place))
        }
      }
      if reviewer == "R4C9" { try score(reviewer, "5T8W", marks: [95, 90]) }
      if refusal == nil { try finish(reviewer) }
    }
  }

  /// Growth and clusters, 0…100.
  package static func marks(_ application: Code, reviewer: Int) -> [Int64] {
    let place = tied.contains(application) ? 3 : SeasonTerms.applicants.firstIndex { $0.code == application } ?? 0
    return [Int64(60 + 4 * place + reviewer), Int64(85 - 3 * place + 2 * reviewer)]
  }

  package var seen: Seen { Seen(size: Int64(log.size), root: log.frontier.root) }

  package func sheetHeader(_ reviewer: Code, _ application: Code) -> SealedSheet {
    let chain = state.chains[reviewer]
    return SealedSheet(
      session: state.session?.digest ?? .zero, by: [reviewer], keyset: state.started?.record.keyset ?? .zero, round: 1,
      rubric: "a1", application: application,
      bundle: state.applications[application]?.bundle?.record.bundle ?? .zero, key: chain?.keyDigest ?? .zero,
      seq: (chain?.seq ?? 0) + 1, prev: chain?.head ?? .zero, seen: seen, client: "fixture", enc: [], ct: [])
  }

  package mutating func score(_ reviewer: Code, _ application: Code, marks: [Int64]) throws {
    guard refusal == nil, let session = state.session?.record else { return }
    let plaintext = SheetPlaintext(
      marks: zip(["growth", "clusters"], marks).map { SheetPlaintext.Mark(criterion: $0, mark: $1) },
      comment: "材料扎实", salt: try SmallSeason.random())
    let sheet = try SheetSeal.seal(
      plaintext, into: sheetHeader(reviewer, application), size: Int(session.sheetBytes),
      openingKey: keys.marks.publicPoint())
    try log(.sheet(sheet))
  }

  package mutating func recuse(_ reviewer: Code, _ application: Code) throws {
    let chain = state.chains[reviewer]
    try log(
      .recusal(
        Recusal(
          session: session, by: [reviewer], seq: (chain?.seq ?? 0) + 1, prev: chain?.head ?? .zero,
          application: application, kind: .employment, note: [])))
  }

  package mutating func finish(_ reviewer: Code) throws {
    let chain = state.chains[reviewer]
    let counts = (state.assigned[reviewer] ?? []).sorted().map { application in
      let counted = state.counted(application: application, reviewer: reviewer)
      return FinalCount(application: application, state: counted.state, sheet: counted.sheet)
    }
    try log(
      .final(
        Final(
          session: session, by: [reviewer], seq: (chain?.seq ?? 0) + 1, prev: chain?.head ?? .zero, counts: counts,
          seen: seen)))
  }

  mutating func makeClose() throws {
    try log(
      .scoringClosed(
        ScoringClosed(
          session: session, by: ["coordinator"], heads: list(state.headLines, of: .scoringClosed),
          counted: list(state.countedLines, of: .scoringClosed))))
    try cosign(after: .scoringClosed)
  }
}
