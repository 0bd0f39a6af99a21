import OpenSSL

/// What opens a vault; overwritten in memory when it is no longer used.
package struct Passphrase: Sendable {
  let bytes: SecureBytes

  /// - Parameter typed: the bytes as typed or as a file holds them; one line end at the end is not part of it.
  /// - Throws: `RegistrarError.input` when nothing is left.
  package init(_ typed: [UInt8]) throws(RegistrarError) {
    var text = typed[...]
    if text.last == 0x0A { text = text.dropLast() }
    if text.last == 0x0D { text = text.dropLast() }
    guard !text.isEmpty else {
      throw RegistrarError(.input, zh: "口令不能为空。", en: "The passphrase must not be empty.")
    }
    bytes = SecureBytes(text)
  }
}
