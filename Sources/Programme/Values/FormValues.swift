/// The numbers of one form as its sender meant them, each with the place it stood in.
package struct FormValues: Hashable, Sendable {
  /// A field in one year's column.
  package struct Key: Hashable, Sendable {
    /// A `FieldDefinition.id`
    package let field: String
    package let year: Int

    package init(field: String, year: Int) {
      self.field = field
      self.year = year
    }
  }

  /// The form they belong to: `annex4` … `annex7`.
  package let form: String
  package private(set) var values: [Key: FormValue]

  package init(form: String, values: [Key: FormValue] = [:]) {
    self.form = form
    self.values = values
  }

  package subscript(_ field: String, _ year: Int) -> FormValue? {
    get { values[Key(field: field, year: year)] }
    set { values[Key(field: field, year: year)] = newValue }
  }
}

/// One cell of a form.
package struct FormValue: Hashable, Sendable {
  /// A blank is not zero, and neither is 无, — or 不适用: each is kept for the rule to judge.
  package enum State: Hashable, Sendable {
    case number(DecimalNumber)
    case blank
    /// 无, 没有
    case none
    /// 不适用, —, /
    case notApplicable
    /// Anything else: 约12, 15.8～16.8.
    case notANumber
  }

  package let state: State
  /// The literal text of the cell, in no way mended.
  package let asWritten: String
  package let source: ValueSource

  package init(state: State, asWritten: String, source: ValueSource) {
    self.state = state
    self.asWritten = asWritten
    self.source = source
  }

  package var number: DecimalNumber? {
    if case .number(let number) = state { number } else { nil }
  }
}

/// Where a value was found, for a person to check.
package struct ValueSource: Hashable, Sendable {
  /// The file's path in the package.
  package let file: String
  /// The table in a document or the sheet's name in a workbook: `表2`, `推荐表`.
  package let table: String
  /// `C7` as a spreadsheet counts, rows and columns of a document's table too.
  package let cell: String

  package init(file: String, table: String, cell: String) {
    self.file = file
    self.table = table
    self.cell = cell
  }
}
