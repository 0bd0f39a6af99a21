/// The two levels that are ranked apart.
package enum DivisionLevel: String, Hashable, Sendable, CaseIterable {
  /// 设区市
  case city
  /// 县（市、区）
  case county

  package var zh: String {
    switch self {
    case .city: "市"
    case .county: "县（市、区）"
    }
  }
}

/// What a division is called by law; it decides the last character of its name.
package enum DivisionKind: String, Hashable, Sendable {
  /// 地级市
  case city
  /// 市辖区
  case district
  /// 县级市
  case countyLevelCity = "county-level-city"
  /// 县
  case county

  package var level: DivisionLevel { self == .city ? .city : .county }
}

/// One statutory division: a place that can apply.
package struct Division: Hashable, Sendable {
  /// Six digits of GB/T 2260. Names are not unique (two 市中区): codes are.
  package let code: String
  package let name: String
  package let kind: DivisionKind
  /// The city a county lies in; nil for a city.
  package let parentCode: String?

  package init(code: String, name: String, kind: DivisionKind, parentCode: String?) {
    self.code = code
    self.name = name
    self.kind = kind
    self.parentCode = parentCode
  }

  package var level: DivisionLevel { kind.level }

  /// The name without its last character (历城 of 历城区), or the whole name where one character would be left (曹县).
  package var shortName: String {
    name.count > 2 ? String(name.dropLast()) : name
  }
}

/// A functional zone (高新区, 经开区, …): it has a statistical code, it is not a statutory division and has no quota.
package struct FunctionalZone: Hashable, Sendable {
  package let code: String
  package let name: String
  package let aliases: [String]
  package let parentCode: String

  package init(code: String, name: String, aliases: [String], parentCode: String) {
    self.code = code
    self.name = name
    self.aliases = aliases
    self.parentCode = parentCode
  }
}
