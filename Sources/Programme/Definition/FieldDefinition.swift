/// One number that a form asks for, in each of its years.
package struct FieldDefinition: Hashable, Sendable {
  /// What kind of number: it decides the checks and what blank can mean.
  package enum Kind: String, Hashable, Sendable {
    /// A change on last year in per cent; may be negative.
    case growth
    /// A part of a whole in per cent.
    case share
    /// A whole number of things.
    case count
    /// A whole number that adds several lists; the parts may stand in the remark.
    case countSum = "count-sum"
    /// Any other number (亿元, per ten thousand people).
    case decimal
  }

  /// Who is ahead.
  package enum Direction: String, Hashable, Sendable {
    case higher
    case lower
  }

  /// Part of a count that a form asks for in two rows.
  package enum Sublevel: String, Hashable, Sendable, CaseIterable {
    /// 国家级
    case national = "n"
    /// 省级
    case provincial = "p"

    package var zh: String {
      switch self {
      case .national: "国家级"
      case .provincial: "省级"
      }
    }
  }

  /// As printed in the programme's data: `A4-01`; with a sub-level `A5-07.n`.
  package let id: String
  /// The row's label as the form prints it.
  package let label: String
  package let sublevel: Sublevel?
  /// The printed unit: `%`, `个`, `亿元`.
  package let unit: String
  package let kind: Kind
  /// The values that are possible; outside is a finding that blocks.
  package let range: ClosedRange<Int>
  /// Above this a value is odd, though possible; the top of the range where nothing is.
  package let warnAbove: Int
  package let direction: Direction
  /// Newly counted in the year (当年); false for what stands at its end.
  package let isFlow: Bool

  /// `A5-07` of `A5-07.n`: the two rows of one indicator share it.
  package var row: String { String(id.prefix { $0 != "." }) }

  package var isWhole: Bool { kind == .count || kind == .countSum }
}
