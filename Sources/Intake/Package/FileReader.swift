import Glibc

/// Reads files of a package from disk: regular files only, no links, no more than allowed.
enum FileReader {
  enum Failure: Error, Hashable {
    case tooLarge(bytes: Int)
    case notARegularFile
    case system(errno: Int32)

    func finding(_ path: String) -> Finding {
      let place = Finding.Place(file: path)
      switch self {
      case .tooLarge(let bytes): return Finding(.fileTooLarge, at: place, detail: "\(bytes) 字节")
      case .notARegularFile: return Finding(.fileUnreadable, at: place, detail: "不是普通文件")
      case .system(let code): return Finding(.fileUnreadable, at: place, detail: "errno \(code)")
      }
    }
  }

  static func read(_ path: String, atMost limit: Int) -> Result<[UInt8], Failure> {
    // Never follow a link out of the package, never wait for a pipe.
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return .failure(errno == ELOOP ? .notARegularFile : .system(errno: errno)) }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { return .failure(.system(errno: errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { return .failure(.notARegularFile) }
    let size = Int(status.st_size)
    guard size <= limit else { return .failure(.tooLarge(bytes: size)) }
    var failure: Failure?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size {
        let count = unsafe Glibc.read(file, buffer.baseAddress?.advanced(by: filled), size - filled)
        if count < 0, errno == EINTR { continue }
        if count < 0 { failure = .system(errno: errno) }
        guard count > 0 else { return }
        filled += count
      }
    }
    if let failure { return .failure(failure) }
    return .success(bytes)
  }
}

/// The files under a folder.
enum FolderWalk {
  /// Paths relative to the root, sorted by bytes; links and special files are listed and refused when read.
  static func files(under root: String, depth: Int, atMost limit: Int) -> [String] {
    var found: [String] = []
    walk(root, "", depth, limit, &found)
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The names in one folder, sorted by bytes.
  static func children(of folder: String) -> [String] {
    guard let open = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(open) }
    var names: [String] = []
    while let entry = unsafe readdir(open) {
      let name = unsafe name(of: entry)
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      unsafe pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { unsafe String(cString: $0) }
    }
  }

  private static func walk(_ root: String, _ prefix: String, _ depth: Int, _ limit: Int, _ found: inout [String]) {
    guard depth > 0, let folder = unsafe opendir("\(root)/\(prefix)") else { return }
    defer { unsafe closedir(folder) }
    while found.count < limit, let entry = unsafe readdir(folder) {
      let name = unsafe name(of: entry)
      if name == "." || name == ".." { continue }
      let path = prefix + name
      var status = stat()
      guard unsafe lstat("\(root)/\(path)", &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        walk(root, path + "/", depth - 1, limit, &found)
      } else {
        found.append(path)
      }
    }
  }
}
