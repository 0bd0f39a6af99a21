import Dispatch
package import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A command for the process that serves the folder, and its answer: `control.sock`, mode 0600, one line of JSON each
/// way a connection. Whoever may open the socket owns the folder.
package struct ControlRequest: Codable, Sendable {
  /// The command line, program name left out.
  package var arguments: [String]
  /// Folder that relative paths are meant from.
  package var directory: String

  package init(arguments: [String], directory: String) {
    self.arguments = arguments
    self.directory = directory
  }
}

package struct ControlAnswer: Codable, Sendable {
  package var exitCode: Int32
  package var output: String
  package var errors: String

  package init(exitCode: Int32, output: String, errors: String) {
    self.exitCode = exitCode
    self.output = output
    self.errors = errors
  }
}

package enum ControlSocket {
  private static let maximumBytes = 16 << 20

  /// Asks the serving process.
  ///
  /// - Returns: nil when nobody listens.
  package static func ask(_ request: ControlRequest, at socket: URL) throws -> ControlAnswer? {
    guard let descriptor = try open(socket) else { return nil }
    defer { close(descriptor) }
    let connected = try withAddress(socket) { connect(descriptor, $0, $1) }
    guard connected == 0 else { return nil }
    try write(try JSONEncoder().encode(request), to: descriptor)
    shutdown(descriptor, Int32(SHUT_WR))
    guard let data = readAll(descriptor) else {
      throw CoordinatorError(
        .folder, zh: "服务进程没有回答；请查看其输出", en: "the serving process gave no answer; look at its output")
    }
    return try JSONDecoder().decode(ControlAnswer.self, from: data)
  }

  /// Listens until the process ends.
  ///
  /// - Returns: what stops it.
  package static func listen(
    at socket: URL, handler: @escaping @Sendable (ControlRequest) async -> ControlAnswer
  ) throws -> ControlListener {
    unlink(socket.path)
    guard let descriptor = try open(socket) else {
      throw CoordinatorError(.folder, zh: "无法建立控制接口", en: "cannot make the control socket")
    }
    let mask = umask(0o177)
    let bound = try withAddress(socket) { bind(descriptor, $0, $1) }
    umask(mask)
    guard bound == 0, Glibc.listen(descriptor, 16) == 0 else {
      close(descriptor)
      throw CoordinatorError(.folder, zh: "无法监听 \(socket.path)", en: "cannot listen on \(socket.path)")
    }
    let listener = ControlListener(descriptor: descriptor, path: socket.path)
    Thread.detachNewThread {
      while true {
        let peer = accept(descriptor, nil, nil)
        guard peer >= 0 else { return }
        Task.detached {
          defer { close(peer) }
          guard let data = readAll(peer), let request = try? JSONDecoder().decode(ControlRequest.self, from: data)
          else {
            return
          }
          let answer = await handler(request)
          if let bytes = try? JSONEncoder().encode(answer) { try? write(bytes, to: peer) }
        }
      }
    }
    return listener
  }

  private static func open(_ socket: URL) throws -> Int32? {
    guard socket.path.utf8.count < 104 else {
      throw CoordinatorError(
        .folder, zh: "文件夹路径过长（控制接口最多 103 字节）：\(socket.path)",
        en: "the folder's path is too long for a socket: \(socket.path)")
    }
    let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    return descriptor < 0 ? nil : descriptor
  }

  private static func withAddress(
    _ socket: URL, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) throws -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { path in
      for (index, byte) in socket.path.utf8.enumerated() { path[index] = byte }
    }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }

  private static func write(_ data: Data, to descriptor: Int32) throws {
    try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).write(contentsOf: data)
  }

  private static func readAll(_ descriptor: Int32) -> Data? {
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count == 0 { return data.isEmpty ? nil : data }
      guard count > 0, data.count + count <= maximumBytes else { return nil }
      data.append(contentsOf: buffer[..<count])
    }
  }
}

/// The listening end: closed once.
package final class ControlListener: Sendable {
  private let descriptor: Mutex<Int32?>
  private let path: String

  fileprivate init(descriptor: Int32, path: String) {
    self.descriptor = Mutex(descriptor)
    self.path = path
  }

  package func stop() {
    guard
      let open = descriptor.withLock({ value in
        defer { value = nil }
        return value
      })
    else { return }
    shutdown(open, Int32(SHUT_RDWR))
    close(open)
    unlink(path)
  }
}
