import Foundation
import TransparencyLog

/// The few calls that durable files need, each with its error as a `LogError` `store`.
enum POSIXFile {
  /// Writes a new file, waits until the disk has it, and closes it.
  static func write(_ bytes: [UInt8], newFile path: String) throws(LogError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure("open", path) }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Foundation.write(descriptor, buffer.baseAddress.map { unsafe $0 + written }, bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure("write", path) }
      written += count
    }
    guard fsync(descriptor) == 0 else { throw failure("fsync", path) }
  }

  /// Waits until the disk has a folder's names.
  static func synchronize(folder path: String) throws(LogError) {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("fsync", path) }
  }

  /// - Returns: false if the folder was there already.
  static func makeFolder(_ path: String) throws(LogError) -> Bool {
    if unsafe mkdir(path, 0o700) == 0 { return true }
    guard errno == EEXIST else { throw failure("mkdir", path) }
    return false
  }

  static func rename(_ path: String, to destination: String) throws(LogError) {
    guard unsafe Foundation.rename(path, destination) == 0 else { throw failure("rename", destination) }
  }

  /// - Returns: bytes of a regular file; nil if there is none.
  static func size(of path: String) throws(LogError) -> UInt64? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else {
      guard errno == ENOENT || errno == ENOTDIR else { throw failure("stat", path) }
      return nil
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    return UInt64(status.st_size)
  }

  /// - Returns: as many bytes as there are from `offset` on, at most `count`.
  static func read(_ path: String, at offset: UInt64, count: Int) throws(LogError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", path) }
    defer { close(descriptor) }
    var failed = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = unsafe pread(
          descriptor, buffer.baseAddress.map { unsafe $0 + filled }, count - filled, off_t(offset) + off_t(filled))
        if got < 0, errno == EINTR { continue }
        failed = got < 0
        guard got > 0 else { return }
        filled += got
      }
    }
    if failed { throw failure("read", path) }
    return bytes
  }

  /// From `errno`: call it first after the call that failed.
  static func failure(_ call: String, _ path: String) -> LogError {
    let reason = unsafe String(cString: strerror(errno))
    return LogError(.store, zh: "系统拒绝 \(call) \(path)：\(reason)", en: "\(call) \(path) failed: \(reason)")
  }
}
