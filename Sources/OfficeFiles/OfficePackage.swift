/// An Open Packaging archive (ISO/IEC 29500-2): parts and the relationships between them.
struct OfficePackage {
  struct Relationship {
    let id: String
    /// The last word of the type's URI: `officeDocument`, `image`, `hyperlink`.
    let kind: String
    /// A part's name without its leading slash, or what is outside as written.
    let target: String
    let isExternal: Bool
  }

  let zip: ZipArchive
  let limits: OfficeLimits

  /// - Throws: before anything is unpacked: `overLimit` when a member claims too much, `unsafePath`, `duplicatePart`,
  ///   `encrypted`.
  init(bytes: [UInt8], limits: OfficeLimits) throws(OfficeFileError) {
    zip = try ZipArchive(bytes: bytes, limits: limits)
    self.limits = limits
    if let entry = zip.oversized {
      throw OfficeFileError(
        .overLimit, part: entry.name, "\(entry.byteCount) bytes unpacked from \(entry.packedByteCount)")
    }
    if let entry = zip.entries.first(where: \.isUnsafePath) {
      throw OfficeFileError(.unsafePath, part: entry.name, "a part's path leaves the file")
    }
    if let name = zip.duplicateNames.first {
      throw OfficeFileError(.duplicatePart, part: name, "two parts have this name")
    }
    for entry in zip.entries where OfficePackage.isXML(entry.name) && !entry.isEncrypted {
      if XMLProlog.declaresDocumentType(try zip.read(entry)) {
        throw OfficeFileError(.documentType, part: entry.name, "the part declares a document type")
      }
    }
    if zip.entries.contains(where: \.isEncrypted) { throw OfficeFileError(.encrypted, "parts are protected") }
  }

  private static func isXML(_ name: String) -> Bool {
    let lower = name.lowercased()
    return lower.hasSuffix(".xml") || lower.hasSuffix(".rels") || lower.hasSuffix(".vml")
  }

  /// A reader on a part; nil when there is none.
  func reader(_ part: String) throws(OfficeFileError) -> XMLPullReader? {
    guard let bytes = try zip.read(named: part) else { return nil }
    return try XMLPullReader(bytes, part: part, limits: limits)
  }

  /// The relationships of a part, or of the package for the empty name.
  func relationships(of part: String) throws(OfficeFileError) -> [Relationship] {
    let folder = OfficePackage.folder(of: part)
    let file = part.split(separator: "/").last.map(String.init) ?? ""
    guard let reader = try reader("\(folder)_rels/\(file).rels") else { return [] }
    var relationships: [Relationship] = []
    while let event = try reader.next() {
      guard case .start = event, reader.name.local == "Relationship" else { continue }
      let target = reader.attribute("Target") ?? ""
      let isExternal = reader.attribute("TargetMode") == "External"
      relationships.append(
        Relationship(
          id: reader.attribute("Id") ?? "",
          kind: reader.attribute("Type")?.split(separator: "/").last.map(String.init) ?? "",
          target: isExternal ? target : OfficePackage.resolve(target, in: folder), isExternal: isExternal))
    }
    return relationships
  }

  /// The part that the package's own relationships call its main document.
  func mainPart(otherwise usual: String) throws(OfficeFileError) -> String {
    let named = try relationships(of: "").first { $0.kind == "officeDocument" && !$0.isExternal }?.target
    if let named, zip.entry(named: named) != nil { return named }
    guard zip.entry(named: usual) != nil else {
      throw OfficeFileError(.missingPart, part: usual, "the main part is missing")
    }
    return usual
  }

  /// Content outside that a program would take in on opening (a template, a sub-document, a sheet of another file). A
  /// link that a person must click is none, nor is a linked picture: it is withheld like every picture.
  func fetchedReferences() throws(OfficeFileError) -> [(part: String, target: String)] {
    var found: [(part: String, target: String)] = []
    for entry in zip.entries where entry.name.hasSuffix(".rels") {
      let folder = entry.name.replacing("_rels/", with: "")
      let part = String(folder.dropLast(".rels".count))
      for relationship in try relationships(of: part)
      where relationship.isExternal && relationship.kind != "hyperlink" && relationship.kind != "image"
        && OfficePackage.isRemote(relationship.target)
      {
        found.append((part, relationship.target))
      }
    }
    return found
  }

  /// On another machine. A template's path on the writer's own disk leads nowhere here.
  static func isRemote(_ target: String) -> Bool {
    let lower = target.lowercased()
    return ["http:", "https:", "ftp:", "ftps:", "smb:", "\\\\", "mhtml:"].contains(where: lower.hasPrefix)
      || (lower.hasPrefix("file://") && !lower.hasPrefix("file:///"))
      || lower.hasPrefix("file:///\\\\")
  }

  static func folder(of part: String) -> String {
    guard let slash = part.lastIndex(of: "/") else { return "" }
    return String(part[...slash])
  }

  /// `../media/image1.png` in `word/` is `media/image1.png`; a path that climbs out stays at the root.
  static func resolve(_ target: String, in folder: String) -> String {
    guard !target.hasPrefix("/") else { return String(target.dropFirst()) }
    var steps: [Substring] = []
    for step in (folder + target).split(separator: "/") where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    return steps.joined(separator: "/")
  }
}
