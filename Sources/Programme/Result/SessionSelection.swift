package import ByteCoding
package import Panel

/// The selection of one level from the state of a session: the one computation that coordinator and auditor share.
package enum SessionSelection {
  /// - Parameter blob: the blob of that digest.
  /// - Throws: `SelectionError`; `CanonicalJSONError` for a damaged list; what `blob` throws.
  package static func select(
    _ terms: LevelTerms, state: SessionState, ranking: RankingTable, divisions: DivisionTable = .shandong,
    blob: (Digest) throws -> [UInt8]
  ) throws -> SelectionTable {
    guard let session = state.session?.record, let level = DivisionLevel(rawValue: terms.id.text) else {
      throw SelectionError(.badIdentity, zh: "没有“\(terms.id)”这一层级", en: "there is no level \(terms.id)")
    }
    var awarded: [AwardedCity] = []
    for (other, selection) in state.selections where other != terms.id {
      for line in try ListBlob.decode(blob(selection.record.lines.blob), as: SelectionLine.self)
      where line.outcome == .selected {
        awarded.append(AwardedCity(division: line.division, track: session.track.text))
      }
    }
    let exceptions = state.decisions.filter { $0.record.question == .exception && $0.record.level == terms.id }
      .flatMap(\.record.applications).compactMap { state.identities[$0]?.identity.division }
    let selector = Selector(
      rules: SelectionRules(
        track: session.track.text, level: level, seats: Int(terms.seats), exclusionScope: session.exclusionScope),
      awarded: awarded.sorted { $0.division < $1.division }, exceptions: Set(exceptions),
      parent: { divisions.division(code: $0)?.parentCode })
    return try selector.select(ranking, divisions: state.identities.mapValues(\.identity.division))
  }
}
