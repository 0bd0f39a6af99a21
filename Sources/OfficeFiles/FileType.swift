/// What a file is, by its bytes; its name is never believed.
package enum FileType: String, Hashable, Sendable {
  case empty
  /// Word document without macros
  case docx
  case docm
  case xlsx
  case xlsm
  /// An Open Document text or sheet
  case openDocument = "open-document"
  /// Any other archive
  case zip
  /// .doc, .wps text
  case legacyWord = "legacy-word"
  /// .xls, .et
  case legacySheet = "legacy-sheet"
  /// A compound file of another kind
  case compoundFile = "compound-file"
  /// An office file under a password
  case encryptedOffice = "encrypted-office"
  case pdf
  case jpeg
  case png
  case gif
  case bmp
  case tiff
  case rar
  case sevenZip = "7z"
  case gzip
  case rtf
  case html
  case xml
  case text
  case unknown

  package var isPicture: Bool {
    switch self {
    case .jpeg, .png, .gif, .bmp, .tiff: true
    default: false
    }
  }

  package var isArchive: Bool {
    switch self {
    case .zip, .rar, .sevenZip, .gzip: true
    default: false
    }
  }

  /// - Parameter bytes: the whole file; only its head and, for an archive, its directory are looked at.
  package init(recognising bytes: [UInt8]) {
    self = FileType.recognise(bytes)
  }

  private static let magics: [(FileType, [UInt8])] = [
    (.pdf, [0x25, 0x50, 0x44, 0x46, 0x2D]),
    (.jpeg, [0xFF, 0xD8, 0xFF]),
    (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    (.gif, [0x47, 0x49, 0x46, 0x38]),
    (.bmp, [0x42, 0x4D]),
    (.tiff, [0x49, 0x49, 0x2A, 0x00]),
    (.tiff, [0x4D, 0x4D, 0x00, 0x2A]),
    (.rar, [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07]),
    (.sevenZip, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
    (.gzip, [0x1F, 0x8B]),
    (.rtf, [0x7B, 0x5C, 0x72, 0x74, 0x66]),
  ]

  private static func recognise(_ bytes: [UInt8]) -> FileType {
    if bytes.isEmpty { return .empty }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
      return archive(bytes)
    }
    if bytes.starts(with: CompoundFile.magic) { return compound(bytes) }
    if let magic = magics.first(where: { bytes.starts(with: $0.1) }) { return magic.0 }
    return text(bytes)
  }

  private static func archive(_ bytes: [UInt8]) -> FileType {
    guard let zip = try? ZipArchive(bytes: bytes, limits: OfficeLimits()) else { return .zip }
    let names = Set(zip.entries.map(\.name))
    guard names.contains("[Content_Types].xml") else {
      return names.contains("mimetype") && names.contains("content.xml") ? .openDocument : .zip
    }
    let hasMacros = zip.entries.contains { $0.name.lowercased().hasSuffix("vbaproject.bin") }
    if names.contains(where: { $0.hasPrefix("word/") }) { return hasMacros ? .docm : .docx }
    if names.contains(where: { $0.hasPrefix("xl/") }) { return hasMacros ? .xlsm : .xlsx }
    return .zip
  }

  private static func compound(_ bytes: [UInt8]) -> FileType {
    let names = CompoundFile.streamNames(bytes)
    if names.contains("EncryptedPackage") || names.contains("EncryptionInfo") { return .encryptedOffice }
    if names.contains("WordDocument") { return .legacyWord }
    if names.contains("Workbook") || names.contains("Book") { return .legacySheet }
    return .compoundFile
  }

  private static func text(_ bytes: [UInt8]) -> FileType {
    guard let text = TextEncoding.decode(Array(bytes.prefix(4_096)), isPrefix: true)?.text else { return .unknown }
    let head = text.drop { $0.isWhitespace }.prefix(256).lowercased()
    if head.hasPrefix("<!doctype html") || head.hasPrefix("<html") || head.hasPrefix("<head") || head.hasPrefix("<body")
    {
      return .html
    }
    if head.hasPrefix("<?xml") { return .xml }
    return .text
  }
}
