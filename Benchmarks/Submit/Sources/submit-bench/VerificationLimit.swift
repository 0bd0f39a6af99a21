import Foundation
import OpenSSL

/// What the signatures alone would cost.
enum VerificationLimit {
  /// - Returns: Ed25519 verifications of messages of that many bytes a second, on every core together.
  static func measure(bytes: Int) async throws -> Double {
    let key = try Ed25519PrivateKey.generate()
    let message = [UInt8](repeating: 7, count: bytes)
    let signature = try key.sign(message)
    let start = ContinuousClock.now
    let end = start.advanced(by: .seconds(2))
    let count = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<ProcessInfo.processInfo.activeProcessorCount {
        group.addTask {
          var count = 0
          while ContinuousClock.now < end {
            guard key.publicKey.isValid(signature: signature, for: message) else { break }
            count += 1
          }
          return count
        }
      }
      return await group.reduce(0, +)
    }
    return Double(count) / (ContinuousClock.now - start).inSeconds
  }
}
