package import Panel

/// How close the cut is.
package struct CutMargin: Sendable {
  /// The application at the last seat and the next one, in the matrix's numbers.
  package let last: Int
  package let next: Int
  /// aggregate(last) − aggregate(next), exact.
  package let difference: Fraction
  /// The smallest change of one single mark that would put `next` above `last`; nil when no single mark can.
  package let smallestChange: MarkChange?
}

package struct MarkChange: Sendable, Equatable {
  package let application: Int
  package let reviewer: Int
  /// Position among the judged criteria.
  package let criterion: Int
  /// New mark less old mark.
  package let change: MarkDecimal
}

extension RankedPanel {
  /// - Parameter order: ranked applications from the first place on, after ties are settled.
  /// - Returns: nil when there are no more applications than seats.
  package func cutMargin(top: Int, order: [Int]) throws -> CutMargin? {
    guard top > 0, order.count > top else { return nil }
    let (last, next) = (order[top - 1], order[top])
    guard let above = try aggregates.fraction(last), let below = try aggregates.fraction(next) else { return nil }
    return CutMargin(
      last: last, next: next, difference: try above - below,
      smallestChange: try smallestChange(lowering: last, raising: next))
  }

  private func smallestChange(lowering last: Int, raising next: Int) throws -> MarkChange? {
    var best: (size: Int32, change: MarkChange)?
    for (application, sign) in [(last, Int32(-1)), (next, Int32(1))] {
      let rows = matrix.rowStart[application]..<matrix.rowStart[application + 1]
      for row in rows {
        for (criterion, definition) in rubric.judgedCriteria.enumerated() {
          let mark = matrix.marks[row * matrix.criterionCount + criterion]
          let most = Int32(Int64(definition.maximum) * Fraction.powerOfTen(rubric.markDecimals))
          let room = sign < 0 ? mark : most - mark
          guard
            let size = smallest(
              room: min(room, best.map { $0.size - 1 } ?? room),
              swaps: { size in
                swaps(last, next, changing: application, row: row, criterion: criterion, by: sign * size)
              })
          else { continue }
          let change = try MarkDecimal(units: Int64(sign * size), decimals: rubric.markDecimals)
          best = (
            size,
            MarkChange(
              application: application, reviewer: Int(matrix.rowReviewer[row]), criterion: criterion, change: change)
          )
        }
      }
    }
    return best?.change
  }

  /// Binary search: an aggregate never falls when a mark rises.
  private func smallest(room: Int32, swaps: (Int32) -> Bool) -> Int32? {
    guard room > 0, swaps(room) else { return nil }
    var (low, high) = (Int32(1), room)
    while low < high {
      let middle = low + (high - low) / 2
      if swaps(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func swaps(
    _ last: Int, _ next: Int, changing application: Int, row: Int, criterion: Int, by change: Int32
  ) -> Bool {
    var pair = Aggregates(
      numerator: [aggregates.numerator[last], aggregates.numerator[next]],
      kept: [aggregates.kept[last], aggregates.kept[next]], unitDenominator: aggregates.unitDenominator)
    let alone = matrix.only(application, changing: row, criterion, by: change)
    let added = computed.units.isEmpty ? [] : [computed.units[application]]
    let changed = Aggregates(alone, totals: alone.totals(rubric), computed: added, rubric: rubric, rule: rule)
    let position = application == last ? 0 : 1
    pair.numerator[position] = changed.numerator[0]
    pair.kept[position] = changed.kept[0]
    return pair.isHigher(1, than: 0)
  }
}

extension MarkMatrix {
  /// A panel of one application with one mark changed.
  fileprivate func only(_ application: Int, changing row: Int, _ criterion: Int, by change: Int32) -> MarkMatrix {
    let rows = rowStart[application]..<rowStart[application + 1]
    var marks = Array(self.marks[rows.lowerBound * criterionCount..<rows.upperBound * criterionCount])
    marks[(row - rows.lowerBound) * criterionCount + criterion] += change
    return MarkMatrix(
      applications: [applications[application]], reviewers: reviewers, rowStart: [0, rows.count],
      rowReviewer: Array(rowReviewer[rows]), criterionCount: criterionCount, marks: marks, absent: [[]])
  }
}
