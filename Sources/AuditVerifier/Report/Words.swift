import Archive
import OpenSSL
import Panel
import Scoring
import Sealing
import TransparencyLog

/// An error's message in both languages.
struct Words {
  let zh: String
  let en: String

  init(_ error: any Error) {
    switch error {
    case let error as StateError: (zh, en) = (error.zh, error.en)
    case let error as SealingError: (zh, en) = (error.zh, error.en)
    case let error as LogError: (zh, en) = (error.zh, error.en)
    case let error as OpenSSLError: (zh, en) = (error.zh, error.en)
    case let error as RuleError: (zh, en) = (error.zh, error.en)
    case let error as AssignmentError: (zh, en) = (error.zh, error.en)
    case let error as ArchiveError:
      (zh, en) = ("\(error.zh)（偏移 \(error.offset)）", "\(error.en) (offset \(error.offset))")
    case let error as AuditFault: (zh, en) = (error.zh, error.en)
    default: (zh, en) = ("\(error)", "\(error)")
    }
  }
}
