import ByteCoding
package import Foundation
import OpenSSL
import TransparencyLog

/// The coordinator's folder of one session. What is in it can be read off here.
///
/// `session/` (log and blobs) is the truth; everything else is what the office needs to run the session. There is no
/// identity of an applicant anywhere in it before the reveal.
package struct CoordinatorFolder: Sendable {
  package let url: URL

  package init(_ url: URL) {
    self.url = url
  }

  /// Log and blobs; see `SessionStore.SessionFolder`.
  var session: URL { url.appending(path: "session", directoryHint: .isDirectory) }
  package var controlSocket: URL { url.appending(path: "control.sock") }
  var keys: URL { url.appending(path: "keys", directoryHint: .isDirectory) }
  var proposals: URL { url.appending(path: "proposals", directoryHint: .isDirectory) }
  var settings: URL { url.appending(path: "settings.json") }
  var invitations: URL { url.appending(path: "invitations.json") }
  var committee: URL { url.appending(path: "committee.json") }
  var revocations: URL { url.appending(path: "revocations.json") }
  var nameSalts: URL { url.appending(path: "name-salts.json") }
  var report: URL { url.appending(path: "report.html") }
  var result: URL { url.appending(path: "result.json") }

  package var exists: Bool { FileManager.default.fileExists(atPath: settings.path) }

  /// Makes an empty folder, readable by its owner alone.
  ///
  /// - Throws: `CoordinatorError.folder` when something is there already.
  package func create() throws {
    let manager = FileManager.default
    if let contents = try? manager.contentsOfDirectory(atPath: url.path), !contents.isEmpty {
      throw CoordinatorError(
        .folder, zh: "文件夹 \(url.path) 不是空的；请另选一个，以免覆盖", en: "\(url.path) is not empty; choose another folder")
    }
    for folder in [url, keys, proposals] {
      try manager.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
  }

  /// Writes a file that is there whole or not at all, readable by its owner alone.
  func write(_ bytes: [UInt8], to file: URL) throws {
    try DurableFile.write(bytes, to: file)
  }

  func read(_ file: URL) throws -> [UInt8] {
    do {
      return try [UInt8](Data(contentsOf: file))
    } catch {
      throw CoordinatorError(
        .folder, zh: "无法读取 \(file.path)：\(error.localizedDescription)", en: "cannot read \(file.path)")
    }
  }

  // MARK: - Keys

  func writeKey(_ seed: SecureBytes, name: String) throws {
    var bytes = seed.exposedCopy()
    defer { wipe(&bytes) }
    try write(bytes, to: keys.appending(path: name))
  }

  func signingKey(_ name: String) throws -> Ed25519PrivateKey {
    var bytes = try read(keys.appending(path: name))
    defer { wipe(&bytes) }
    return try Ed25519PrivateKey(rawSeed: SecureBytes(bytes))
  }
}

/// Write to a temporary file, fsync, rename, fsync the folder.
enum DurableFile {
  static func write(_ bytes: [UInt8], to file: URL) throws {
    let temporary = file.deletingLastPathComponent().appending(path: ".\(file.lastPathComponent).\(UUID().uuidString)")
    func fail(_ what: String) -> CoordinatorError {
      let reason = String(cString: strerror(errno))
      unlink(temporary.path)
      return CoordinatorError(
        .folder, zh: "写入 \(file.path) 失败（\(reason)）；请检查磁盘空间和权限", en: "cannot \(what) \(file.path): \(reason)")
    }
    let descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw fail("create") }
    defer { close(descriptor) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
    do {
      try handle.write(contentsOf: Data(bytes))
    } catch {
      throw fail("write")
    }
    guard fsync(descriptor) == 0 else { throw fail("sync") }
    guard rename(temporary.path, file.path) == 0 else { throw fail("rename") }
    let folder = open(file.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw fail("open the folder of") }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw fail("sync the folder of") }
  }
}
