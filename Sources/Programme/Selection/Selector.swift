package import Panel

/// Articles 5, 13 and 15: places in order of the ranking, who is barred skipped, the next one moved up.
package struct Selector: Sendable {
  private let rules: SelectionRules
  private let awarded: [AwardedCity]
  private let sanctions: [Sanction]
  private let exceptions: Set<String>
  private let parent: @Sendable (String) -> String?

  /// - Parameters:
  ///   - awarded: cities selected in this round's sessions, each with its track; counties need them first.
  ///   - sanctions: in force for this round and track.
  ///   - exceptions: counties that a recorded decision admits against article 13 (原则上).
  ///   - parent: the city of a county; nil for a city.
  package init(
    rules: SelectionRules, awarded: [AwardedCity] = [], sanctions: [Sanction] = [], exceptions: Set<String> = [],
    parent: @escaping @Sendable (String) -> String?
  ) {
    self.rules = rules
    self.awarded = awarded
    self.sanctions = sanctions
    self.exceptions = exceptions
    self.parent = parent
  }

  /// - Parameter divisions: the division of each application of the ranking.
  /// - Throws: `SelectionError`.
  package func select(_ ranking: RankingTable, divisions: [Code: String]) throws -> SelectionTable {
    let candidates = try candidates(ranking, divisions)
    let chosen = outcomes(candidates, scope: rules.exclusionScope)
    try refuseOpenTie(candidates, chosen)
    let other: ExclusionScope = rules.exclusionScope == .withinTrack ? .acrossTracks : .withinTrack
    let alternative = outcomes(candidates, scope: other)
    let lines = zip(candidates, zip(chosen, alternative)).map { candidate, both in
      let (own, other) = both
      return SelectionLine(
        application: candidate.application, division: candidate.division, place: candidate.place, outcome: own.outcome,
        reason: own.reason, causes: own.causes, seat: own.seat, waiting: own.waiting, otherReading: other.outcome)
    }
    return SelectionTable(lines: lines, vacant: max(0, rules.seats - lines.count { $0.outcome == .selected }))
  }

  private struct Candidate {
    let application: Code
    let division: String
    let place: Int
    let isOpenTie: Bool
  }

  private struct Outcome {
    let outcome: SelectionOutcome
    let reason: SelectionReason
    var causes: [String] = []
    var seat = 0
    var waiting = 0
  }

  private func candidates(_ ranking: RankingTable, _ divisions: [Code: String]) throws -> [Candidate] {
    var seen: Set<String> = []
    return try ranking.lines.map { line in
      guard let application = Code(line.application), let division = divisions[application] else {
        throw SelectionError(
          .badIdentity, zh: "申报\(line.application.prefix(64))没有揭示身份",
          en: "application \(line.application.prefix(64)) has no revealed identity")
      }
      guard seen.insert(division).inserted else {
        throw SelectionError(
          .badIdentity, zh: "同一级别中\(division)出现两次", en: "division \(division) applies twice at this level")
      }
      guard (parent(division) == nil) == (rules.level == .city) else {
        throw SelectionError(
          .badIdentity, zh: "\(division)不属于本级别", en: "division \(division) does not belong to this level")
      }
      return Candidate(
        application: application, division: division, place: line.place, isOpenTie: line.tie.settled == .open)
    }
  }

  private func outcomes(_ candidates: [Candidate], scope: ExclusionScope) -> [Outcome] {
    var (seats, waiting, skipped) = (0, 0, 0)
    return candidates.map { candidate in
      guard candidate.place > 0 else { return Outcome(outcome: .unranked, reason: .belowQuorum) }
      if let city = sanctioning(candidate.division) {
        skipped += 1
        return Outcome(outcome: .skipped, reason: .sanctioned, causes: [city])
      }
      let causes = awardedCities(of: candidate.division, scope)
      let excepted = !causes.isEmpty && exceptions.contains(candidate.division)
      if !causes.isEmpty, !excepted {
        skipped += 1
        return Outcome(outcome: .skipped, reason: .cityAwarded, causes: causes)
      }
      guard seats < rules.seats else {
        waiting += 1
        return Outcome(outcome: .waiting, reason: .seatsTaken, waiting: waiting)
      }
      seats += 1
      let reason: SelectionReason = excepted ? .exception : seats + skipped > rules.seats ? .promoted : .withinSeats
      return Outcome(outcome: .selected, reason: reason, causes: excepted ? causes : [], seat: seats)
    }
  }

  private func sanctioning(_ division: String) -> String? {
    let city = parent(division)
    return sanctions.first { $0.city == division || ($0.includesCounties && $0.city == city) }?.city
  }

  private func awardedCities(of division: String, _ scope: ExclusionScope) -> [String] {
    guard let city = parent(division) else { return [] }
    let causes = awarded.filter { $0.division == city && (scope == .acrossTracks || $0.track == rules.track) }
    return Set(causes.map(\.division)).sorted()
  }

  /// Equals of whom some would be selected and some would not.
  private func refuseOpenTie(_ candidates: [Candidate], _ outcomes: [Outcome]) throws {
    guard let last = outcomes.lastIndex(where: { $0.outcome == .selected }), candidates[last].isOpenTie else { return }
    let split = candidates.indices.filter {
      candidates[$0].place == candidates[last].place && outcomes[$0].outcome == .waiting
    }
    guard !split.isEmpty else { return }
    let codes = ([last] + split).map { candidates[$0].application.text }.joined(separator: ", ")
    throw SelectionError(
      .unsettledTie, zh: "入选线上同分未定：\(codes)；须先在揭示身份之前作出决定",
      en: "equals at the cut: \(codes); they had to be decided before names were revealed")
  }
}
