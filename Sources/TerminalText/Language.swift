/// The language in which a tool speaks. Chinese unless something asks for English.
package enum Language: String, CaseIterable, Sendable {
  case zh
  case en

  /// - Parameters:
  ///   - argument: what the option of the command line says.
  ///   - environment: looked up for `PLUMBLINE_LANG` alone: a machine's locale says little about who sits before it.
  package init(argument: String?, environment: [String: String]) {
    let wanted = argument ?? environment["PLUMBLINE_LANG"] ?? "zh"
    self = wanted.lowercased().hasPrefix("en") ? .en : .zh
  }

  package func callAsFunction(_ zh: String, _ en: String) -> String {
    switch self {
    case .zh: zh
    case .en: en
    }
  }
}
