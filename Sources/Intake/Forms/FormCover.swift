import OfficeFiles

/// What a form says beside its numbers.
struct FormCover: Hashable {
  var divisionName = ""
  var recommendingUnit = ""
  var contactPerson = ""
  var contactPhone = ""
  var date = ""
  var approval = ApprovalAnswer.unanswered
  /// The question on consent stands in the form at all.
  var hasApprovalQuestion = false

  init(_ source: FormSource) {
    for line in source.lines {
      let text = FoldedText.line(line)
      guard let colon = text.firstIndex(of: ":") else {
        if isApprovalLabel(text) { readApproval(text, beside: "") }
        continue
      }
      note(label: String(text[..<colon]), value: String(text[text.index(after: colon)...]), whole: text)
    }
    for table in source.tables {
      for row in table.rows.indices { readRow(row, of: table) }
    }
  }

  private mutating func readRow(_ row: Int, of table: CellTable) {
    for column in table.rows[row].indices where !table.rows[row][column].isCovered {
      let text = FoldedText.line(table.rows[row][column].text)
      guard !text.isEmpty, text.count < 120 else { continue }
      let beside = nextCell(row, after: column, of: table)
      if isApprovalLabel(text) {
        readApproval(table.rows[row][column].text, beside: beside)
      } else if let colon = text.firstIndex(of: ":") {
        let value = String(text[text.index(after: colon)...])
        note(label: String(text[..<colon]), value: value.isEmpty ? FoldedText.line(beside) : value, whole: text)
      } else {
        note(label: text, value: FoldedText.line(beside), whole: text)
      }
    }
  }

  private func nextCell(_ row: Int, after column: Int, of table: CellTable) -> String {
    table.rows[row].dropFirst(column + 1).first { !$0.isCovered }?.text ?? ""
  }

  private func isApprovalLabel(_ text: String) -> Bool {
    let compact = FoldedText.compact(text)
    return compact.contains("是否报请") || (compact.contains("是否") && compact.contains("政府同意"))
  }

  private mutating func readApproval(_ label: String, beside: String) {
    hasApprovalQuestion = true
    // The boxes stand in the next cell, or behind the question in its own.
    let behind = label.firstRange(of: "同意").map { String(label[$0.upperBound...]) } ?? ""
    let own = TickBoxes.answer(behind)
    approval = own == .unanswered ? TickBoxes.answer(beside) : own
  }

  private mutating func note(label: String, value: String, whole: String) {
    if isApprovalLabel(whole) { return readApproval(whole, beside: value) }
    let label = FoldedText.compact(label)
    guard label.count <= 40, !value.isEmpty else { return }
    func keep(_ field: WritableKeyPath<FormCover, String>, _ value: String) {
      if self[keyPath: field].isEmpty { self[keyPath: field] = value }
    }
    if label.hasSuffix("名称"), label.hasPrefix("市") || label.hasPrefix("县") || label.contains("申报") {
      keep(\.divisionName, FoldedText.compact(value))
    } else if label.hasPrefix("推荐单位") || label.hasPrefix("申报单位") {
      keep(\.recommendingUnit, FormCover.withoutSealNote(FoldedText.compact(value)))
    } else if label == "联系人" || label == "联系人姓名" {
      keep(\.contactPerson, FoldedText.compact(value))
    } else if label.hasSuffix("电话") || label == "联系方式" || label.hasSuffix("手机") {
      keep(\.contactPhone, value)
    } else if label == "填报日期" || label == "填报时间" || label == "日期" {
      keep(\.date, value)
    }
  }

  /// 青岛市工业和信息化局(盖章)
  private static func withoutSealNote(_ unit: String) -> String {
    unit.replacing("(盖章)", with: "").replacing("(公章)", with: "").replacing("(章)", with: "")
  }
}
