import Foundation
import Intake

/// What was handed in: packages, and the letters and declarations beside them that serve several.
package struct Submission: Sendable {
  /// Folders and zips, each once.
  package let packages: [String]
  let sharedFiles: [String]

  /// - Parameter paths: packages, or folders of packages.
  /// - Throws: `RegistrarError.input` for a path that is not there.
  package init(at paths: [String]) throws(RegistrarError) {
    var packages: [String] = []
    var sharedFiles: [String] = []
    for path in paths {
      guard FileManager.default.fileExists(atPath: path) else {
        throw RegistrarError(.input, zh: "找不到 \(path)；请检查路径。", en: "There is nothing at \(path); check the path.")
      }
      var trimmed = path
      while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
      let found = PackageFinder().find(under: trimmed)
      packages += found.packages
      sharedFiles += found.sharedFiles
    }
    var seen: Set<String> = []
    self.packages = packages.filter { seen.insert($0).inserted }
    self.sharedFiles = sharedFiles.filter { seen.insert($0).inserted }
  }
}
