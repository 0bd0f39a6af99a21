import Intake
import Programme

/// What was understood of one package, for a person to compare with the papers.
package struct Understood: Sendable {
  package struct Value: Sendable {
    package let field: String
    /// The row's label as the form prints it.
    package let label: String
    package let year: Int
    /// The number, or the word for what stands instead.
    package let value: String
    package let written: String
    /// File, table and cell.
    package let place: String
  }

  package let recommendingUnit: String
  package let approval: String
  package let incidents: String
  package let values: [Value]
  package let headings: [String]

  init(_ application: Application) {
    recommendingUnit = application.identity.recommendingUnit
    approval = application.approval.rawValue
    incidents = application.incidents.rawValue
    let form = ProgrammeDefinition.shandong2023.form(application.form.form)
    values = application.form.values.sorted { ($0.key.field, $0.key.year) < ($1.key.field, $1.key.year) }
      .map { key, value in
        let source = value.source
        return Value(
          field: key.field, label: form?.field(key.field)?.label ?? "", year: key.year,
          value: value.number?.description ?? "\(value.state)",
          written: value.asWritten,
          place: [source.file, source.table, source.cell].filter { !$0.isEmpty }.joined(separator: " "))
      }
    headings = application.narrative.sections.map(\.heading).filter { !$0.isEmpty }
  }
}

extension RegistrarVault {
  /// - Returns: nil for a package that was not understood.
  package func understood(_ number: Int64) throws -> Understood? {
    try application(number).map { Understood($0.application) }
  }
}
