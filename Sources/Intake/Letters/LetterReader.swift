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
  private static let bureau = "工业和信息化局"
  /// Lines at the end in which the signature stands.
  private static let signatureLines = 6

  func read(_ bytes: [UInt8], type: FileType) -> LetterReading {
    var reading = LetterReading()
    do {
      switch type {
      case .pdf:
        let document = try PDFDocument(bytes: bytes)
        reading.text = document.isScan ? "" : document.text
        reading.hasSeal = try SealFinder.hasSeal(pdf: bytes)
      case .jpeg:
        reading.hasSeal = try SealFinder.hasSeal(jpeg: bytes)
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
    let whole = lines.joined()
    let named = divisions.cities.map { $0.name + LetterReader.bureau }.filter { whole.contains($0) }
    return named.count == 1 ? named.first : nil
  }

  /// The track whose title a text gives, up to spaces and line breaks.
  static func track(of text: String, programme: ProgrammeDefinition) -> String? {
    let compact = FoldedText.compact(text)
    let named = programme.tracks.filter { compact.contains(FoldedText.compact($0.title).prefix(12)) }
    return named.count == 1 ? named.first?.id : nil
  }
}
