import CanonicalJSON

/// JSON for people: indented, long binary fields cut.
enum ReadableJSON {
  /// Signs of one string that are shown.
  static let maximumSigns = 160

  static func text(_ value: JSONValue, indent: String = "") -> String {
    let inner = indent + "  "
    switch value {
    case .object(let members) where !members.isEmpty:
      let lines = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { "\(inner)\"\($0.key)\": \(text($0.value, indent: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    case .array(let elements) where !elements.isEmpty:
      return "[\n" + elements.map { inner + text($0, indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
    case .string(let string) where string.count > maximumSigns:
      return plain(.string(string.prefix(maximumSigns) + "…"))
    case .object, .array, .string, .integer, .boolean:
      return plain(value)
    }
  }

  private static func plain(_ value: JSONValue) -> String { String(decoding: value.canonicalBytes, as: UTF8.self) }
}
