import Archive
import CanonicalJSON
import OpenSSL
import Panel
import Sealing
import TransparencyLog
import Vault

/// What a person is told when something was not done, and the exit code that says it to a program.
package struct Complaint: Error, Sendable {
  package enum Exit: Int32, Sendable {
    case refused = 1
    case badInput = 2
    case unfinished = 3
    case tryAgain = 75
  }

  package let exit: Exit
  package let code: String
  package let zh: String
  package let en: String

  package init(_ exit: Exit, code: String, zh: String, en: String) {
    self.exit = exit
    self.code = code
    self.zh = zh
    self.en = en
  }

  /// - Returns: nil for an error that nothing in this room throws on purpose.
  package init?(_ error: any Error) {
    switch error {
    case let error as RegistrarError:
      let exits: [RegistrarError.Code: Exit] = [.input: .badInput, .refused: .refused, .unfinished: .unfinished]
      self.init(exits[error.code] ?? .refused, code: error.code.rawValue, zh: error.zh, en: error.en)
    case let error as VaultError:
      let exit: Exit =
        switch error.code {
        case .wrongPassphrase, .passphraseRefused, .unsafePermissions: .refused
        case .inUse: .tryAgain
        default: .badInput
        }
      self.init(exit, code: "vault", zh: error.zh, en: error.en)
    case let error as SealingError:
      self.init(error.code == .signature ? .refused : .badInput, code: error.code.rawValue, zh: error.zh, en: error.en)
    case let error as StateError: self.init(.refused, code: "record", zh: error.zh, en: error.en)
    case let error as LogError: self.init(.badInput, code: error.code.rawValue, zh: error.zh, en: error.en)
    case let error as OpenSSLError: self.init(.badInput, code: "cryptography", zh: error.zh, en: error.en)
    case let error as ArchiveError: self.init(.badInput, code: "archive", zh: error.zh, en: error.en)
    case let error as CanonicalJSONError:
      self.init(.badInput, code: "json", zh: "内容不是规范 JSON：\(error)", en: "Not the canonical JSON expected: \(error)")
    default: return nil
    }
  }
}
