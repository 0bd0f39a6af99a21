package import CanonicalJSON
import OpenSSL
import Panel
import Sealing
import SecureTransport
import TLS
import TransparencyLog
import Vault
import WireProtocol

/// An error as a tool tells it: one word for programs, one sentence for people, and the exit code.
///
/// Exit codes: 1 refused by a rule, 2 bad input, 69 server unreachable, 75 others come first or try again.
package struct Failure: Sendable {
  package let code: String
  package let zh: String
  package let en: String
  package let exit: Int32

  private static let refused: Int32 = 1
  private static let badInput: Int32 = 2
  private static let unreachable: Int32 = 69
  private static let tryAgain: Int32 = 75

  private init(_ code: String, _ zh: String, _ en: String, _ exit: Int32) {
    self.code = code
    self.zh = zh
    self.en = en
    self.exit = exit
  }

  package init(_ error: any Error) {
    switch error {
    case let error as ClientError: self.init(error.code.rawValue, error.zh, error.en, Failure.exit(error.code))
    case let error as SplitView: self.init("split-view", error.zh, error.en, Failure.refused)
    case let error as WireRefusal:
      let word = error.detail.isEmpty ? "\(error.code)" : error.detail
      self.init(word, error.zh, error.en, error.retriable ? Failure.tryAgain : Failure.refused)
    case let error as TransportError:
      let isTrust = error.code == .peerNotTrusted || error.code == .certificateRefused
      self.init(error.code.rawValue, error.zh, error.en, isTrust ? Failure.refused : Failure.unreachable)
    case let error as StateError: self.init(error.code.rawValue, error.zh, error.en, Failure.refused)
    case let error as SealingError: self.init(error.code.rawValue, error.zh, error.en, Failure.badInput)
    case let error as LogError: self.init(error.code.rawValue, error.zh, error.en, Failure.refused)
    case let error as RuleError: self.init("\(error.code)", error.zh, error.en, Failure.badInput)
    case let error as VaultError: self.init("\(error.code)", error.zh, error.en, Failure.badInput)
    case let error as OpenSSLError: self.init("\(error.code)", error.zh, error.en, Failure.badInput)
    case let error as TLSError: self.init("\(error.code)", error.zh, error.en, Failure.unreachable)
    case let error as CanonicalJSONError:
      self.init("malformed", "文件内容有误：\(error)", "malformed: \(error)", Failure.badInput)
    default: self.init("failed", "未能完成：\(error)", "failed: \(error)", Failure.refused)
    }
  }

  private static func exit(_ code: ClientError.Code) -> Int32 {
    switch code {
    case .refused, .dishonest: refused
    case .badInput, .home: badInput
    case .unreachable: unreachable
    case .waiting: tryAgain
    }
  }

  /// Whether a program that waits should try again: the line broke, or the server is busy or restarting.
  package var isTransient: Bool { exit == Failure.unreachable || exit == Failure.tryAgain }

  /// For `--json`.
  package var json: JSONValue {
    [
      "error": [
        "code": .string(code), "exit": .integer(Int64(exit)), "message": ["en": .string(en), "zh": .string(zh)],
      ]
    ]
  }
}
