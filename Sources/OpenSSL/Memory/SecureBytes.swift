import COpenSSL

/// Secret bytes: overwritten when the last reference goes, and never part of a description.
///
/// Immutable, so that it can be shared between threads.
// @unchecked: the storage is written in the initialiser alone and freed in deinit.
@safe package final class SecureBytes: @unchecked Sendable {
  private let storage: UnsafeMutableRawBufferPointer

  package var count: Int { unsafe storage.count }

  /// Copies; the caller wipes the source (`wipe(_:)`).
  package init(_ bytes: some Collection<UInt8>) {
    unsafe storage = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    unsafe storage.copyBytes(from: bytes)
  }

  /// Secret random bytes from the generator that is kept for private values.
  package static func random(count: Int) throws(OpenSSLError) -> SecureBytes {
    var bytes = try RandomBytes.generateSecret(count)
    defer { wipe(&bytes) }
    return SecureBytes(bytes)
  }

  deinit {
    unsafe OPENSSL_cleanse(storage.baseAddress, storage.count)
    unsafe storage.deallocate()
  }

  /// For the call of a C function; the pointer must not outlive the closure.
  func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    unsafe try body(UnsafeRawBufferPointer(storage))
  }

  /// A copy that nobody wipes unless the caller does: for writing into a sealed file, no more.
  package func exposedCopy() -> [UInt8] { unsafe [UInt8](storage) }
}

extension SecureBytes: Equatable {
  /// In constant time for equal counts.
  package static func == (left: SecureBytes, right: SecureBytes) -> Bool {
    guard left.count == right.count else { return false }
    return unsafe CRYPTO_memcmp(left.storage.baseAddress, right.storage.baseAddress, left.count) == 0
  }
}

extension SecureBytes: CustomStringConvertible, CustomReflectable {
  package var description: String { "SecureBytes(\(count) bytes)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Overwrites the bytes with zeros in a way the compiler does not remove, and empties the array.
///
/// If the array's storage is shared, Swift copies it first and the other copy stays: wipe only what you alone hold.
package func wipe(_ bytes: inout [UInt8]) {
  unsafe bytes.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
  bytes = []
}

/// Equality whose time depends on the counts alone.
package func constantTimeEquals(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  guard left.count == right.count else { return false }
  return unsafe CRYPTO_memcmp(left, right, left.count) == 0
}
