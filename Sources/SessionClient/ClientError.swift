/// Why a participant's tool did not do what was asked: what, where, and what to do, in both languages.
///
/// Compared by code; the sentences decide nothing.
package struct ClientError: Error, Sendable {
  package enum Code: String, Sendable {
    /// A rule says no: the phase, the roster, a check of this program.
    case refused
    /// A file, argument or answer cannot be used.
    case badInput = "bad-input"
    /// The home folder is absent, in use, or was made for something else.
    case home
    /// The server did not answer.
    case unreachable
    /// Others come first: cosignatures, a roster, the start of scoring.
    case waiting
    /// The server broke the protocol or said something that its own signatures contradict.
    case dishonest
  }

  package let code: Code
  package let zh: String
  package let en: String

  package init(_ code: Code, zh: String, en: String) {
    self.code = code
    self.zh = zh
    self.en = en
  }
}

extension ClientError: Equatable {
  package static func == (left: ClientError, right: ClientError) -> Bool { left.code == right.code }
}

extension ClientError: CustomStringConvertible {
  package var description: String { "\(zh) / \(en)" }
}

/// Two statements of one log, both signed by its key, that no consistency proof joins: evidence, to be kept.
package struct SplitView: Error, Sendable, CustomStringConvertible {
  /// What this client had verified before, as a signed note.
  package let seen: [UInt8]
  /// What the server says now.
  package let offered: [UInt8]
  package let zh: String
  package let en: String

  package init(seen: [UInt8], offered: [UInt8], detail: String) {
    self.seen = seen
    self.offered = offered
    zh = """
      服务器出示的日志与本机以前核验过的不是同一份（\(detail)）。这是严重情况：可能有人保存了两份日志。\
      两份检查点已存入本机作为证据；请停止操作并告知监督人员。
      """
    en = """
      The log that the server shows is not the one verified here before (\(detail)). This is serious: someone may keep \
      two logs. Both checkpoints are kept here as evidence. Stop, and tell the supervisors.
      """
  }

  package var description: String { "\(zh) / \(en)" }
}
