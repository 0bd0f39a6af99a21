import OfficeFiles
import Programme

/// What a letter or a declaration shows without opening it by eye.
struct LetterReading: Hashable {
  /// The text layer; empty for a scan.
  var text = ""
  /// Nil when it could not be looked for.
  var hasSeal: Bool?
  /// The city bureau that signs, as far as the text says.
  var signer: String?
  /// Poppler is missing or could not read it.
  var isUnread = false
}

/// Reads letters (推荐函): whose they are and whether they carry a seal.
struct LetterReader {
  let divisions: DivisionTable
  static let bureau = "工业和信息化局"
  /// Lines at the end in which the signature stands.
  private static let signatureLines = 6

  /// - Parameter looksForSeal: drawing the page costs ten times as much as its text.
  func read(_ bytes: [UInt8], type: FileType, looksForSeal: Bool = true) -> LetterReading {
    var reading = LetterReading()
    do {
      switch type {
      case .pdf:
        let document = try PDFDocument(bytes: bytes)
        reading.text = document.isScan ? "" : document.text
        if looksForSeal { reading.hasSeal = try SealFinder.hasSeal(pdf: bytes) }
      case .jpeg:
        if looksForSeal { reading.hasSeal = try SealFinder.hasSeal(jpeg: bytes) }
      case .docx:
        reading.text = try WordReader.read(bytes).plainText
      default:
        reading.isUnread = true
      }
    } catch {
      reading.isUnread = true
    }
    reading.signer = signer(of: reading.text)
    return reading
  }

  /// The bureau in the last lines, or the only one that the text names.
  private func signer(of text: String) -> String? {
    let lines = text.split(separator: "\n").map { FoldedText.compact($0) }
    let signatures = lines.suffix(LetterReader.signatureLines).reversed()
    for line in signatures {
      if let name = divisions.cities.map({ $0.name + LetterReader.bureau }).first(where: { line.hasSuffix($0) }) {
        return name
      }
    }
    let whole = SearchedText(text)
    let named = divisions.cities.map { $0.name + LetterReader.bureau }.filter { whole.contains($0) }
    return named.count == 1 ? named.first : nil
  }

  /// What is kept of a paper.
  func paper(_ reading: LetterReading, role: PackageFile.Role, path: String, programme: ProgrammeDefinition)
    -> SealedPaper
  {
    let searched = SearchedText(reading.text)
    let city = divisions.cities.first { reading.signer == $0.name + LetterReader.bureau }
    let named = divisions.all.filter { division in
      searched.contains(division.name) && (division.parentCode == nil || division.parentCode == city?.code)
    }
    return SealedPaper(
      role: role, path: path, signer: reading.signer, namedDivisions: Set(named.map(\.code)),
      track: LetterReader.track(of: reading.text, programme: programme))
  }

  /// The track whose title a text gives, up to spaces and line breaks.
  static func track(of text: String, programme: ProgrammeDefinition) -> String? {
    let compact = FoldedText.compact(text)
    let named = programme.tracks.filter { compact.contains(FoldedText.compact($0.title).prefix(12)) }
    return named.count == 1 ? named.first?.id : nil
  }
}
