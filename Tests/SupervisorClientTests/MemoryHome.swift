import Synchronization

@testable import SessionClient

/// A home in memory that can be told to fail at a write, as a full disk or a crash would.
final class MemoryHome: HomeStore {
  struct Crash: Error {}

  private struct State {
    var documents: [String: [UInt8]] = [:]
    var writesLeft = Int.max
  }

  private let state = Mutex(State())

  func failAfter(writes: Int) { state.withLock { $0.writesLeft = writes } }

  func read(_ name: String) -> [UInt8]? { state.withLock { $0.documents[name] } }

  func write(_ bytes: [UInt8], to name: String) throws {
    try state.withLock { state in
      guard state.writesLeft > 0 else { throw Crash() }
      state.writesLeft -= 1
      state.documents[name] = bytes
    }
  }

  func remove(_ name: String) throws {
    try state.withLock { state in
      guard state.writesLeft > 0 else { throw Crash() }
      state.writesLeft -= 1
      state.documents[name] = nil
    }
  }

  func names(prefix: String) -> [String] {
    state.withLock { $0.documents.keys.filter { $0.hasPrefix(prefix) }.sorted() }
  }
}
