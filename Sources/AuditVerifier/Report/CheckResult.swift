/// What one check found.
package struct CheckResult: Sendable, Equatable {
  package enum Status: String, Sendable {
    case passed
    case failed
    /// Never counts as passed.
    case notChecked = "not-checked"

    package var zh: String {
      switch self {
      case .passed: "通过"
      case .failed: "未通过"
      case .notChecked: "未校验"
      }
    }
  }

  package let id: CheckID
  package let status: Status
  /// The entry of the log that the finding is about.
  package let record: Int64?
  package let zh: String
  package let en: String

  /// Control signs are replaced, since part of a message may come from the archive.
  package init(_ id: CheckID, _ status: Status, record: Int64? = nil, zh: String, en: String) {
    self.id = id
    self.status = status
    self.record = record
    self.zh = CheckResult.printable(zh)
    self.en = CheckResult.printable(en)
  }

  private static func printable(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: scalars.append("�")
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}

/// Why a check failed: thrown by a policy.
struct AuditFault: Error, Sendable {
  let check: CheckID
  let record: Int64?
  let zh: String
  let en: String

  init(_ check: CheckID, record: Int64? = nil, zh: String, en: String) {
    self.check = check
    self.record = record
    self.zh = zh
    self.en = en
  }

  var result: CheckResult {
    CheckResult(
      check, .failed, record: record, zh: record.map { "第 \($0) 号记录：\(zh)" } ?? zh,
      en: record.map { "record \($0): \(en)" } ?? en)
  }
}
