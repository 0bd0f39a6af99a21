package import Panel

/// The counting sheets of one level as columns: structure of arrays, rows grouped by application.
///
/// Applications and reviewers are numbered in order of code, so smaller number means smaller code.
package struct MarkMatrix: Sendable {
  package let applications: [String]
  package let reviewers: [String]
  /// Rows of application a: `rowStart[a]..<rowStart[a + 1]`, in order of reviewer.
  package let rowStart: [Int]
  /// Reviewer of each row.
  package let rowReviewer: [Int32]
  /// Judged criteria in rubric order.
  package let criterionCount: Int
  /// Marks in units of 10^-`markDecimals`, row by row.
  package let marks: [Int32]
  /// By application, in order of reviewer code.
  package let absent: [[AbsentReviewer]]

  /// Columns as they are: for generated panels. `rowStart` has one more element than applications.
  package init(
    applications: [String], reviewers: [String], rowStart: [Int], rowReviewer: [Int32], criterionCount: Int,
    marks: [Int32], absent: [[AbsentReviewer]]
  ) {
    precondition(rowStart.count == applications.count + 1 && rowStart.last == rowReviewer.count)
    precondition(marks.count == rowReviewer.count * criterionCount && absent.count == applications.count)
    self.applications = applications
    self.reviewers = reviewers
    self.rowStart = rowStart
    self.rowReviewer = rowReviewer
    self.criterionCount = criterionCount
    self.marks = marks
    self.absent = absent
  }

  /// - Throws: `RuleError.badMatrix` (an application twice, a reviewer twice on one, too many sheets) or `.badMark`.
  package init(_ panel: [ApplicationSheets], rubric: Rubric) throws {
    let panel = panel.sorted { codePrecedes($0.application, $1.application) }
    for (one, next) in zip(panel, panel.dropFirst()) where one.application.utf8.elementsEqual(next.application.utf8) {
      throw RuleError(
        .badMatrix, zh: "申报\(one.application)出现两次", en: "application \(one.application) stands twice")
    }
    let codes = MarkMatrix.distinct(panel.flatMap { $0.sheets.map(\.reviewer) })
    let number = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ([UInt8]($1.utf8), Int32($0)) })
    let criteria = rubric.judgedCriteria
    var rowStart = [0]
    var rowReviewer: [Int32] = []
    var marks: [Int32] = []
    var absent: [[AbsentReviewer]] = []
    for application in panel {
      var missing = application.absent
      let sheets = application.sheets.map { (number[[UInt8]($0.reviewer.utf8)] ?? 0, $0) }.sorted { $0.0 < $1.0 }
      guard sheets.count <= ScoringRule.maxSheets else {
        throw RuleError(
          .badMatrix, zh: "申报\(application.application)的评分表超过\(ScoringRule.maxSheets)份",
          en: "application \(application.application) has more than \(ScoringRule.maxSheets) sheets")
      }
      var last: Int32 = -1
      for (reviewer, sheet) in sheets {
        guard reviewer != last else {
          throw RuleError(
            .badMatrix, zh: "评委\(sheet.reviewer)对申报\(application.application)有两份评分表",
            en: "reviewer \(sheet.reviewer) has two sheets on application \(application.application)")
        }
        last = reviewer
        if let row = try MarkMatrix.row(sheet, criteria: criteria, rubric: rubric) {
          rowReviewer.append(reviewer)
          marks.append(contentsOf: row)
        } else {
          missing.append(AbsentReviewer(reviewer: sheet.reviewer, reason: .incomplete))
        }
      }
      rowStart.append(rowReviewer.count)
      absent.append(missing.sorted { codePrecedes($0.reviewer, $1.reviewer) })
    }
    self.init(
      applications: panel.map(\.application), reviewers: codes, rowStart: rowStart, rowReviewer: rowReviewer,
      criterionCount: criteria.count, marks: marks, absent: absent)
  }

  package var applicationCount: Int { applications.count }

  /// - Returns: nil when a judged criterion has no mark.
  private static func row(_ sheet: ReviewerSheet, criteria: [Criterion], rubric: Rubric) throws -> [Int32]? {
    var row: [Int32] = []
    var complete = true
    for criterion in criteria {
      if let mark = sheet.marks[criterion.id] {
        row.append(try rubric.markUnits(mark, for: criterion))
      } else {
        complete = false
      }
    }
    let known = criteria.reduce(0) { $0 + (sheet.marks[$1.id] == nil ? 0 : 1) }
    guard known == sheet.marks.count else {
      throw RuleError(
        .badMark, zh: "评委\(sheet.reviewer)的评分表含有评分表规则之外的指标",
        en: "a sheet of reviewer \(sheet.reviewer) marks a criterion that reviewers do not mark")
    }
    return complete ? row : nil
  }

  private static func distinct(_ codes: [String]) -> [String] {
    var sorted = codes.sorted(by: codePrecedes)
    var last: String?
    sorted.removeAll { code in
      defer { last = code }
      return last.map { $0.utf8.elementsEqual(code.utf8) } ?? false
    }
    return sorted
  }
}

extension MarkMatrix {
  /// Every row's total in units of 1 / `rubric.unitDenominator`.
  package func totals(_ rubric: Rubric) -> [Int64] {
    let units = rubric.judgedCriteria.map { rubric.unitsPerMarkUnit($0) }
    var totals = [Int64](repeating: 0, count: rowReviewer.count)
    var next = 0
    for row in totals.indices {
      var total: Int64 = 0
      // A validated rubric bounds a total by 100 · unitDenominator ≤ 10^15.
      for unit in units {
        total &+= unit &* Int64(marks[next])
        next += 1
      }
      totals[row] = total
    }
    return totals
  }

  /// One judged criterion's marks, row by row.
  package func column(_ criterion: Int) -> [Int64] {
    stride(from: criterion, to: marks.count, by: criterionCount).map { Int64(marks[$0]) }
  }
}
