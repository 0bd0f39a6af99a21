package import Programme

/// Reads what a reviewer must keep away from (回避): `济宁市微山县`, `东营市；枣庄市`, `淄博`.
///
/// A city stands for itself and its counties; a county for itself alone; a functional zone, which is no applicant, for
/// its city.
package struct AvoidedDivisions: Sendable {
  /// Codes of the divisions named.
  package private(set) var codes: Set<String> = []
  /// Parts of the texts that name no division, or several.
  package private(set) var unknown: [String] = []

  private static let separators: Set<Character> = ["；", ";", "、", "，", ",", "。", "/", "|", "\n", "\t", "\u{3000}", " "]
  private static let nothing: Set<String> = ["", "无", "没有", "-", "—", "暂无", "山东省"]

  package init(_ texts: [String], divisions: DivisionTable = .shandong) {
    for text in texts {
      var city: Division?
      for part in text.split(whereSeparator: AvoidedDivisions.separators.contains).map(String.init) {
        let name = part.hasPrefix("山东省") ? String(part.dropFirst(3)) : part
        if AvoidedDivisions.nothing.contains(name) { continue }
        guard let found = AvoidedDivisions.division(name, after: city, divisions) else {
          unknown.append(part)
          continue
        }
        city = found.level == .city ? found : divisions.parent(of: found)
        codes.insert(found.code)
      }
    }
  }

  /// - Parameter city: the city named before it, which tells two counties of one name apart.
  private static func division(_ name: String, after city: Division?, _ divisions: DivisionTable) -> Division? {
    if let city = divisions.cities.first(where: { $0.name == name || $0.shortName == name }) { return city }
    for city in divisions.cities {
      for prefix in [city.name, city.shortName] where name.hasPrefix(prefix) && name.count > prefix.count {
        let rest = String(name.dropFirst(prefix.count))
        if let county = only(divisions.counties(of: city.code).filter { named(rest, $0) }) { return county }
        if let zone = divisions.zone(named: rest) ?? divisions.zone(named: name), zone.parentCode == city.code {
          return city
        }
      }
    }
    let counties = divisions.counties.filter { named(name, $0) }
    if let county = only(counties) ?? only(counties.filter { $0.parentCode == city?.code }) { return county }
    return divisions.zone(named: name).flatMap { divisions.division(code: $0.parentCode) }
  }

  private static func named(_ name: String, _ division: Division) -> Bool {
    division.name == name || division.shortName == name
  }

  private static func only(_ divisions: [Division]) -> Division? { divisions.count == 1 ? divisions[0] : nil }

  /// Whether the reviewer must keep away from an application of this division.
  package func cover(division: String, unit: String) -> Bool { codes.contains(division) || codes.contains(unit) }
}
