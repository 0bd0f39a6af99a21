/// Names that programs write into a file beside its content: authors, companies, managers, custom properties.
struct DocumentProperties {
  private static let wanted: Set<String> = [
    "creator", "lastModifiedBy", "title", "subject", "description", "keywords", "category", "Company", "Manager",
    "HyperlinkBase", "lpwstr",
  ]

  /// In the order found; empty values are left out. A part that cannot be read has none.
  static func texts(in package: OfficePackage) throws(OfficeFileError) -> [String] {
    var texts: [String] = []
    for part in ["docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"] {
      guard let reader = try package.reader(part) else { continue }
      while let event = try reader.next() {
        guard case .start = event, wanted.contains(reader.name.local) else { continue }
        let text = try reader.elementText()
        if !text.allSatisfy(\.isWhitespace) { texts.append(text) }
      }
    }
    return texts
  }
}
