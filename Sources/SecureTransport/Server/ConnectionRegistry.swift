import Synchronization
import WireProtocol

/// The connections that are open, so that the service can speak to them unasked.
final class ConnectionRegistry: Sendable {
  private struct State {
    var isDraining = false
    var connections: [UInt64: ServerConnection] = [:]
    var next: UInt64 = 1
  }

  private let state = Mutex(State())

  func nextNumber() -> UInt64 {
    state.withLock { state in
      defer { state.next += 1 }
      return state.next
    }
  }

  /// - Returns: false when the server is shutting down.
  func add(_ connection: ServerConnection) -> Bool {
    state.withLock { state in
      guard !state.isDraining else { return false }
      state.connections[connection.number] = connection
      return true
    }
  }

  func remove(_ number: UInt64) {
    state.withLock { _ = $0.connections.removeValue(forKey: number) }
  }

  var all: [ServerConnection] { state.withLock { Array($0.connections.values) } }

  /// From now on nothing is added.
  func beginDraining() -> [ServerConnection] {
    state.withLock { state in
      state.isDraining = true
      return Array(state.connections.values)
    }
  }
}
