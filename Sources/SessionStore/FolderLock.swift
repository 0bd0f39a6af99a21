import Foundation
package import TransparencyLog

/// The lock of a session folder: one process at a time, released when the object or the process ends.
package final class FolderLock: Sendable {
  private let descriptor: CInt

  /// - Throws: `LogError` `conflict` if another process holds it, naming the process.
  package init(folder: String) throws(LogError) {
    let path = folder + "/lock"
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw POSIXFile.failure("open", path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let isHeld = errno == EWOULDBLOCK
      let failure = POSIXFile.failure("flock", path)
      close(descriptor)
      guard isHeld else { throw failure }
      let holder = String(decoding: (try? POSIXFile.read(path, at: 0, count: 20)) ?? [], as: UTF8.self)
      throw LogError(
        .conflict, zh: "会话目录 \(folder) 正被进程 \(holder) 使用。请先结束它，或向它发命令。",
        en: "The session folder \(folder) is in use by process \(holder). End it first, or send it the command.")
    }
    let holder = [UInt8]("\(getpid())".utf8)
    _ = ftruncate(descriptor, 0)
    _ = unsafe pwrite(descriptor, holder, holder.count, 0)
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
