import COpenSSL

/// Bytes from OpenSSL's random generator, which the operating system seeds.
package enum RandomBytes {
  /// For values that will be seen: nonces, salts, serial numbers.
  ///
  /// - Throws: `.libraryFailure` when the generator cannot be seeded.
  package static func generate(_ count: Int) throws(OpenSSLError) -> [UInt8] {
    unsafe try fill(count) { unsafe RAND_bytes($0, $1) }
  }

  /// For keys: from a second generator, so that outputs that were seen say nothing about these.
  package static func generateSecret(_ count: Int) throws(OpenSSLError) -> [UInt8] {
    unsafe try fill(count) { unsafe RAND_priv_bytes($0, $1) }
  }

  private static func fill(
    _ count: Int, _ generate: (UnsafeMutablePointer<UInt8>?, Int32) -> Int32
  ) throws(OpenSSLError) -> [UInt8] {
    precondition(count >= 0 && count <= Int(Int32.max), "a count of random bytes is our own constant")
    guard count > 0 else { return [] }
    ErrorQueue.clear()
    var bytes = [UInt8](repeating: 0, count: count)
    let result = unsafe bytes.withUnsafeMutableBufferPointer { unsafe generate($0.baseAddress, Int32(count)) }
    try check(result, "RAND_bytes")
    return bytes
  }
}
