import Foundation
import Testing
import TransparencyLog

@testable import SessionStore

/// What is answered outlives the process that answered.
struct CrashTests {
  /// A child appends, and kills itself the moment an append has returned: no destructor runs, nothing is flushed.
  @Test(arguments: [1, 300]) func whatWasAcknowledgedOutlivesAKill(count: Int) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/session"
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, count = count as Int] in
      let session = try SessionFolder.create(path: path)
      var writer = try LogWriter(store: session.log, signer: signer())
      for index in 0..<count { _ = try writer.append([entry(index)]) }
      try session.blobs.put([1, 2, 3])
      kill(getpid(), SIGKILL)
    }
    let session = try SessionFolder.open(path: path)
    var writer = try LogWriter(store: session.log, signer: signer())
    #expect(writer.head.size == UInt64(count))
    #expect(try session.log.entries(0..<UInt64(count)) == (0..<count).map { entry($0).bytes })
    #expect(try writer.append([entry(count), entry(0)]) == [UInt64(count), 0])
  }
}
