package import Intake
package import Programme

/// The applicant as the detectors know it: its division, the city above it, the divisions beside it.
package struct Applicant: Sendable {
  package let identity: ApplicantIdentity
  package let divisions: DivisionTable
  /// Codes of the applicant and, for a county, its city: their short names are taken at their word more readily.
  package let ownCodes: Set<String>
  /// Codes whose local names count: the applicant, its city, and a city's counties.
  package let homeCodes: Set<String>
  /// Names that intake found in the papers: contacts, units, authors. Sorted by what they look like.
  package let knownNames: [String]
  /// Names that a person declared: taken as they are.
  package let declaredNames: [String]

  package init(
    identity: ApplicantIdentity, divisions: DivisionTable, knownNames: [String], declaredNames: [String]
  ) {
    self.identity = identity
    self.divisions = divisions
    self.knownNames = knownNames
    self.declaredNames = declaredNames
    var own: Set<String> = [identity.divisionCode]
    if let parent = identity.parentCode { own.insert(parent) }
    ownCodes = own
    homeCodes = own.union(divisions.counties(of: identity.divisionCode).map(\.code))
  }

  package var isCounty: Bool { identity.level == .county }
  package var cityCode: String { identity.unitCode }

  func relation(to code: String) -> PlaceRelation {
    if code == identity.divisionCode { return .own }
    if code == identity.parentCode { return .parent }
    return divisions.division(code: code)?.level == .city ? .city : .county
  }
}

/// What a place is to the applicant; it decides the placeholder.
enum PlaceRelation: Hashable, Sendable {
  case own
  case parent
  case city
  case county
}
