/// What a connection is for; the application protocol of TLS (RFC 7301) says it.
package enum ConnectionPurpose: Sendable, CaseIterable {
  /// The client has a certificate of the session.
  case session
  /// The client has an invitation and no certificate, and may do nothing but enrol.
  case enrolment

  /// Name in ALPN.
  package var applicationProtocol: String {
    switch self {
    case .session: "plumbline/1"
    case .enrolment: "plumbline-enrol/1"
    }
  }

  package init?(applicationProtocol: String) {
    guard let purpose = Self.allCases.first(where: { $0.applicationProtocol == applicationProtocol }) else {
      return nil
    }
    self = purpose
  }
}
