/// Reads a .docx of any writer (Word, WPS, LibreOffice, strict or transitional).
package enum WordReader {
  /// - Parameter bytes: the whole file.
  /// - Throws: `OfficeFileError`; the file is refused as a whole.
  package static func read(
    _ bytes: [UInt8], limits: OfficeLimits = OfficeLimits()
  ) throws(OfficeFileError) -> WordDocument {
    let package = try OfficePackage(bytes: bytes, limits: limits)
    let main = try package.mainPart(otherwise: "word/document.xml")
    let relationships = try package.relationships(of: main)
    let styles = try styles(package, relationships)
    let numbering = try numbering(package, relationships)
    guard let reader = try package.reader(main) else {
      throw OfficeFileError(.missingPart, part: main, "the main part is missing")
    }
    let parser = WordStoryParser(
      reader, part: main, limits: limits, styles: styles, numbering: numbering, pictures: pictures(relationships))
    let body = try parser.story()
    var strays = parser.strays
    var names = try DocumentProperties.texts(in: package) + parser.authors
    for (place, relationship) in stories(relationships) {
      guard let reader = try package.reader(relationship.target) else { continue }
      let parser = WordStoryParser(
        reader, part: relationship.target, limits: limits, styles: styles, numbering: WordNumbering(), pictures: [:])
      let text = try parser.story().map(\.plainText).joined(separator: "\n")
      if !text.allSatisfy(\.isWhitespace) {
        strays.append(StrayText(place: place, part: relationship.target, text: text))
      }
      strays += parser.strays
      names += parser.authors
    }
    names += try people(package, relationships)
    var seen: Set<String> = []
    return WordDocument(
      body: body, strays: strays, names: names.filter { seen.insert($0).inserted },
      fetchedReferences: try package.fetchedReferences().map(\.target), longestTable: parser.longestTable)
  }

  /// The bytes of one part, for its digest.
  package static func part(
    _ name: String, of bytes: [UInt8], limits: OfficeLimits = OfficeLimits()
  ) throws(OfficeFileError) -> [UInt8]? {
    try ZipArchive(bytes: bytes, limits: limits).read(named: name)
  }

  private typealias Relationships = [OfficePackage.Relationship]

  private static func target(_ kind: String, _ relationships: Relationships) -> String? {
    relationships.first { $0.kind == kind && !$0.isExternal }?.target
  }

  private static func styles(
    _ package: OfficePackage, _ relationships: Relationships
  ) throws(OfficeFileError) -> WordStyles {
    guard let part = target("styles", relationships), let reader = try package.reader(part) else { return WordStyles() }
    return try WordStyles(reader: reader)
  }

  private static func numbering(
    _ package: OfficePackage, _ relationships: Relationships
  ) throws(OfficeFileError) -> WordNumbering {
    guard let part = target("numbering", relationships), let reader = try package.reader(part) else {
      return WordNumbering()
    }
    return try WordNumbering(reader: reader)
  }

  private static func pictures(_ relationships: Relationships) -> [String: String] {
    Dictionary(
      relationships.filter { $0.kind == "image" && !$0.isExternal }.map { ($0.id, $0.target) },
      uniquingKeysWith: { first, _ in first })
  }

  private static func stories(_ relationships: Relationships) -> [(StrayText.Place, OfficePackage.Relationship)] {
    let places: [String: StrayText.Place] = [
      "header": .header, "footer": .footer, "footnotes": .footnote, "endnotes": .endnote, "comments": .comment,
    ]
    return relationships.compactMap { relationship in
      relationship.isExternal ? nil : places[relationship.kind].map { ($0, relationship) }
    }
  }

  /// word/people.xml: everybody who commented or changed something.
  private static func people(
    _ package: OfficePackage, _ relationships: Relationships
  ) throws(OfficeFileError) -> [String] {
    guard let part = target("people", relationships), let reader = try package.reader(part) else { return [] }
    var names: [String] = []
    while let event = try reader.next() {
      guard case .start = event, reader.name.local == "person" else { continue }
      if let author = reader.attribute("author") { names.append(author) }
    }
    return names
  }
}
