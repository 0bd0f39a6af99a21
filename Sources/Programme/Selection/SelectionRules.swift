package import Panel

/// What selection at one level goes by: fixed before the marks are opened.
package struct SelectionRules: Hashable, Sendable {
  package let track: String
  package let level: DivisionLevel
  /// Article 5: never more are selected.
  package let seats: Int
  /// Article 13: whether a city's selection keeps out its counties in this track or in both.
  package let exclusionScope: ExclusionScope

  package init(track: TrackDefinition, level: DivisionLevel, exclusionScope: ExclusionScope) {
    self.init(track: track.id, level: level, seats: track.seats(level), exclusionScope: exclusionScope)
  }

  package init(track: String, level: DivisionLevel, seats: Int, exclusionScope: ExclusionScope) {
    self.track = track
    self.level = level
    self.seats = seats
    self.exclusionScope = exclusionScope
  }
}

/// A city that has been given the award, in this round or, where the season says so, in one that still runs.
package struct AwardedCity: Hashable, Sendable {
  package let division: String
  package let track: String

  package init(division: String, track: String) {
    self.division = division
    self.track = track
  }
}

/// Article 15 in force for this round: the city is out, and where the finding says so its counties with it.
package struct Sanction: Hashable, Sendable {
  package let city: String
  package let includesCounties: Bool

  package init(city: String, includesCounties: Bool = true) {
    self.city = city
    self.includesCounties = includesCounties
  }
}

/// Why no selection could be made.
package struct SelectionError: Error, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// Equals at the cut, without a decision.
    case unsettledTie
    /// An application without an identity, or a division twice.
    case badIdentity
  }

  package let code: Code
  package let zh: String
  package let en: String

  package init(_ code: Code, zh: String, en: String) {
    self.code = code
    self.zh = zh
    self.en = en
  }

  package var description: String { "\(zh) / \(en)" }

  package static func == (left: SelectionError, right: SelectionError) -> Bool { left.code == right.code }
}
