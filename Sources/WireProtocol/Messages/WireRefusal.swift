/// Why something was not done, as it travels: a code for programs, a sentence in two languages for people.
///
/// Compared by code and detail; the sentences decide nothing.
package struct WireRefusal: Error, Sendable {
  package enum Code: Int, CaseIterable, Sendable {
    case unsupportedVersion = 1
    case unsupportedMessage
    case malformed
    case tooLarge
    case tooManyInFlight
    /// The caller's role may not ask this.
    case forbidden
    case notFound
    /// The session's phase does not admit this.
    case wrongPhase
    /// The record was examined and is not admitted.
    case refused
    /// Unknown, used or expired invitation: deliberately one code.
    case enrolmentRefused
    case busy
    case shuttingDown
    /// The server's own fault; it says no more over the wire.
    case internalError
    case timedOut
    case wrongSession
    /// The certificate is not, or no longer, one of this session.
    case notAdmitted
    case tooManyConnections
    /// A frame that the connection's state does not allow.
    case unexpectedMessage
  }

  package var code: Code
  package var zh: String
  package var en: String
  /// Whether the same bytes may succeed later.
  package var retriable: Bool
  /// Stable reason in one word, `[a-z0-9-]{0,64}`; what programs look at beside the code.
  package var detail: String
  /// DSSE envelope of the server's signed refusal, verbatim.
  package var refusal: [UInt8]
  /// The versions the server speaks; only with `unsupportedVersion`.
  package var versions: ClosedRange<UInt32>?

  package init(
    _ code: Code, zh: String, en: String, retriable: Bool = false, detail: String = "", refusal: [UInt8] = [],
    versions: ClosedRange<UInt32>? = nil
  ) {
    self.code = code
    self.zh = zh
    self.en = en
    self.retriable = retriable
    self.detail = detail
    self.refusal = refusal
    self.versions = versions
  }
}

extension WireRefusal: Equatable {
  package static func == (left: WireRefusal, right: WireRefusal) -> Bool {
    left.code == right.code && left.detail == right.detail
  }
}

extension WireRefusal: CustomStringConvertible {
  package var description: String { "\(zh) / \(en)" }
}

// MARK: - The refusals of the protocol itself

extension WireRefusal {
  package static func malformed(_ what: String) -> WireRefusal {
    WireRefusal(.malformed, zh: "消息格式不正确：\(what)", en: "malformed message: \(what)")
  }

  package static func tooLarge(_ what: String, maximum: Int) -> WireRefusal {
    WireRefusal(
      .tooLarge, zh: "超过长度上限（\(maximum)）：\(what)", en: "\(what) exceeds the limit of \(maximum)")
  }

  package static func unexpected(_ what: String) -> WireRefusal {
    WireRefusal(.unexpectedMessage, zh: "此时不应收到该消息：\(what)", en: "unexpected message: \(what)")
  }

  package static func unsupportedMessage(_ what: String) -> WireRefusal {
    WireRefusal(
      .unsupportedMessage, zh: "本版本不支持该消息（\(what)），请升级软件", en: "this version does not know \(what); update the software"
    )
  }

  package static func unsupportedVersion(
    _ theirs: ClosedRange<UInt32>, ours: ClosedRange<UInt32>
  ) -> WireRefusal {
    WireRefusal(
      .unsupportedVersion,
      zh: "协议版本不一致：对方支持 \(theirs.lowerBound)–\(theirs.upperBound)，本方支持 \(ours.lowerBound)–\(ours.upperBound)，请升级较旧的一方",
      en:
        "no protocol version in common: peer \(theirs.lowerBound)–\(theirs.upperBound), here \(ours.lowerBound)–\(ours.upperBound); update the older side",
      versions: ours)
  }

  package static let tooManyInFlight = WireRefusal(
    .tooManyInFlight, zh: "同时等待答复的请求过多（上限 \(WireLimits.requestsInFlight)）",
    en: "too many requests wait for their answer (at most \(WireLimits.requestsInFlight))", retriable: true)

  package static func forbidden(_ what: String) -> WireRefusal {
    WireRefusal(.forbidden, zh: "无权进行此操作：\(what)", en: "not permitted: \(what)")
  }

  package static let shuttingDown = WireRefusal(
    .shuttingDown, zh: "服务器正在停止，请稍后重试", en: "the server is shutting down; try again later", retriable: true)

  package static let internalError = WireRefusal(
    .internalError, zh: "服务器内部错误，请稍后重试并告知管理员",
    en: "internal error of the server; try again later and tell the coordinator", retriable: true)

  package static func timedOut(_ what: String) -> WireRefusal {
    WireRefusal(.timedOut, zh: "等待超时：\(what)", en: "timed out: \(what)", retriable: true)
  }
}
