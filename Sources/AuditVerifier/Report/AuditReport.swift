package import CanonicalJSON
import Panel
package import Sealing

/// The verdict on a log as a whole.
package enum Verdict: String, Sendable, CaseIterable {
  /// Anchored, sealed, cosigned by a quorum, and every check that applies passed.
  case verified
  case failed
  /// Not an archive that can be read.
  case unreadable
  /// Consistent and anchored, but the session has not ended.
  case unfinished
  /// Consistent with itself; nobody vouches for the keys.
  case unanchored

  package var exitCode: Int32 {
    switch self {
    case .verified: 0
    case .failed: 1
    case .unreadable: 2
    case .unfinished: 3
    case .unanchored: 4
    }
  }

  package var zh: String {
    switch self {
    case .verified: "未发现问题"
    case .failed: "发现问题，其余结论在查清之前不能采信"
    case .unreadable: "无法读取"
    case .unfinished: "迄今一致，但评审尚未封卷"
    case .unanchored: "仅与自身一致；无人为其中的钥匙作保"
    }
  }

  package var en: String {
    switch self {
    case .verified: "nothing wrong was found"
    case .failed: "a check failed; believe nothing else until it is explained"
    case .unreadable: "cannot be read"
    case .unfinished: "consistent so far; the session is not sealed"
    case .unanchored: "consistent with itself; nobody vouches for the keys"
    }
  }
}

/// The answer of an audit.
package struct AuditReport: Sendable {
  package let verdict: Verdict
  /// One of each number, in order; one alone (V1) for an unreadable archive.
  package let checks: [CheckResult]
  /// Of entry 0 as it stands in the log, whoever vouches for it; nil when it could not be read.
  package let session: SessionCode?
  package let origin: String
  /// Entries of the log.
  package let size: UInt64

  package subscript(id: CheckID) -> CheckResult? { checks.first { $0.id == id } }

  package func count(_ status: CheckResult.Status) -> Int { checks.count { $0.status == status } }

  /// - Parameter detail: the language of the details.
  package func json(detail: (CheckResult) -> String) -> JSONValue {
    let list = checks.map { check -> JSONValue in
      var members = [
        JSONMember("id", .word(check.id)), JSONMember("status", .word(check.status)),
        JSONMember("detail", .visible(detail(check))),
      ]
      if let record = check.record { members.append(JSONMember("record", .integer(record))) }
      return .object(members)
    }
    return [
      "checks": .array(list),
      "entries": .integer(Int64(clamping: min(size, UInt64(JSONValue.largestInteger)))),
      "origin": .visible(origin),
      "session": .string(session?.description ?? ""),
      "verdict": .word(verdict),
    ]
  }
}
