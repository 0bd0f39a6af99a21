import ByteCoding
import OpenSSL
import Panel
import Programme
import Scoring
import Sealing

/// A record made again from the state in which it was logged, since later records (a substitute on the roster, a
/// withdrawal, the next selection) change what it would be.
struct MadeAgain: Sendable {
  let check: CheckID
  /// Why it is not equal byte for byte; nil when it is.
  let fault: AuditFault?

  /// - Returns: nil for kinds that are not made again here, and for what the fold will refuse.
  init?(_ signed: SignedRecord, index: Int64, state: SessionState, lists: VerifiedLists) {
    let logged: ListReference
    let again: () throws -> ListReference?
    let words: (zh: String, en: String)
    switch signed.record {
    case .assignment(let assignment):
      check = .draws
      logged = assignment.pairs
      again = { try MadeAgain.assignment(assignment, state) }
      words = ("按种子重新抽取得到另一份分派", "drawing again from the seed gives another assignment")
    case .selection(let selection):
      check = .ranking
      logged = selection.lines
      again = { try MadeAgain.selection(selection, state, lists) }
      words = ("\(selection.level) 层级的入选与重新计算的不同", "selecting level \(selection.level) again gives another list")
    default: return nil
    }
    do {
      guard let made = try again() else { return nil }
      fault = made == logged ? nil : AuditFault(check, record: index, zh: words.zh, en: words.en)
    } catch {
      let words = Words(error)
      fault = AuditFault(check, record: index, zh: words.zh, en: words.en)
    }
  }

  private static func assignment(_ assignment: Assignment, _ state: SessionState) throws -> ListReference? {
    guard let session = state.session?.record, assignment.seed == state.assignmentSeed else { return nil }
    let drawn = try ReviewAssignment(
      applications: state.applications.filter { !$0.value.withdrawn }.map(\.key), reviewers: Array(state.members.keys),
      exclusions: state.excluded.map { ($0.application, $0.reviewer) },
      reviewsPerApplication: Int(session.reviewsPerApplication), seed: assignment.seed, hash: { SHA256.hash($0) })
    return ListReference.make(drawn.lines).reference
  }

  private static func selection(
    _ selection: SelectionMade, _ state: SessionState, _ lists: VerifiedLists
  ) throws -> ListReference? {
    guard let terms = state.session?.record.levels.first(where: { $0.id == selection.level }),
      let ranking = state.rankings[selection.level], ranking.digest == selection.ranking, state.reveal != nil
    else { return nil }
    let table = try RankingTable(lines: lists.decode(ranking.record.lines, as: RankingLine.self))
    let selected = try SessionSelection.select(terms, state: state, ranking: table) { digest in
      guard let blob = lists.blob(digest) else {
        throw StateError(.badList, zh: "缺少清单 \(digest)", en: "the blob \(digest) of a list is not there")
      }
      return blob
    }
    return ListReference.make(selected.lines).reference
  }
}
