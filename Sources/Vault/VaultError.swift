/// Why a vault cannot be opened, read or written.
///
/// Compared by `code` alone: the texts are for people.
package struct VaultError: Error, Sendable {
  package enum Code: Sendable, Hashable {
    case passphraseRefused
    case wrongPassphrase
    case notAVault
    case alreadyExists
    case inUse
    case unsafePermissions
    case invalidName
    case noSuchFile
    /// A sealed file that was changed, exchanged with another, or cut short.
    case damaged
    case tooLarge
    case systemFailure
  }

  package let code: Code
  /// For Chinese readers.
  package let zh: String
  /// For English readers.
  package let en: String

  init(_ code: Code, zh: String, en: String) {
    self.code = code
    self.zh = zh
    self.en = en
  }

  /// A call to the operating system failed.
  ///
  /// - Parameter reason: the system's own words.
  static func system(_ operation: String, _ path: String, _ reason: String) -> VaultError {
    VaultError(
      .systemFailure, zh: "\(operation) 失败：\(path)（\(reason)）。请检查磁盘空间与权限。",
      en: "\(operation) failed at \(path): \(reason). Check the free space and the permissions.")
  }
}

extension VaultError: Equatable {
  package static func == (left: VaultError, right: VaultError) -> Bool { left.code == right.code }
}

extension VaultError: CustomStringConvertible {
  package var description: String { "\(zh) \(en)" }
}
