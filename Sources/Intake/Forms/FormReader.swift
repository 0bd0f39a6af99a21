import OfficeFiles
import Programme

/// What one form gave.
struct FormReading {
  let definition: FormDefinition
  let values: FormValues
  let cover: FormCover
  let findings: [Finding]
}

/// Reads a recommendation form by its labels: rows in any order, rows that should not be there, swapped years, merged or
/// split labels, per-level rows of one indicator.
struct FormReader {
  let programme: ProgrammeDefinition
  /// Rows of one table beyond which a person should look.
  static let longTable = 1_000

  /// The form that `source` is, by its labels; nil when it is none.
  func definition(of source: FormSource) -> FormDefinition? {
    let rows = source.tables.flatMap { table in table.rows.indices.map { FormRow.firstLabel(table, $0) } }
    let labels = Set(rows.filter { !$0.isEmpty })
    let scored = programme.forms.map { form -> (form: FormDefinition, score: Double) in
      let wanted = Set(form.fields.map { LabelText.normalised($0.label) })
      return (form, Double(wanted.intersection(labels).count) / Double(max(1, wanted.count)))
    }
    if let best = scored.max(by: { $0.score < $1.score }), best.score >= 0.5 { return best.form }
    let text = FoldedText.compact(source.text)
    guard text.contains("推荐表") else { return nil }
    return programme.forms.first { text.contains(FoldedText.compact($0.title)) }
  }

  func read(_ source: FormSource, as definition: FormDefinition) -> FormReading {
    var body = FormBody(definition: definition, file: source.path)
    for table in source.tables { body.read(table) }
    var findings = body.finish()
    if source.longestTable > FormReader.longTable {
      findings.append(
        Finding(.tableHuge, at: Finding.Place(file: source.path), detail: "\(source.longestTable) 行"))
    }
    return FormReading(definition: definition, values: body.values, cover: FormCover(source), findings: findings)
  }
}
