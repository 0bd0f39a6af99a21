import Programme

/// Finds out which division a name means.
struct ApplicantFinder {
  let divisions: DivisionTable

  enum Match: Hashable {
    case division(Division)
    case zone(FunctionalZone)
    case none
  }

  /// - Parameters:
  ///   - name: as written: 市中区, 济南市市中区, 历城, 烟台经济技术开发区.
  ///   - unit: the recommending unit, which tells two divisions of one name apart.
  func find(_ name: String, recommendedBy unit: String = "") -> Match {
    var name = FoldedText.compact(name)
    if name.hasPrefix("山东省") { name.removeFirst(3) }
    guard !name.isEmpty else { return .none }
    if let zone = divisions.zone(named: name) { return .zone(zone) }
    let city = self.city(of: unit)
    if let division = one(divisions.divisions(named: name), in: city) { return .division(division) }
    // 济南市市中区, 济南市中区: the parent's name before the county's.
    for parent in divisions.cities {
      for prefix in [parent.name, parent.shortName] where name.hasPrefix(prefix) && name.count > prefix.count {
        let rest = String(name.dropFirst(prefix.count))
        if let county = divisions.counties(of: parent.code).first(where: { $0.name == rest || $0.shortName == rest }) {
          return .division(county)
        }
      }
    }
    let short = divisions.all.filter { $0.shortName == name }
    if let division = one(short, in: city) { return .division(division) }
    if let zone = divisions.zones.first(where: { name.contains($0.name) }) { return .zone(zone) }
    return .none
  }

  /// The city whose bureau a unit's name is; nil for any other unit.
  func city(of unit: String) -> Division? {
    let unit = FoldedText.compact(unit)
    return divisions.cities.first { unit.hasPrefix($0.name) || unit.hasPrefix("山东省" + $0.name) }
  }

  /// The right bureau's name.
  func bureau(of division: Division) -> String {
    let city = divisions.parent(of: division) ?? division
    return city.name + "工业和信息化局"
  }

  /// Whether a unit is the bureau of that division's city, by its full or its usual short name (工信局).
  func isBureau(_ unit: String, of division: Division) -> Bool {
    let city = divisions.parent(of: division) ?? division
    guard self.city(of: unit)?.code == city.code else { return false }
    return unit.contains("工业和信息化") || unit.contains("工信")
  }

  private func one(_ candidates: [Division], in city: Division?) -> Division? {
    guard candidates.count > 1 else { return candidates.first }
    // A city and its own district can share a name's beginning, never the whole name.
    return candidates.first { $0.parentCode == city?.code || $0.code == city?.code }
  }

  /// Divisions by how often a text names them in full, most first.
  func mentions(in text: String) -> [(division: Division, count: Int)] {
    let searched = SearchedText(text)
    return divisions.all.compactMap { division -> (division: Division, count: Int)? in
      let count = searched.count(of: division.name)
      return count > 0 ? (division, count) : nil
    }
    .sorted { ($0.count, $1.division.code) > ($1.count, $0.division.code) }
  }
}
