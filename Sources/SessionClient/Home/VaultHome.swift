package import OpenSSL
import Synchronization
import Vault

/// The home of a participant's tool: a vault. One process at a time.
package final class VaultHome: HomeStore {
  package let path: String
  private let vault: Mutex<VaultFolder>

  /// Makes a new home.
  ///
  /// - Throws: `VaultError`.
  package convenience init(creating path: String, passphrase: SecureBytes) throws {
    self.init(path: path, vault: Mutex(try VaultFolder.create(at: path, passphrase: passphrase)))
  }

  /// Opens a home.
  ///
  /// - Throws: `VaultError`: another process has it, the passphrase is wrong, there is none.
  package convenience init(opening path: String, passphrase: SecureBytes) throws {
    self.init(path: path, vault: Mutex(try VaultFolder.open(at: path, passphrase: passphrase)))
  }

  private init(path: String, vault: consuming sending Mutex<VaultFolder>) {
    self.path = path
    self.vault = vault
  }

  package func read(_ name: String) throws -> [UInt8]? {
    try vault.withLock { vault in
      do {
        return try vault.read(name)
      } catch let error as VaultError where error.code == .noSuchFile {
        return nil
      }
    }
  }

  package func write(_ bytes: [UInt8], to name: String) throws {
    try vault.withLock { try $0.write(name, bytes) }
  }

  package func remove(_ name: String) throws {
    _ = try vault.withLock { try $0.delete(name) }
  }

  package func names(prefix: String) throws -> [String] {
    try vault.withLock { try $0.names() }.filter { $0.utf8.starts(with: prefix.utf8) }
  }
}
