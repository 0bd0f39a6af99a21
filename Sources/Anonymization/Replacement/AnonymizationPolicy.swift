/// How much of what names somebody is replaced.
package enum AnonymizationPolicy: String, Hashable, Sendable, CaseIterable {
  /// As `standard`, and places in published rankings and universities of the province in general words too.
  case strict
  /// Names of places, people, bureaus, companies, parks; contact data, numbers of documents and registers.
  case standard
  /// 实名评审: names stay; only what serves to reach or impersonate a person goes (telephones, e-mail, accounts,
  /// identity numbers, paths).
  case named

  package var zh: String {
    switch self {
    case .strict: "从严隐去"
    case .standard: "隐去名称"
    case .named: "实名"
    }
  }

  func applies(to rule: RedactionRule) -> Bool {
    switch self {
    case .strict: true
    case .standard: rule != .rank
    case .named:
      switch rule {
      case .phone, .email, .socialAccount, .bankAccount, .identityNumber, .path: true
      default: false
      }
    }
  }
}
