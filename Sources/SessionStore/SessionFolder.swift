import TransparencyLog

/// What one process holds of a session: the folder's lock, the log `log.sqlite` and the blobs `blobs/`.
package final class SessionFolder: Sendable {
  package let path: String
  package let log: SQLiteLogStore
  package let blobs: FileBlobStore
  private let lock: FolderLock

  /// Makes a new folder with an empty log.
  ///
  /// - Throws: `LogError` `store` if there is one already.
  package static func create(path: String) throws -> SessionFolder {
    guard try POSIXFile.makeFolder(path) else {
      throw LogError(
        .store, zh: "目录 \(path) 已存在，新会话请用新目录。",
        en: "The folder \(path) is there already; a new session needs a new folder.")
    }
    try POSIXFile.synchronize(folder: parent(of: path))
    let lock = try FolderLock(folder: path)
    return SessionFolder(
      path: path, log: try .create(path: path + "/log.sqlite"), blobs: try .create(folder: path + "/blobs"), lock: lock)
  }

  /// - Throws: `LogError` `missing` if there is no session, `conflict` if another process has it.
  package static func open(path: String) throws -> SessionFolder {
    guard try POSIXFile.size(of: path + "/log.sqlite") != nil else {
      throw LogError(
        .missing, zh: "\(path) 不是会话目录（没有 log.sqlite），请检查路径。",
        en: "\(path) is not a session folder (no log.sqlite); check the path.")
    }
    let lock = try FolderLock(folder: path)
    return SessionFolder(
      path: path, log: try .open(path: path + "/log.sqlite"), blobs: try .open(folder: path + "/blobs"), lock: lock)
  }

  private init(path: String, log: SQLiteLogStore, blobs: FileBlobStore, lock: FolderLock) {
    self.path = path
    self.log = log
    self.blobs = blobs
    self.lock = lock
  }
}
