import Foundation
package import NIOCore
import SwiftProtobuf
import WireMessages

extension WireRefusal {
  package init(body: ByteBuffer) throws(WireRefusal) {
    let message = try MessageBody.decode(Plumbline_V1_Error.self, body)
    let versions: ClosedRange<UInt32>?
    if message.minimumVersion >= 1, message.minimumVersion <= message.maximumVersion {
      versions = message.minimumVersion...message.maximumVersion
    } else {
      versions = nil
    }
    self.init(
      try Code(message.code),
      zh: try FieldChecks.text(message.zh, "Error's zh"),
      en: try FieldChecks.text(message.en, "Error's en"),
      retriable: message.retriable,
      detail: try FieldChecks.word(message.detail, "Error's detail"),
      refusal: try FieldChecks.bytes(message.refusal, "Error's refusal", maximum: WireLimits.envelope),
      versions: versions)
  }

  /// - Parameter request: 0 when the refusal is of the connection.
  package func frame(request: UInt32) -> Frame {
    let message = Plumbline_V1_Error.with {
      $0.code = code.message
      $0.zh = Self.line(zh)
      $0.en = Self.line(en)
      $0.retriable = retriable
      $0.detail = detail
      $0.refusal = Data(refusal)
      if let versions {
        $0.minimumVersion = versions.lowerBound
        $0.maximumVersion = versions.upperBound
      }
    }
    return Frame(.error, request: request, body: MessageBody.encode(message))
  }

  /// - Parameter lastRequest: requests with a higher id were not looked at.
  package func goAwayFrame(lastRequest: UInt32) -> Frame {
    let message = Plumbline_V1_GoAway.with {
      $0.code = code.message
      $0.zh = Self.line(zh)
      $0.en = Self.line(en)
      $0.lastRequest = lastRequest
    }
    return Frame(.goAway, body: MessageBody.encode(message))
  }

  package static func goAway(body: ByteBuffer) throws(WireRefusal) -> (reason: WireRefusal, lastRequest: UInt32) {
    let message = try MessageBody.decode(Plumbline_V1_GoAway.self, body)
    let reason = WireRefusal(
      try Code(message.code),
      zh: try FieldChecks.text(message.zh, "GoAway's zh"),
      en: try FieldChecks.text(message.en, "GoAway's en"),
      retriable: true)
    return (reason, message.lastRequest)
  }

  /// A sentence may quote what a peer sent; on the wire it is one line of bounded length.
  private static func line(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      let printed: Unicode.Scalar = scalar.properties.generalCategory == .control ? " " : scalar
      guard line.utf8.count + UTF8.width(printed) <= WireLimits.text else { break }
      line.unicodeScalars.append(printed)
    }
    return line
  }
}

extension WireRefusal.Code {
  init(_ message: Plumbline_V1_ErrorCode) throws(WireRefusal) {
    guard let code = WireRefusal.Code(rawValue: message.rawValue) else {
      throw .malformed("error code \(message.rawValue)")
    }
    self = code
  }

  var message: Plumbline_V1_ErrorCode {
    switch self {
    case .unsupportedVersion: .unsupportedVersion
    case .unsupportedMessage: .unsupportedMessage
    case .malformed: .malformed
    case .tooLarge: .tooLarge
    case .tooManyInFlight: .tooManyInFlight
    case .forbidden: .forbidden
    case .notFound: .notFound
    case .wrongPhase: .wrongPhase
    case .refused: .refused
    case .enrolmentRefused: .enrolmentRefused
    case .busy: .busy
    case .shuttingDown: .shuttingDown
    case .internalError: .internal
    case .timedOut: .timedOut
    case .wrongSession: .wrongSession
    case .notAdmitted: .notAdmitted
    case .tooManyConnections: .tooManyConnections
    case .unexpectedMessage: .unexpectedMessage
    }
  }
}
