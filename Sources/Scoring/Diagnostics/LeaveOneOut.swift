import Panel

/// The ranking without one reviewer. A change of the first k tells of a narrow margin, not of a fault: in honest
/// panels of 16 × 10 one removal in five changes the first three.
package struct LeaveOneOutRow: Sendable {
  /// Number of the reviewer in the matrix.
  package let reviewer: Int
  package let aggregates: Aggregates
  package let inTop: [Int]
  package let entered: [Int]
  package let left: [Int]
}

extension RankedPanel {
  /// One row a reviewer, by the same rule on the sheets that remain.
  package func leaveOneOut(top: Int) -> [LeaveOneOutRow] {
    let base = Set(RankedPanel.inTop(ranks, top))
    return matrix.reviewers.indices.map { reviewer in
      let rest = matrix.without(reviewer: Int32(reviewer))
      let other = Aggregates(rest, totals: rest.totals(rubric), computed: computed.units, rubric: rubric, rule: rule)
      let inTop = RankedPanel.inTop(RankOrder(other), top)
      return LeaveOneOutRow(
        reviewer: reviewer, aggregates: other, inTop: inTop,
        entered: inTop.filter { !base.contains($0) }, left: base.subtracting(inTop).sorted())
    }
  }
}

extension MarkMatrix {
  /// The same panel without a reviewer's sheets.
  func without(reviewer: Int32) -> MarkMatrix {
    var starts = [0]
    var kept: [Int32] = []
    var remaining: [Int32] = []
    for application in applications.indices {
      for row in rowStart[application]..<rowStart[application + 1] where rowReviewer[row] != reviewer {
        kept.append(rowReviewer[row])
        remaining.append(contentsOf: marks[row * criterionCount..<(row + 1) * criterionCount])
      }
      starts.append(kept.count)
    }
    return MarkMatrix(
      applications: applications, reviewers: reviewers, rowStart: starts, rowReviewer: kept,
      criterionCount: criterionCount, marks: remaining, absent: absent)
  }

  /// True when every application has a sheet of every reviewer.
  package var isComplete: Bool { rowReviewer.count == applications.count * reviewers.count }
}
