import Panel

/// An objective criterion on which counting sheets of one application differ: the facts leave no room for that, so
/// the committee must look again (评审意见核验).
package struct ObjectiveInconsistency: Sendable, Equatable {
  /// Numbers in the matrix.
  package let application: Int
  /// Criterion id.
  package let criterion: String
  /// Lowest and highest mark, in units of the rubric's mark decimals.
  package let lowest: Int32
  package let highest: Int32
}

extension RankedPanel {
  package func objectiveInconsistencies() -> [ObjectiveInconsistency] {
    let objective = rubric.judgedCriteria.enumerated().filter { $0.element.isObjective }
    guard !objective.isEmpty else { return [] }
    var found: [ObjectiveInconsistency] = []
    for application in matrix.applications.indices {
      let rows = matrix.rowStart[application]..<matrix.rowStart[application + 1]
      for (position, criterion) in objective {
        let marks = rows.map { matrix.marks[$0 * matrix.criterionCount + position] }
        guard let lowest = marks.min(), let highest = marks.max(), lowest != highest else { continue }
        found.append(
          ObjectiveInconsistency(
            application: application, criterion: criterion.id, lowest: lowest, highest: highest))
      }
    }
    return found
  }
}
