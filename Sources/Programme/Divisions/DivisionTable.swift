/// The divisions of one province, found by code and by name.
package struct DivisionTable: Sendable {
  package let cities: [Division]
  package let counties: [Division]
  package let zones: [FunctionalZone]
  private let byCode: [String: Division]
  private let byName: [String: [Division]]

  package init(divisions: [Division], zones: [FunctionalZone]) {
    cities = divisions.filter { $0.level == .city }
    counties = divisions.filter { $0.level == .county }
    self.zones = zones
    byCode = Dictionary(divisions.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    byName = Dictionary(grouping: divisions, by: \.name)
  }

  /// Lines `code,name,kind` and `code,name,alias/alias`; a line that does not say so is our own mistake.
  init(parsing divisions: String, zones: String) {
    self.init(
      divisions: divisions.split(separator: "\n").map { line in
        let fields = line.split(separator: ",").map(String.init)
        guard fields.count == 3, let kind = DivisionKind(rawValue: fields[2]) else {
          preconditionFailure("division table: \(line)")
        }
        return Division(
          code: fields[0], name: fields[1], kind: kind,
          parentCode: kind == .city ? nil : DivisionTable.cityCode(of: fields[0]))
      },
      zones: zones.split(separator: "\n").map { line in
        let fields = line.split(separator: ",").map(String.init)
        guard fields.count == 3 else { preconditionFailure("zone table: \(line)") }
        return FunctionalZone(
          code: fields[0], name: fields[1], aliases: fields[2].split(separator: "/").map(String.init),
          parentCode: DivisionTable.cityCode(of: fields[0]))
      })
  }

  package var all: [Division] { cities + counties }

  package func division(code: String) -> Division? { byCode[code] }

  /// Every division of that full name: two for 市中区, one or none otherwise.
  package func divisions(named name: String) -> [Division] { byName[name] ?? [] }

  package func counties(of cityCode: String) -> [Division] {
    counties.filter { $0.parentCode == cityCode }
  }

  package func parent(of division: Division) -> Division? {
    division.parentCode.flatMap { byCode[$0] }
  }

  /// The zone of that name or alias.
  package func zone(named name: String) -> FunctionalZone? {
    zones.first { $0.name == name || $0.aliases.contains(name) }
  }

  static func cityCode(of code: String) -> String { code.prefix(4) + "00" }
}
