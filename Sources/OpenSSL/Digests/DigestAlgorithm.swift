import ByteCoding
import COpenSSL
import Glibc

/// A 256-bit hash function, fetched once for the process.
///
/// Fetching (`EVP_sha256()` fetches on every use) and allocating a context cost as much as hashing 400 bytes; so each
/// thread keeps one context for each function and frees it when the thread ends.
// @unchecked: both fields are set once; the contexts are reached by their own thread alone.
@safe final class DigestAlgorithm: @unchecked Sendable {
  static let sha256 = DigestAlgorithm("SHA2-256")
  static let sm3 = DigestAlgorithm("SM3")

  let handle: OpaquePointer
  private let contextKey: pthread_key_t

  /// The process cannot do its work without its hash functions, and it asks for them before it reads any input.
  private init(_ name: String) {
    guard let fetched = unsafe EVP_MD_fetch(nil, name, nil) else {
      preconditionFailure("OpenSSL has no \(name): \(ErrorQueue.take())")
    }
    unsafe handle = fetched
    var key = pthread_key_t()
    let result = unsafe pthread_key_create(&key) { unsafe EVP_MD_CTX_free($0.map { OpaquePointer($0) }) }
    precondition(result == 0, "no thread-specific data left")
    contextKey = key
  }

  /// All parts are bytes in memory before the thread's context is taken: to make the elements of a lazy collection
  /// may mean to hash something else.
  func hash(
    _ first: some Collection<UInt8>, _ second: some Collection<UInt8>, _ third: some Collection<UInt8>
  ) -> Digest {
    let digest = first.withContiguousStorageIfAvailable { first in
      second.withContiguousStorageIfAvailable { second in
        third.withContiguousStorageIfAvailable { third in unsafe hash(first, second, third) }
      }
    }
    return digest.flatMap { $0 }.flatMap { $0 } ?? hash([Array(first), Array(second), Array(third)])
  }

  private func hash(
    _ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>, _ third: UnsafeBufferPointer<UInt8>
  ) -> Digest {
    let context = unsafe contextOfThisThread()
    unsafe begin(context)
    unsafe DigestAlgorithm.update(context, first)
    if !second.isEmpty { unsafe DigestAlgorithm.update(context, second) }
    if !third.isEmpty { unsafe DigestAlgorithm.update(context, third) }
    return unsafe DigestAlgorithm.finish(context)
  }

  func hash(_ parts: [[UInt8]]) -> Digest {
    let context = unsafe contextOfThisThread()
    unsafe begin(context)
    for part in parts { unsafe DigestAlgorithm.update(context, part) }
    return unsafe DigestAlgorithm.finish(context)
  }

  func begin(_ context: OpaquePointer) {
    let result = unsafe EVP_DigestInit_ex2(context, handle, nil)
    precondition(result == 1, "EVP_DigestInit_ex2")
  }

  static func update(_ context: OpaquePointer, _ bytes: some Collection<UInt8>) {
    let done: Int32? = bytes.withContiguousStorageIfAvailable {
      unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count)
    }
    let result =
      unsafe done ?? Array(bytes).withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    precondition(result == 1, "EVP_DigestUpdate")
  }

  static func finish(_ context: OpaquePointer) -> Digest {
    var bytes = [UInt8](repeating: 0, count: Digest.byteCount)
    let result = unsafe EVP_DigestFinal_ex(context, &bytes, nil)
    guard result == 1, let digest = Digest(bytes) else { preconditionFailure("EVP_DigestFinal_ex") }
    return digest
  }

  static func newContext() -> OpaquePointer {
    guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
    return unsafe context
  }

  private func contextOfThisThread() -> OpaquePointer {
    if let existing = unsafe pthread_getspecific(contextKey) { return OpaquePointer(existing) }
    let context = unsafe DigestAlgorithm.newContext()
    let result = unsafe pthread_setspecific(contextKey, UnsafeRawPointer(context))
    precondition(result == 0, "pthread_setspecific")
    return unsafe context
  }
}
