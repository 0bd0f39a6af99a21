import CanonicalJSON
import Panel
import Programme

/// The numbers of a form with the places they stood in, in order of field and year.
struct StoredForm: CanonicalCodable {
  let form: FormValues

  init(form: FormValues) {
    self.form = form
  }

  init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "form")
    let values = try reader.objects("values", as: StoredValue.self)
    form = FormValues(
      form: try reader.string("form"),
      values: Dictionary(values.map { ($0.key, $0.value) }) { first, _ in first })
    try reader.finish()
  }

  var json: JSONValue { ["form": .string(form.form), "values": .objects(ordered)] }

  private var ordered: [StoredValue] {
    form.values.sorted { ($0.key.field, $0.key.year) < ($1.key.field, $1.key.year) }
      .map { StoredValue(key: $0.key, value: $0.value) }
  }

  /// What the points commitment commits to: the declared values by field and year, without the places they stood in.
  var points: JSONValue {
    [
      "form": .string(form.form),
      "values": .array(
        ordered.map { line in
          [
            "field": .string(line.key.field), "year": .integer(Int64(line.key.year)),
            "state": .string(line.state.word), "number": .string(line.value.number?.description ?? ""),
          ]
        }),
    ]
  }
}

/// One cell.
private struct StoredValue: CanonicalCodable {
  let key: FormValues.Key
  let value: FormValue

  enum State: String {
    case number
    case blank
    case none
    case notApplicable = "not-applicable"
    case notANumber = "not-a-number"

    var word: String { rawValue }
  }

  var state: State {
    switch value.state {
    case .number: .number
    case .blank: .blank
    case .none: .none
    case .notApplicable: .notApplicable
    case .notANumber: .notANumber
    }
  }

  init(key: FormValues.Key, value: FormValue) {
    self.key = key
    self.value = value
  }

  init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "value")
    key = FormValues.Key(field: try reader.string("field"), year: Int(try reader.natural("year")))
    let number = try reader.string("number")
    let state: FormValue.State
    switch try reader.word("state", as: State.self) {
    case .number:
      guard let decimal = DecimalNumber(number) else { throw reader.fault(.badValue, "number") }
      state = .number(decimal)
    case .blank: state = .blank
    case .none: state = .none
    case .notApplicable: state = .notApplicable
    case .notANumber: state = .notANumber
    }
    value = FormValue(
      state: state, asWritten: try reader.text("written"),
      source: ValueSource(file: try reader.text("file"), table: try reader.text("table"), cell: try reader.text("cell"))
    )
    try reader.finish()
  }

  var json: JSONValue {
    [
      "field": .string(key.field), "year": .integer(Int64(key.year)), "state": .word(state),
      "number": .string(value.number?.description ?? ""), "written": StoredText.json(value.asWritten),
      "file": StoredText.json(value.source.file), "table": StoredText.json(value.source.table),
      "cell": StoredText.json(value.source.cell),
    ]
  }
}
