import ByteCoding
import Panel
import Programme
import Sealing

/// A selection made again from the state in which it was logged: it depends on the selections before it.
struct SelectionAgain: Sendable {
  let level: Code
  let index: Int64
  /// Equal byte for byte, or why it is not.
  let fault: AuditFault?

  /// - Returns: nil for another record, or one that the fold will refuse.
  init?(_ signed: SignedRecord, index: Int64, state: SessionState, lists: VerifiedLists) {
    guard case .selection(let selection) = signed.record,
      let terms = state.session?.record.levels.first(where: { $0.id == selection.level }),
      let ranking = state.rankings[selection.level], ranking.digest == selection.ranking, state.reveal != nil
    else { return nil }
    level = selection.level
    self.index = index
    do {
      let table = try RankingTable(lines: lists.decode(ranking.record.lines, as: RankingLine.self))
      let again = try SessionSelection.select(terms, state: state, ranking: table) { digest in
        guard let blob = lists.blob(digest) else {
          throw StateError(.badList, zh: "缺少清单 \(digest)", en: "the blob \(digest) of a list is not there")
        }
        return blob
      }
      let isEqual = ListReference.make(again.lines).reference == selection.lines
      fault =
        isEqual
        ? nil
        : AuditFault(
          .ranking, record: index, zh: "\(level) 层级的入选与重新计算的不同", en: "selecting level \(level) again gives another list"
        )
    } catch {
      let words = Words(error)
      fault = AuditFault(.ranking, record: index, zh: words.zh, en: words.en)
    }
  }
}
