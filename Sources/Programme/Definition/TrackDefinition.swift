/// One of the programme's two directions (方向): a session serves one of them.
package struct TrackDefinition: Hashable, Sendable {
  /// `A` or `B`
  package let id: String
  package let title: String
  /// Places a level: 3 cities, 13 counties.
  package let citySeats: Int
  package let countySeats: Int
  /// The template's and the forms' ids.
  package let template: String
  package let cityForm: String
  package let countyForm: String

  package func seats(_ level: DivisionLevel) -> Int { level == .city ? citySeats : countySeats }
  package func form(_ level: DivisionLevel) -> String { level == .city ? cityForm : countyForm }
}
