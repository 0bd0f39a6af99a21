package import CanonicalJSON
package import Panel

/// Who is selected at one level, and why everybody else is not: a line an application, in order of the ranking.
package struct SelectionTable: Hashable, Sendable {
  package let lines: [SelectionLine]
  /// Places that nobody could be given.
  package let vacant: Int

  package init(lines: [SelectionLine], vacant: Int) {
    self.lines = lines
    self.vacant = vacant
  }

  /// In order of seat.
  package var selected: [SelectionLine] { lines.filter { $0.outcome == .selected } }
  package var waiting: [SelectionLine] { lines.filter { $0.outcome == .waiting } }
  /// Whose outcome the other reading of article 13 changes.
  package var differences: [SelectionLine] { lines.filter { $0.outcome != $0.otherReading } }
}

package enum SelectionOutcome: String, Hashable, Sendable {
  case selected
  /// Kept out by a rule; the next one moves up.
  case skipped
  /// Next in order, for a place that falls free.
  case waiting
  case unranked
}

package enum SelectionReason: String, Hashable, Sendable {
  /// Among the first.
  case withinSeats = "within-seats"
  /// Moved up because others were skipped.
  case promoted
  /// Selected against article 13 by a recorded exception.
  case exception
  /// Article 13: its city has the award.
  case cityAwarded = "article-13"
  /// Article 15: its city is barred.
  case sanctioned = "article-15"
  /// All places are taken.
  case seatsTaken = "seats-taken"
  /// Too few counting sheets.
  case belowQuorum = "below-quorum"
}

/// One application's outcome.
package struct SelectionLine: ListLine, Hashable {
  package let application: Code
  /// Code of its division.
  package let division: String
  /// In the ranking, after ties; 0 = not ranked.
  package let place: Int
  package let outcome: SelectionOutcome
  package let reason: SelectionReason
  /// Codes of the cities that keep it out, ascending; empty otherwise.
  package let causes: [String]
  /// 1…seats when selected; else 0.
  package let seat: Int
  /// 1, 2, … on the waiting list; else 0.
  package let waiting: Int
  /// What the other reading of article 13 would give; it has no effect.
  package let otherReading: SelectionOutcome

  package init(
    application: Code, division: String, place: Int, outcome: SelectionOutcome, reason: SelectionReason,
    causes: [String], seat: Int, waiting: Int, otherReading: SelectionOutcome
  ) {
    self.application = application
    self.division = division
    self.place = place
    self.outcome = outcome
    self.reason = reason
    self.causes = causes
    self.seat = seat
    self.waiting = waiting
    self.otherReading = otherReading
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "selectionLine")
    application = try reader.code("application")
    causes = try reader.strings("causes")
    division = try reader.string("division")
    otherReading = try reader.word("otherReading")
    outcome = try reader.word("outcome")
    place = Int(try reader.natural("place"))
    reason = try reader.word("reason")
    seat = Int(try reader.natural("seat"))
    waiting = Int(try reader.natural("waiting"))
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "application": .string(application.text), "causes": .array(causes.map { .string($0) }),
      "division": .string(division), "otherReading": .word(otherReading), "outcome": .word(outcome),
      "place": .integer(Int64(place)), "reason": .word(reason), "seat": .integer(Int64(seat)),
      "waiting": .integer(Int64(waiting)),
    ]
  }
}
