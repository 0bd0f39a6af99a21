/// Names that stand for a place without being its name: nicknames, landmarks, well-known enterprises and brands.
///
/// Read from lines `code|nickname/…|landmark/…|enterprise/…`; an office adds its own lines to the ones given here.
package struct LocalNames: Sendable {
  package enum Kind: Sendable, CaseIterable {
    case nickname
    case landmark
    case enterprise
  }

  package struct Entry: Hashable, Sendable {
    package let divisionCode: String
    package let kind: Kind
    package let name: String
  }

  package let entries: [Entry]

  /// A line of the table that cannot be read; `line` counts from 1.
  package struct FormatError: Error, Hashable, CustomStringConvertible {
    package let line: Int

    package var zh: String { "地名别称表第 \(line) 行应为“区划代码|别称/…|地标/…|企业/…”，名称不少于两个字" }
    package var en: String {
      "Line \(line) of the table of local names is not `code|nickname/…|landmark/…|enterprise/…`"
    }
    package var description: String { en }
  }

  /// - Throws: `FormatError` for a line without four parts, a code of other than six digits, a name of one sign.
  package init(parsing text: String) throws(FormatError) {
    var entries: [Entry] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      let parts = line.split(separator: "|", omittingEmptySubsequences: false)
      guard parts.count == 4, parts[0].utf8.count == 6, parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) })
      else { throw FormatError(line: index + 1) }
      for (kind, names) in zip(Kind.allCases, parts.dropFirst()) {
        for name in names.split(separator: "/") {
          guard name.count >= 2 else { throw FormatError(line: index + 1) }
          entries.append(Entry(divisionCode: String(parts[0]), kind: kind, name: String(name)))
        }
      }
    }
    self.entries = entries
  }

  private init(entries: [Entry]) { self.entries = entries }

  package func adding(_ other: LocalNames) -> LocalNames { LocalNames(entries: entries + other.entries) }

  /// What is known of Shandong without asking anybody.
  package static let shandong: LocalNames = {
    do throws(FormatError) {
      return try LocalNames(parsing: shandongText)
    } catch {
      preconditionFailure("the table of local names: \(error)")
    }
  }()
}
