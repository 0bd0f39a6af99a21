import Synchronization

/// Counts connections, in all and per address, from the TCP handshake to the end.
final class ConnectionLimiter: Sendable {
  private struct Counts {
    var all = 0
    var perAddress: [String: Int] = [:]
  }

  private let maximum: Int
  private let maximumPerAddress: Int
  private let counts = Mutex(Counts())

  init(maximum: Int, maximumPerAddress: Int) {
    self.maximum = maximum
    self.maximumPerAddress = maximumPerAddress
  }

  /// - Returns: false when there is no room; then do not call ``leave(_:)``.
  func enter(_ address: String) -> Bool {
    counts.withLock { counts in
      guard counts.all < maximum, counts.perAddress[address, default: 0] < maximumPerAddress else { return false }
      counts.all += 1
      counts.perAddress[address, default: 0] += 1
      return true
    }
  }

  func leave(_ address: String) {
    counts.withLock { counts in
      counts.all -= 1
      let left = counts.perAddress[address, default: 0] - 1
      counts.perAddress[address] = left > 0 ? left : nil
    }
  }
}
