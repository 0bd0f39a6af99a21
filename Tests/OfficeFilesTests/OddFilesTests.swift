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
        try compare(document.plainText, with: path)
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
    var own = counts(text)
    let other = counts(String(decoding: data, as: UTF8.self))
    let total = other.values.reduce(0, +)
    let missing = other.reduce(0) { sum, entry in
      let shared = min(entry.value, own[entry.key] ?? 0)
      own[entry.key] = nil
      return sum + entry.value - shared
    }
    #expect(missing * 50 <= total, "\(missing) of \(total) characters are missing")
  }

  private func counts(_ text: String) -> [Unicode.Scalar: Int] {
    text.unicodeScalars.reduce(into: [:]) { counts, scalar in
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil { counts[scalar, default: 0] += 1 }
    }
  }
}
