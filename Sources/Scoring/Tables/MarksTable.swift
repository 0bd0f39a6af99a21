package import Panel

/// The tables that `plumbline-auditor rank` reads.
package enum MarksTable {
  package static let columns = ["application", "reviewer", "criterion", "mark"]
  package static let figureColumns = ["application", "indicator", "value"]
  /// Bytes of an application's or reviewer's name.
  package static let maxNameBytes = 64

  /// Reads `application,reviewer,criterion,mark`. An empty mark is absent, never 0.
  ///
  /// A reviewer with rows but no mark on an application is missing there; one with some of the marks has an incomplete
  /// sheet. Neither counts.
  /// - Throws: `TableError` naming the lines of doubles, unknown criteria and impossible marks.
  package static func read(_ bytes: [UInt8], rubric: Rubric) throws(TableError) -> [ApplicationSheets] {
    var rows = try CSVRows(bytes)
    try header(&rows, columns)
    let criteria = rubric.judgedCriteria
    let position = Dictionary(uniqueKeysWithValues: criteria.enumerated().map { ([UInt8]($1.id.utf8), $0) })
    var applications = NameList()
    var reviewers = NameList()
    var sheets = SheetCells(criteria: criteria.count)
    var faults = FaultList()
    while !faults.isFull, let row = try rows.next() {
      guard row.fields.count == columns.count else {
        faults.add(row.line, zh: "应有4列，现有\(row.fields.count)列", en: "4 columns expected, \(row.fields.count) found")
        continue
      }
      guard let application = applications.number(row.fields[0]), let reviewer = reviewers.number(row.fields[1]) else {
        faults.add(
          row.line, zh: "申报或评委名称为空、过长或含不可见字符",
          en: "application or reviewer is empty, too long or holds invisible signs")
        continue
      }
      guard let criterion = position[[UInt8](row.fields[2].utf8)] else {
        faults.add(
          row.line, zh: "规则中没有由评委打分的指标“\(row.fields[2].prefix(40))”",
          en: "the rule has no judged criterion \"\(row.fields[2].prefix(40))\"")
        continue
      }
      var mark: MarkDecimal?
      if !row.fields[3].isEmpty {
        do {
          let value = try MarkDecimal(parsing: row.fields[3], maxDecimals: rubric.markDecimals)
          _ = try rubric.markUnits(value, for: criteria[criterion])
          mark = value
        } catch let error as RuleError {
          faults.add(row.line, zh: error.zh, en: error.en)
          continue
        } catch {
          faults.add(row.line, zh: "评分有误", en: "bad mark")
          continue
        }
      }
      if let first = sheets.put(mark, application, reviewer, criterion, line: row.line) {
        faults.add(
          row.line, zh: "与第\(first)行重复（同一申报、评委、指标）",
          en: "the same application, reviewer and criterion as line \(first)")
      }
    }
    try faults.throwIfAny()
    guard !applications.names.isEmpty || criteria.isEmpty else {
      throw CSVRows.fault(1, zh: "表中没有数据", en: "the table has no rows")
    }
    return sheets.collect(applications.names, reviewers.names, criteria)
  }

  /// Reads `application,indicator,value` for computed criteria: indicators like `A5-07/2023`; the value is a number,
  /// empty (blank), 无, 不适用 or 尚未公布.
  /// - Throws: `TableError`.
  package static func readFigures(
    _ bytes: [UInt8]
  ) throws(TableError) -> [[UInt8]: [IndicatorKey: IndicatorValue]] {
    var rows = try CSVRows(bytes)
    try header(&rows, figureColumns)
    var figures: [[UInt8]: [IndicatorKey: IndicatorValue]] = [:]
    var faults = FaultList()
    while !faults.isFull, let row = try rows.next() {
      guard row.fields.count == figureColumns.count else {
        faults.add(row.line, zh: "应有3列，现有\(row.fields.count)列", en: "3 columns expected, \(row.fields.count) found")
        continue
      }
      do {
        let key = try IndicatorKey(parsing: row.fields[1])
        let application = [UInt8](row.fields[0].utf8)
        if figures[application, default: [:]].updateValue(try value(row.fields[2]), forKey: key) != nil {
          faults.add(row.line, zh: "同一申报的数据项\(key)出现两次", en: "indicator \(key) stands twice for this application")
        }
      } catch let error as RuleError {
        faults.add(row.line, zh: error.zh, en: error.en)
      } catch {
        faults.add(row.line, zh: "数值有误", en: "bad value")
      }
    }
    try faults.throwIfAny()
    return figures
  }

  private static func value(_ text: String) throws -> IndicatorValue {
    switch text {
    case "": .state(.blank)
    case "无", "—", "none": .state(.none)
    case "不适用", "not-applicable": .state(.notApplicable)
    case "尚未公布", "not-yet-published": .state(.notYetPublished)
    default: .number(try MarkDecimal(parsing: text))
    }
  }

  private static func header(_ rows: inout CSVRows, _ columns: [String]) throws(TableError) {
    let wanted = columns.joined(separator: ",")
    guard let row = try rows.next(), row.fields == columns else {
      throw CSVRows.fault(1, zh: "首行应为 \(wanted)", en: "the first line must be \(wanted)")
    }
  }
}

extension [ApplicationSheets] {
  /// The same applications with their figures; where nobody marks anything, those of the figures.
  /// - Throws: `TableError` (of line 1) when figures are given for an application that has no marks.
  package func with(_ figures: [[UInt8]: [IndicatorKey: IndicatorValue]]) throws(TableError) -> [ApplicationSheets] {
    if isEmpty {
      return figures.keys.sorted { $0.lexicographicallyPrecedes($1) }.map {
        ApplicationSheets(
          application: String(decoding: $0, as: UTF8.self), sheets: [], figures: figures[$0] ?? [:])
      }
    }
    let known = Set(map { [UInt8]($0.application.utf8) })
    if let unknown = figures.keys.filter({ !known.contains($0) }).min(by: { $0.lexicographicallyPrecedes($1) }) {
      let name = String(decoding: unknown.prefix(64), as: UTF8.self)
      throw CSVRows.fault(1, zh: "数据表中的申报“\(name)”没有评分", en: "application \"\(name)\" of the figures has no marks")
    }
    return map {
      ApplicationSheets(
        application: $0.application, sheets: $0.sheets, absent: $0.absent,
        figures: figures[[UInt8]($0.application.utf8)] ?? [:])
    }
  }
}

/// Names in order of appearance, told apart by their bytes.
private struct NameList {
  private(set) var names: [String] = []
  private var numbers: [[UInt8]: Int] = [:]

  mutating func number(_ name: String) -> Int? {
    let bytes = [UInt8](name.utf8)
    if let known = numbers[bytes] { return known }
    guard (1...MarksTable.maxNameBytes).contains(bytes.count), name.unicodeScalars.allSatisfy(NameList.isVisible) else {
      return nil
    }
    numbers[bytes] = names.count
    names.append(name)
    return names.count - 1
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}

/// The cells of the table, sheet by sheet.
private struct SheetCells {
  private struct Key: Hashable {
    let application: Int
    let reviewer: Int
  }

  private struct Sheet {
    let key: Key
    var marks: [MarkDecimal?]
    /// 0 = no row yet.
    var lines: [Int]
  }

  private let criteria: Int
  private var sheets: [Sheet] = []
  private var numbers: [Key: Int] = [:]

  init(criteria: Int) {
    self.criteria = criteria
  }

  /// - Returns: the line that filled the cell before; nil when it was free.
  mutating func put(_ mark: MarkDecimal?, _ application: Int, _ reviewer: Int, _ criterion: Int, line: Int) -> Int? {
    let key = Key(application: application, reviewer: reviewer)
    let number: Int
    if let known = numbers[key] {
      number = known
    } else {
      number = sheets.count
      numbers[key] = number
      sheets.append(
        Sheet(key: key, marks: Array(repeating: nil, count: criteria), lines: Array(repeating: 0, count: criteria)))
    }
    let before = sheets[number].lines[criterion]
    guard before == 0 else { return before }
    sheets[number].lines[criterion] = line
    sheets[number].marks[criterion] = mark
    return nil
  }

  func collect(_ applications: [String], _ reviewers: [String], _ criteria: [Criterion]) -> [ApplicationSheets] {
    var marked = [[ReviewerSheet]](repeating: [], count: applications.count)
    var absent = [[AbsentReviewer]](repeating: [], count: applications.count)
    for sheet in sheets {
      let reviewer = reviewers[sheet.key.reviewer]
      var marks: [String: MarkDecimal] = [:]
      for (criterion, mark) in zip(criteria, sheet.marks) { marks[criterion.id] = mark }
      if marks.isEmpty {
        absent[sheet.key.application].append(AbsentReviewer(reviewer: reviewer, reason: .missing))
      } else {
        marked[sheet.key.application].append(ReviewerSheet(reviewer: reviewer, marks: marks))
      }
    }
    return applications.indices.map {
      ApplicationSheets(application: applications[$0], sheets: marked[$0], absent: absent[$0])
    }
  }
}
