import Glibc

/// A folder whose files are replaced whole and survive a power cut: a new file is written beside the old one, brought
/// to the disk, and renamed over it; then the folder itself is brought to the disk.
///
/// The lock on the folder is held as long as the object lives. One owner, one thread at a time.
final class DurableFolder {
  private static let folderMode: mode_t = 0o700
  private static let fileMode: mode_t = 0o600
  /// No name of a file begins like this.
  private static let temporaryName = ".writing"

  let path: String
  private let descriptor: Int32

  /// Makes the folder.
  static func create(at path: String) throws -> DurableFolder {
    guard mkdir(path, folderMode) == 0 else {
      if errno == EEXIST {
        throw VaultError(
          .alreadyExists, zh: "\(path) 已存在，请换一个位置。", en: "\(path) exists already. Choose another place.")
      }
      throw failure("mkdir", path)
    }
    let folder = try DurableFolder(at: path)
    let parent = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let parentDescriptor = Glibc.open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard parentDescriptor >= 0 else { throw failure("open", parent) }
    defer { close(parentDescriptor) }
    guard fsync(parentDescriptor) == 0 else { throw failure("fsync", parent) }
    return folder
  }

  /// - Throws: `.notAVault` when there is no such folder, `.inUse` when another process or object has it,
  ///   `.unsafePermissions` when others than the owner can reach it.
  init(at path: String) throws {
    self.path = path
    let opened = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else {
      throw VaultError(.notAVault, zh: "找不到保险库：\(path)。", en: "There is no vault at \(path).")
    }
    descriptor = opened
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      throw VaultError(
        .inUse, zh: "保险库正被另一个程序使用：\(path)。请先关闭它。",
        en: "The vault is in use by another program: \(path). Close that first.")
    }
    var status = stat()
    guard fstat(opened, &status) == 0 else { throw DurableFolder.failure("fstat", path) }
    guard status.st_mode & 0o077 == 0 else {
      throw VaultError(
        .unsafePermissions, zh: "保险库的目录可被他人访问，请执行 chmod 700 \(path)。",
        en: "Others can reach the vault's folder. Run: chmod 700 \(path)")
    }
    if unlinkat(opened, DurableFolder.temporaryName, 0) != 0, errno != ENOENT {
      throw DurableFolder.failure("unlink", path)
    }
  }

  deinit { close(descriptor) }

  func write(_ bytes: [UInt8], to name: String) throws {
    let temporary = openat(
      descriptor, DurableFolder.temporaryName, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
      DurableFolder.fileMode)
    guard temporary >= 0 else { throw DurableFolder.failure("create", path) }
    do {
      defer { close(temporary) }
      try DurableFolder.writeAll(bytes, to: temporary, path)
      guard fsync(temporary) == 0 else { throw DurableFolder.failure("fsync", path) }
    } catch {
      unlinkat(descriptor, DurableFolder.temporaryName, 0)
      throw error
    }
    guard renameat(descriptor, DurableFolder.temporaryName, descriptor, name) == 0 else {
      let error = DurableFolder.failure("rename", path)
      unlinkat(descriptor, DurableFolder.temporaryName, 0)
      throw error
    }
    try synchronize()
  }

  /// - Returns: nil when there is no such file.
  /// - Throws: `.tooLarge` beyond `limit`.
  func read(_ name: String, limit: Int) throws -> [UInt8]? {
    let file = openat(descriptor, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw DurableFolder.failure("open", "\(path)/\(name)")
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw DurableFolder.failure("fstat", "\(path)/\(name)") }
    guard status.st_size <= limit else {
      throw VaultError(
        .tooLarge, zh: "\(path)/\(name) 超过允许的大小。", en: "\(path)/\(name) is larger than allowed.")
    }
    return try DurableFolder.readAll(file, count: Int(status.st_size), "\(path)/\(name)")
  }

  /// - Returns: false when there was no such file.
  func remove(_ name: String) throws -> Bool {
    guard unlinkat(descriptor, name, 0) == 0 else {
      if errno == ENOENT { return false }
      throw DurableFolder.failure("unlink", "\(path)/\(name)")
    }
    try synchronize()
    return true
  }

  /// All names, in no order, without those that begin with a point.
  func names() throws -> [String] {
    // A descriptor of its own: closedir closes it, and the position is not shared.
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let stream = fdopendir(copy) else { throw DurableFolder.failure("opendir", path) }
    defer { closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    guard errno == 0 else { throw DurableFolder.failure("readdir", path) }
    return names
  }

  private func synchronize() throws {
    guard fsync(descriptor) == 0 else { throw DurableFolder.failure("fsync", path) }
  }

  private static func writeAll(_ bytes: [UInt8], to file: Int32, _ path: String) throws {
    try bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = Glibc.write(file, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw failure("write", path) }
        done += count
      }
    }
  }

  private static func readAll(_ file: Int32, count: Int, _ path: String) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
      while done < count {
        let read = Glibc.read(file, buffer.baseAddress?.advanced(by: done), count - done)
        if read < 0, errno == EINTR { continue }
        guard read >= 0 else { throw failure("read", path) }
        if read == 0 { return }
        done += read
      }
    }
  }

  private static func failure(_ operation: String, _ path: String) -> VaultError {
    .system(operation, path, String(cString: strerror(errno)))
  }
}
