import Glibc
import OfficeFiles

/// Finds the packages in what was handed in: one package, the packages of one unit, or a whole season's folder.
package struct PackageFinder: Sendable {
  private let limits: PackageLimits

  package init(limits: PackageLimits = PackageLimits()) {
    self.limits = limits
  }

  package struct Found: Hashable, Sendable {
    /// Folders and zips.
    package var packages: [String] = []
    /// Letters and declarations that lie beside packages and serve all of them.
    package var sharedFiles: [String] = []
  }

  /// - Parameter path: a package itself, or a folder with packages at most `depth` folders down.
  package func find(under path: String, depth: Int = 3) -> Found {
    guard isFolder(path) else { return Found(packages: [path]) }
    let children = FolderWalk.children(of: path)
    let files = children.filter { !isFolder("\(path)/\($0)") }
    let folders = children.filter { isFolder("\(path)/\($0)") }
    // A narrative or a form directly inside makes it a package; its folders are evidence.
    let roles = files.filter { !isArchive($0) }.map { FileRoles.byName($0) }
    if roles.contains(.narrative) || roles.contains(.form) { return Found(packages: [path]) }
    let archives = files.filter(isArchive)
    guard depth > 0, !archives.isEmpty || folders.contains(where: { !isEvidence($0) }) else {
      return Found(packages: [path])
    }
    var found = Found()
    found.packages = archives.map { "\(path)/\($0)" }
    found.sharedFiles = files.filter { [.letter, .declaration].contains(FileRoles.byName($0)) }.map { "\(path)/\($0)" }
    for folder in folders where !isEvidence(folder) {
      let inside = find(under: "\(path)/\(folder)", depth: depth - 1)
      found.packages += inside.packages
      found.sharedFiles += inside.sharedFiles
    }
    found.packages.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return found
  }

  private func isEvidence(_ folder: String) -> Bool { FileRoles.byName("\(folder)/x") == .evidence }

  private func isArchive(_ name: String) -> Bool { FileName.fileExtension(name) == "zip" }

  private func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
