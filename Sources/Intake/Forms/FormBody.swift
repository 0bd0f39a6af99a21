import OfficeFiles
import Programme

/// Gathers the numbers of a form from its tables.
struct FormBody {
  let definition: FormDefinition
  let file: String
  private(set) var values: FormValues
  private var findings: [Finding] = []
  /// Fields in the order of their rows.
  private var order: [Int] = []
  /// Of the last table that had one: a form that breaks over pages goes on without.
  private var lastHeader: FormHeader?
  private var labels: [String: [Int]]

  /// Below this likeness a label is another row, not a misprint.
  private static let leastLikeness = 0.8
  /// Rows that the form has not, after which the rest of a table is not read.
  private static let mostExtraRows = 100

  init(definition: FormDefinition, file: String) {
    self.definition = definition
    self.file = file
    values = FormValues(form: definition.id)
    labels = Dictionary(
      grouping: definition.fields.indices, by: { LabelText.normalised(definition.fields[$0].label) })
  }

  // MARK: - Rows

  mutating func read(_ table: CellTable) {
    if let own = FormHeader(table, years: definition.years) {
      lastHeader = own
      if own.isSwapped { findings.append(Finding(.headerSwapped, at: Finding.Place(file: file, part: table.name))) }
      readRows(of: table, from: own.row + 1, header: own)
    } else if let header = lastHeader, continues(table, header) {
      readRows(of: table, from: 0, header: header)
    }
  }

  /// A table without years that has the rows and the columns of the form.
  private func continues(_ table: CellTable, _ header: FormHeader) -> Bool {
    let lastColumn = header.columns.values.max() ?? 0
    return table.rows.indices.prefix(3).contains { row in
      table.rows[row].count > lastColumn && field(FormRow(table, row, before: header.firstColumn)) != nil
    }
  }

  private mutating func readRows(of table: CellTable, from start: Int, header: FormHeader) {
    var lastLabel = ""
    var extra: [(row: Int, label: String)] = []
    for row in start..<max(start, table.rows.count) {
      var rowText = FormRow(table, row, before: header.firstColumn)
      if rowText.label.isEmpty, rowText.sublevel != nil {
        rowText = FormRow(label: lastLabel, sublevel: rowText.sublevel)
      }
      guard !rowText.label.isEmpty else { continue }
      lastLabel = rowText.label
      if let field = field(rowText) {
        take(field, row: row, of: table, header: header)
      } else if holdsNumbers(row, of: table, header: header) {
        extra.append((row, rowText.label))
        if extra.count == FormBody.mostExtraRows { break }
      }
    }
    // A table of thousands of other rows is reported as that.
    if let first = extra.first, table.rowCount <= FormReader.longTable {
      let place = Finding.Place(file: file, part: table.name, cell: CellTable.reference(row: first.row, column: 0))
      findings.append(Finding(.extraRow, at: place, detail: extra.map(\.label).joined(separator: "、")))
    }
  }

  private func field(_ row: FormRow) -> Int? {
    let candidates = labels[row.label] ?? likest(row.label)
    return candidates?.first { index in
      guard let wanted = definition.fields[index].sublevel else { return true }
      return row.sublevel == wanted.zh
    }
  }

  /// The fields whose label is nearly this one, when only one label is.
  private func likest(_ label: String) -> [Int]? {
    let scored = labels.map { (fields: $0.value, score: Similarity.dice($0.key, label)) }
      .filter { $0.score >= FormBody.leastLikeness }.sorted { $0.score > $1.score }
    guard let best = scored.first else { return nil }
    guard scored.count == 1 || scored[1].score < best.score else { return nil }
    return best.fields
  }

  private func holdsNumbers(_ row: Int, of table: CellTable, header: FormHeader) -> Bool {
    header.columns.values.contains { column in
      table.shownText(row, column).unicodeScalars.contains { $0.properties.numericType != nil }
    }
  }

  // MARK: - Cells

  private mutating func take(_ index: Int, row: Int, of table: CellTable, header: FormHeader) {
    let field = definition.fields[index]
    if values.values.keys.contains(where: { $0.field == field.id }) {
      let differs = header.columns.contains { year, column in
        values[field.id, year]?.asWritten.trimmingSpaces() != table.shownText(row, column).trimmingSpaces()
      }
      if differs {
        findings.append(Finding(.duplicateRow, at: Finding.Place(file: file, part: table.name), detail: field.label))
      }
      return
    }
    order.append(index)
    for year in definition.years {
      guard let column = header.columns[year] else { continue }
      let cell = table[row, column]
      let text = table.shownText(row, column)
      let reference = CellTable.reference(row: row, column: column)
      let reading = CellNumber(text, unit: field.unit, isFormatted: cell.isNumber)
      values[field.id, year] = FormValue(
        state: reading.state, asWritten: text,
        source: ValueSource(file: file, table: table.name, cell: reference))
      let place = Finding.Place(file: file, part: table.name, cell: reference)
      note(reading, text: text, lacksResult: cell.lacksResult, field: field, year: year, at: place)
    }
  }

  private mutating func note(
    _ reading: CellNumber, text: String, lacksResult: Bool, field: FieldDefinition, year: Int, at place: Finding.Place
  ) {
    let name = "\(field.label)\(field.sublevel.map { "（\($0.zh)）" } ?? "") \(year)"
    func report(_ code: FindingCode, _ detail: String) {
      findings.append(Finding(code, at: place, detail: detail))
    }
    switch reading.state {
    case .blank:
      report(lacksResult ? .cellNotShown : .cellEmpty, name)
    case .none, .notApplicable, .notANumber:
      report(.cellNotANumber, "\(name)，原文“\(text.trimmingSpaces())”")
    case .number(let number):
      if reading.repairs.contains(.unit) { report(.cellUnit, "\(name)，“\(text.trimmingSpaces())”读作 \(number)") }
      if reading.repairs.contains(.normalised) {
        report(.cellNormalised, "\(name)，“\(text.trimmingSpaces())”读作 \(number)")
      }
      if !field.allows(number) {
        report(.cellOutOfRange, "\(name) = \(number)，应在 \(field.range.lowerBound)～\(field.range.upperBound)")
      }
    }
  }

  // MARK: - The whole

  mutating func finish() -> [Finding] {
    guard lastHeader != nil else { return findings + [Finding(.headerMissing, at: Finding.Place(file: file))] }
    if order != order.sorted() { findings.append(Finding(.rowOrder, at: Finding.Place(file: file))) }
    let found = Set(order)
    for index in definition.fields.indices where !found.contains(index) {
      let field = definition.fields[index]
      findings.append(
        Finding(
          .rowMissing, at: Finding.Place(file: file, cell: field.id),
          detail: field.label + (field.sublevel.map { "（\($0.zh)）" } ?? "")))
    }
    return findings
  }
}

extension FormRow {
  init(label: String, sublevel: String?) {
    self.label = label
    self.sublevel = sublevel
  }
}

extension FieldDefinition {
  /// In the range, and whole where things are counted.
  func allows(_ number: DecimalNumber) -> Bool {
    guard let low = DecimalNumber(unscaled: Int64(range.lowerBound), scale: 0),
      let high = DecimalNumber(unscaled: Int64(range.upperBound), scale: 0)
    else { return false }
    return number >= low && number <= high && (!isWhole || number.isWhole)
  }
}

/// Where a table names its years.
struct FormHeader {
  let row: Int
  /// Column by year.
  let columns: [Int: Int]

  var firstColumn: Int { columns.values.min() ?? 0 }
  /// The later year stands left of the earlier.
  var isSwapped: Bool { columns.sorted { $0.key < $1.key }.map(\.value) != columns.values.sorted() }

  /// The first row in which every year has a column.
  init?(_ table: CellTable, years: [Int]) {
    for row in table.rows.indices.prefix(200) {
      var columns: [Int: Int] = [:]
      for column in table.rows[row].indices where !table.rows[row][column].isCovered {
        let text = FoldedText.compact(table.rows[row][column].text)
        guard text.count <= 12 else { continue }
        for year in years where columns[year] == nil && text.contains(String(year)) { columns[year] = column }
      }
      if columns.count == years.count, Set(columns.values).count == years.count {
        self.row = row
        self.columns = columns
        return
      }
    }
    return nil
  }
}
