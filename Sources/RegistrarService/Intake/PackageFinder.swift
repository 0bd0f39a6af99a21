import Foundation

/// Tells packages from folders of packages.
package enum PackageFinder {
  /// Folders of folders are searched this deep: season/track/packages.
  private static let deepest = 4
  /// Names that only the inside of a package has.
  private static let insideNames = ["佐证", "证明", "附件", "支撑", "申报书", "推荐表", "声明", "推荐函"]

  /// Every package under the paths, in order of name, each once. A zip is a package; so is a folder in which documents
  /// lie; a folder of zips and folders holds packages.
  ///
  /// - Throws: `RegistrarError.input` for a path that is not there.
  package static func packages(at paths: [String]) throws(RegistrarError) -> [String] {
    var found: [String] = []
    for path in paths {
      guard FileManager.default.fileExists(atPath: path) else {
        throw RegistrarError(
          .input, zh: "找不到 \(path)；请检查路径。", en: "There is nothing at \(path); check the path.")
      }
      var trimmed = path
      while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
      collect(trimmed, depth: deepest, &found)
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0).inserted }
  }

  private static func collect(_ path: String, depth: Int, _ found: inout [String]) {
    let entries = entries(of: path)
    guard isFolder(path), depth > 0, holdsPackages(path, entries) else { return found.append(path) }
    for entry in entries where isFolder("\(path)/\(entry)") || isArchive(entry) {
      collect("\(path)/\(entry)", depth: depth - 1, &found)
    }
  }

  private static func holdsPackages(_ path: String, _ entries: [String]) -> Bool {
    let folders = entries.filter { isFolder("\(path)/\($0)") }
    let files = entries.filter { !isFolder("\(path)/\($0)") }
    guard files.allSatisfy(isArchive), !entries.isEmpty else { return false }
    return files.count + folders.count > 0 && !folders.contains { name in insideNames.contains(where: name.contains) }
  }

  private static func entries(of path: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { !isLitter($0) }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func isLitter(_ name: String) -> Bool {
    let lower = name.lowercased()
    return lower.hasPrefix(".") || lower.hasPrefix("~$") || lower == "__macosx" || lower == "thumbs.db"
      || lower == "desktop.ini"
  }

  private static func isArchive(_ name: String) -> Bool {
    [".zip", ".rar", ".7z"].contains { name.lowercased().hasSuffix($0) }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
