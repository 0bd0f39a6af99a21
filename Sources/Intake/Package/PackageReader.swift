import Glibc
import OfficeFiles

/// A file as it lies in a package.
struct RawFile {
  /// Relative to the package, `/` between folders.
  let path: String
  let bytes: [UInt8]
  let type: FileType

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    type = FileType(recognising: bytes)
  }

  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}

/// Takes the files out of a package, a folder or a zip; what is wrong with the container is a finding.
struct PackageReader {
  let limits: PackageLimits

  /// - Returns: no files where the container as a whole is refused.
  func read(path: String) -> (files: [RawFile], findings: [Finding]) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      return ([], [Finding(.fileUnreadable, at: Finding.Place(file: fileName(path)), detail: "errno \(errno)")])
    }
    if status.st_mode & S_IFMT == S_IFDIR { return readFolder(path) }
    switch FileReader.read(path, atMost: limits.totalBytes) {
    case .success(let bytes): return readArchive(bytes, name: fileName(path))
    case .failure(let failure):
      return ([], [failure.finding(fileName(path))])
    }
  }

  private func fileName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  // MARK: - Folders

  private func readFolder(_ root: String) -> (files: [RawFile], findings: [Finding]) {
    var files: [RawFile] = []
    var findings: [Finding] = []
    var total = 0
    let paths = FolderWalk.files(under: root, depth: limits.folderDepth, atMost: limits.files + 1)
    if paths.count > limits.files {
      return ([], [Finding(.packageTooLarge, detail: "\(limits.files)")])
    }
    for path in paths {
      switch FileReader.read("\(root)/\(path)", atMost: min(limits.fileBytes, limits.totalBytes - total)) {
      case .success(let bytes):
        total += bytes.count
        files.append(RawFile(path: path, bytes: bytes))
      case .failure(let failure):
        findings.append(failure.finding(path))
      }
    }
    return (files, findings)
  }

  // MARK: - Archives

  func readArchive(_ bytes: [UInt8], name: String) -> (files: [RawFile], findings: [Finding]) {
    func refused(_ code: FindingCode, part: String = "", _ detail: String = "") -> ([RawFile], [Finding]) {
      ([], [Finding(code, at: Finding.Place(file: name, part: part), detail: detail)])
    }
    if bytes.isEmpty { return refused(.fileEmpty) }
    let archive: ZipArchive
    do {
      archive = try ZipArchive(bytes: bytes, limits: archiveLimits)
    } catch {
      return refused(error.reason == .overLimit ? .packageTooLarge : .archiveUnreadable, error.message)
    }
    let entries = archive.entries.filter { !$0.isDirectory }
    if let unsafe = entries.first(where: { $0.isUnsafePath || $0.isSymbolicLink }) {
      return refused(.archivePathTraversal, part: unsafe.name)
    }
    if let large = archive.oversized {
      return refused(.archiveBomb, part: large.name, "\(large.byteCount) 字节")
    }
    if entries.contains(where: \.isEncrypted) { return refused(.archiveEncrypted) }
    if let duplicate = archive.duplicateNames.first { return refused(.archiveDuplicateEntry, part: duplicate) }
    guard entries.count <= limits.files else { return refused(.packageTooLarge, "\(entries.count)") }
    let findings = entries.filter { [.unknown, .mended].contains($0.nameEncoding) }.map {
      Finding(.archiveNameProblem, at: Finding.Place(file: name, part: $0.name))
    }
    var files: [RawFile] = []
    for entry in entries {
      do {
        files.append(RawFile(path: entry.name, bytes: try archive.read(entry)))
      } catch {
        switch error.reason {
        case .overLimit: return refused(.archiveBomb, part: entry.name)
        default: return refused(.archiveUnreadable, part: entry.name, error.message)
        }
      }
    }
    let prefix = commonFolder(files.map(\.path))
    files = files.map { RawFile(path: String($0.path.dropFirst(prefix.count)), bytes: $0.bytes) }
    return (files, findings)
  }

  private var archiveLimits: OfficeLimits {
    var office = limits.office
    office.memberBytes = limits.fileBytes
    office.totalBytes = limits.totalBytes
    return office
  }

  /// The one folder in which everything lies, when a whole folder was packed.
  private func commonFolder(_ paths: [String]) -> String {
    guard let first = paths.first, let slash = first.firstIndex(of: "/") else { return "" }
    let folder = String(first[...slash])
    return paths.allSatisfy { $0.hasPrefix(folder) } ? folder : ""
  }
}
