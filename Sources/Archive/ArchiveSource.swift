import Foundation

/// Bytes that can be read at any place: a file, or memory.
package protocol ArchiveSource: Sendable {
  var byteCount: UInt64 { get }

  /// - Returns: exactly `count` bytes.
  /// - Throws: `ArchiveError` `truncated` if there are fewer, `system` if the operating system refuses.
  func read(at offset: UInt64, count: Int) throws(ArchiveError) -> [UInt8]
}

package struct MemorySource: ArchiveSource {
  private let bytes: [UInt8]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  package var byteCount: UInt64 { UInt64(bytes.count) }

  package func read(at offset: UInt64, count: Int) throws(ArchiveError) -> [UInt8] {
    guard count >= 0, offset <= byteCount, UInt64(count) <= byteCount - offset else {
      throw .truncated(at: byteCount, wanted: offset, count)
    }
    return [UInt8](bytes[Int(offset)..<(Int(offset) + count)])
  }
}

/// A regular file, read by `pread`: any number of readers at once, no position kept.
package final class FileSource: ArchiveSource {
  private let descriptor: CInt
  package let byteCount: UInt64

  /// - Throws: `ArchiveError` `system` if the file cannot be opened or is not a regular file.
  package init(path: String) throws(ArchiveError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("open \(path)", at: 0, errno) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let reason = errno
      close(descriptor)
      throw .system("fstat \(path)", at: 0, reason)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw ArchiveError(.system, at: 0, zh: "\(path) 不是普通文件。", en: "\(path) is not a regular file.")
    }
    self.descriptor = descriptor
    self.byteCount = UInt64(status.st_size)
  }

  deinit { close(descriptor) }

  package func read(at offset: UInt64, count: Int) throws(ArchiveError) -> [UInt8] {
    guard count >= 0, offset <= byteCount, UInt64(count) <= byteCount - offset else {
      throw .truncated(at: byteCount, wanted: offset, count)
    }
    var failure: CInt = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = unsafe pread(
          descriptor, buffer.baseAddress.map { unsafe $0 + filled }, count - filled, off_t(offset) + off_t(filled))
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = errno }
        guard got > 0 else { return }
        filled += got
      }
    }
    if failure != 0 { throw .system("pread", at: offset, failure) }
    guard bytes.count == count else { throw .truncated(at: offset + UInt64(bytes.count), wanted: offset, count) }
    return bytes
  }
}

extension ArchiveError {
  static func truncated(at end: UInt64, wanted offset: UInt64, _ count: Int) -> ArchiveError {
    ArchiveError(
      .truncated, at: end, zh: "归档不完整：从 \(offset) 起还需要 \(count) 字节。请重新取得完整文件。",
      en: "The archive is cut short: \(count) bytes are needed from \(offset). Get the complete file again.")
  }

  static func system(_ call: String, at offset: UInt64, _ reason: CInt) -> ArchiveError {
    let text = unsafe String(cString: strerror(reason))
    return ArchiveError(.system, at: offset, zh: "系统拒绝 \(call)：\(text)", en: "\(call) failed: \(text)")
  }
}
