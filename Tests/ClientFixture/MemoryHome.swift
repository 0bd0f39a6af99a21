import SessionClient
import Synchronization

/// A home in memory that can be told to fail at a write, as a full disk or a crash would.
package final class MemoryHome: HomeStore {
  package struct Crash: Error {}

  private struct State {
    var documents: [String: [UInt8]] = [:]
    var writesLeft = Int.max
  }

  private let state = Mutex(State())

  package init() {}

  package func failAfter(writes: Int) { state.withLock { $0.writesLeft = writes } }

  package func read(_ name: String) -> [UInt8]? { state.withLock { $0.documents[name] } }

  package func write(_ bytes: [UInt8], to name: String) throws {
    try change { $0[name] = bytes }
  }

  package func remove(_ name: String) throws {
    try change { $0[name] = nil }
  }

  private func change(_ body: (inout [String: [UInt8]]) -> Void) throws {
    try state.withLock { state in
      guard state.writesLeft > 0 else { throw Crash() }
      state.writesLeft -= 1
      body(&state.documents)
    }
  }

  package func names(prefix: String) -> [String] {
    state.withLock { $0.documents.keys.filter { $0.hasPrefix(prefix) }.sorted() }
  }
}
