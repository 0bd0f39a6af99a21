import Foundation
import OpenSSL
import Synchronization
import TLS

/// The `openssl` command as the other end.
final class OpenSSLCommand: Sendable {
  static let path = "/usr/bin/openssl"
  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: path) }

  /// What the command wrote to its standard output, as it comes.
  let output: AsyncStream<Data>
  private let process: Process
  private let input = Pipe()
  private let errors = Mutex(Data())
  private let exited: AsyncStream<Int32>

  init(_ arguments: [String]) throws {
    process = Process()
    process.executableURL = URL(filePath: OpenSSLCommand.path)
    process.arguments = arguments
    let (outputStream, outputSink) = AsyncStream.makeStream(of: Data.self)
    let (exitStream, exitSink) = AsyncStream.makeStream(of: Int32.self)
    output = outputStream
    exited = exitStream
    let outputPipe = Pipe()
    let errorPipe = Pipe()
    process.standardInput = input
    process.standardOutput = outputPipe
    process.standardError = errorPipe
    process.terminationHandler = { process in
      exitSink.yield(process.terminationStatus)
      exitSink.finish()
    }
    try process.run()
    // A thread that reads: a readability handler watches a descriptor that closes under it, and Dispatch crashes then.
    let written = outputPipe.fileHandleForReading
    Thread.detachNewThread {
      while true {
        let data = written.availableData
        guard !data.isEmpty else { break }
        outputSink.yield(data)
      }
      outputSink.finish()
    }
    // Drained to its end on a thread of its own, so that the command never waits for room.
    let drained = errorPipe.fileHandleForReading
    Thread.detachNewThread { [self] in
      let all = drained.readDataToEndOfFile()
      errors.withLock { $0 = all }
      errorsSink.yield(String(decoding: all, as: UTF8.self))
      errorsSink.finish()
    }
  }

  private let (errorsStream, errorsSink) = AsyncStream.makeStream(of: String.self)

  func write(_ bytes: [UInt8]) throws {
    try input.fileHandleForWriting.write(contentsOf: Data(bytes))
  }

  /// End of its standard input.
  func closeInput() throws {
    try input.fileHandleForWriting.close()
  }

  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
  }

  /// Waits for the end.
  ///
  /// - Returns: what it wrote to its standard error.
  func wait() async -> String {
    for await _ in exited {}
    for await text in errorsStream { return text }
    return ""
  }
}

/// Certificates and keys in files that the command reads; removed with the value's owner.
final class CertificateFiles {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "plumbline-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func store(_ certificate: Certificate, _ name: String) throws -> String {
    let file = folder.appending(path: name + ".pem")
    try Data(certificate.pem()).write(to: file)
    return file.path
  }

  /// - Returns: arguments for the command.
  func store(_ identity: TLSIdentity, _ name: String) throws -> [String] {
    let file = folder.appending(path: name + "-key.pem")
    try Data(identity.key.pem().exposedCopy()).write(to: file)
    return ["-cert", try store(identity.certificate, name), "-key", file.path]
  }
}
