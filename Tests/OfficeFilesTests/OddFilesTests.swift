import Foundation
import Testing

@testable import OfficeFiles

/// Files with which other projects test their readers are not part of the repository: PLUMBLINE_ODD_FILES names a folder
/// of them. Beside a document, `<name>.txt` holds its text as another program converted it.
private let oddFiles = ProcessInfo.processInfo.environment["PLUMBLINE_ODD_FILES"]

@Suite(.enabled(if: oddFiles != nil, "PLUMBLINE_ODD_FILES is not set: other projects' files are not read"))
struct OddFilesTests {
  static let files: [String] = {
    guard let oddFiles, let walk = FileManager.default.enumerator(atPath: oddFiles) else { return [] }
    return walk.compactMap { $0 as? String }.filter { name in
      [".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".csv"].contains(where: name.lowercased().hasSuffix)
    }.sorted()
  }()

  @Test(arguments: files) func everyFileIsReadOrRefused(_ name: String) throws {
    let path = "\(oddFiles ?? "")/\(name)"
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    do {
      switch FileType(recognising: bytes) {
      case .docx, .docm:
        let document = try WordReader.read(bytes)
        // Conversions to text show boxes, and tracked deletions as if they stood.
        let apart = document.strays.filter { [.textBox, .deleted].contains($0.place) }.map(\.text)
        try compare(([document.plainText] + apart).joined(separator: "\n"), with: path)
      case .xlsx, .xlsm:
        _ = try WorkbookReader.read(bytes)
      case .text:
        _ = try CSVReader.read(bytes, name: name)
      default:
        break
      }
    } catch let error as OfficeFileError {
      #expect(!error.message.isEmpty)
    }
  }

  /// At least 98 in 100 of the other program's characters, in whatever order.
  private func compare(_ text: String, with path: String) throws {
    guard let data = try? Data(contentsOf: URL(filePath: path + ".txt")) else { return }
    let own = counts(text)
    let other = counts(String(decoding: data, as: UTF8.self))
    let total = other.values.reduce(0, +)
    let lost = other.compactMap { scalar, count -> String? in
      let missing = count - (own[scalar] ?? 0)
      return missing > 0 ? String(repeating: Character(scalar), count: missing) : nil
    }.sorted().joined()
    let missing = lost.unicodeScalars.count
    #expect(missing * 50 <= total, "\(missing) of \(total) characters are missing: \(lost)")
  }

  private func counts(_ text: String) -> [Unicode.Scalar: Int] {
    text.unicodeScalars.reduce(into: [:]) { counts, scalar in
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil { counts[scalar, default: 0] += 1 }
    }
  }
}
