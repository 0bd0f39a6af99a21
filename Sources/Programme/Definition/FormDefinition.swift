/// A recommendation form (推荐表): which numbers, for whom.
package struct FormDefinition: Hashable, Sendable {
  /// `annex4` … `annex7`
  package let id: String
  package let title: String
  package let track: String
  package let level: DivisionLevel
  /// The year columns, earlier first.
  package let years: [Int]
  package let fields: [FieldDefinition]

  package func field(_ id: String) -> FieldDefinition? { fields.first { $0.id == id } }
}
