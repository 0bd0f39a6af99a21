/// Where a participant's tool keeps what must survive it: sealed documents by name, each replaced whole and durable
/// when the call returns.
///
/// Names hold letters, digits, `.`, `_` and `-`.
package protocol HomeStore: Sendable {
  /// - Returns: nil when there is no such document.
  func read(_ name: String) throws -> [UInt8]?
  func write(_ bytes: [UInt8], to name: String) throws
  func remove(_ name: String) throws
  /// Names that begin with `prefix`, in byte order.
  func names(prefix: String) throws -> [String]
}
