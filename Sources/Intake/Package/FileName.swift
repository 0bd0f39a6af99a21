import OfficeFiles

/// What a file's name claims.
enum FileName {
  private static let longest = 200

  /// The extension in lower case, without the dot.
  static func fileExtension(_ name: String) -> String {
    guard let dot = name.lastIndex(of: ".") else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  static func isOffice(_ name: String) -> Bool {
    ["docx", "docm", "xlsx", "xlsm", "doc", "xls", "wps", "et", "dotx", "odt", "ods"].contains(fileExtension(name))
  }

  /// The extension promises another kind of content. Extensions that promise nothing never do.
  static func contradicts(_ name: String, _ type: FileType) -> Bool {
    switch fileExtension(name) {
    case "docx": type != .docx
    case "xlsx": type != .xlsx
    case "pdf": type != .pdf
    case "jpg", "jpeg": type != .jpeg
    case "png": type != .png
    case "csv": type != .text
    case "doc", "wps": type != .legacyWord
    case "xls", "et": type != .legacySheet
    default: false
    }
  }

  static func isCalledCopy(_ name: String) -> Bool {
    ["修改", "修订", "副本", "旧", "备份"].contains(where: name.contains)
  }

  /// It holds what cannot be seen or turns the reading direction, or no system could store it well.
  static func isOdd(_ path: String) -> Bool {
    path.unicodeScalars.contains { scalar in
      FoldedText.isInvisible(scalar) || scalar.properties.generalCategory == .control || scalar.value == 0xFFFD
    } || path.split(separator: "/").contains { $0.utf8.count > longest || $0.hasSuffix(" ") || $0.hasPrefix(" ") }
  }
}
