import ByteCoding
import Foundation
package import NIOCore
import SwiftProtobuf
import WireMessages

extension Hello {
  package init(body: ByteBuffer) throws(WireRefusal) {
    let message = try MessageBody.decode(Plumbline_V1_Hello.self, body)
    guard message.minimumVersion >= 1, message.minimumVersion <= message.maximumVersion else {
      throw .malformed("Hello's versions \(message.minimumVersion) to \(message.maximumVersion)")
    }
    self.init(
      versions: message.minimumVersion...message.maximumVersion,
      software: try FieldChecks.text(message.software, "Hello's software", maximum: WireLimits.software),
      session: message.session.isEmpty ? nil : try FieldChecks.digest(message.session, "Hello's session"))
  }

  package var frame: Frame {
    let message = Plumbline_V1_Hello.with {
      $0.minimumVersion = versions.lowerBound
      $0.maximumVersion = versions.upperBound
      $0.software = software
      if let session { $0.session = Data(session.bytes) }
    }
    return Frame(.hello, body: MessageBody.encode(message))
  }
}

extension Welcome {
  package init(body: ByteBuffer) throws(WireRefusal) {
    let message = try MessageBody.decode(Plumbline_V1_Welcome.self, body)
    let role = try PeerRole(message.role)
    let isNameless = role == .candidate && message.code.isEmpty
    self.init(
      version: message.version,
      session: try FieldChecks.digest(message.session, "Welcome's session"),
      software: try FieldChecks.text(message.software, "Welcome's software", maximum: WireLimits.software),
      phase: try FieldChecks.identifier(message.phase, "Welcome's phase"),
      checkpoint: try FieldChecks.bytes(message.checkpoint, "Welcome's checkpoint", maximum: WireLimits.checkpoint),
      code: isNameless ? "" : try FieldChecks.identifier(message.code, "Welcome's code"),
      role: role)
  }

  package var frame: Frame {
    let message = Plumbline_V1_Welcome.with {
      $0.version = version
      $0.session = Data(session.bytes)
      $0.software = software
      $0.phase = phase
      $0.checkpoint = Data(checkpoint)
      $0.code = code
      $0.role = role.message
    }
    return Frame(.welcome, body: MessageBody.encode(message))
  }
}

extension PeerRole {
  init(_ message: Plumbline_V1_Role) throws(WireRefusal) {
    switch message {
    case .reviewer: self = .reviewer
    case .supervisor: self = .supervisor
    case .candidate: self = .candidate
    case .unspecified, .UNRECOGNIZED: throw .malformed("role \(message.rawValue)")
    }
  }

  var message: Plumbline_V1_Role {
    switch self {
    case .reviewer: .reviewer
    case .supervisor: .supervisor
    case .candidate: .candidate
    }
  }
}

/// A ping or its echo.
package enum Liveness {
  package static func ping(_ token: UInt64) -> Frame {
    Frame(.ping, body: MessageBody.encode(Plumbline_V1_Ping.with { $0.token = token }))
  }

  package static func pong(_ token: UInt64) -> Frame {
    Frame(.pong, body: MessageBody.encode(Plumbline_V1_Pong.with { $0.token = token }))
  }

  package static func pingToken(_ body: ByteBuffer) throws(WireRefusal) -> UInt64 {
    try MessageBody.decode(Plumbline_V1_Ping.self, body).token
  }

  package static func pongToken(_ body: ByteBuffer) throws(WireRefusal) -> UInt64 {
    try MessageBody.decode(Plumbline_V1_Pong.self, body).token
  }
}
