import Foundation
import Glibc

/// A folder of plain files for what is no secret: each is there whole or not at all, and on the disk when the call
/// returns.
package struct PlainFolder: Sendable {
  private let url: URL

  package init(_ path: String) {
    url = URL(fileURLWithPath: path, isDirectory: true)
  }

  package var path: String { url.path }

  private func file(_ name: String) -> URL { url.appending(path: name) }

  /// - Returns: nil when there is no such file.
  package func read(_ name: String) throws -> [UInt8]? {
    let file = file(name)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    do {
      return try [UInt8](Data(contentsOf: file))
    } catch {
      throw PlainFolder.failure("读取", "read", file)
    }
  }

  package func contains(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name).path) }

  /// Names of the files in a folder below; none when it is not there.
  package func names(in folder: String) throws -> [String] {
    let url = file(folder)
    guard FileManager.default.fileExists(atPath: url.path) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: url.path).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// - Throws: `ClientError.home` when the disk does not take it.
  package func write(_ bytes: [UInt8], to name: String) throws {
    let file = file(name)
    let folder = file.deletingLastPathComponent()
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let temporary = folder.appending(path: ".writing-\(file.lastPathComponent)")
    let descriptor = unsafe open(temporary.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw PlainFolder.failure("写入", "create", file) }
    do {
      defer { close(descriptor) }
      try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).write(contentsOf: Data(bytes))
      guard fsync(descriptor) == 0 else { throw PlainFolder.failure("写入", "sync", file) }
    }
    guard unsafe rename(temporary.path, file.path) == 0 else { throw PlainFolder.failure("写入", "rename", file) }
    let directory = unsafe open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw PlainFolder.failure("写入", "open the folder of", file) }
    defer { close(directory) }
    guard fsync(directory) == 0 else { throw PlainFolder.failure("写入", "sync the folder of", file) }
  }

  package func remove(_ name: String) throws {
    if contains(name) { try FileManager.default.removeItem(at: file(name)) }
  }

  private static func failure(_ zh: String, _ en: String, _ file: URL) -> ClientError {
    let reason = unsafe String(cString: strerror(errno))
    return ClientError(
      .home, zh: "无法\(zh) \(file.path)（\(reason)）；请检查磁盘空间与权限",
      en: "cannot \(en) \(file.path): \(reason); check space and permissions")
  }
}
