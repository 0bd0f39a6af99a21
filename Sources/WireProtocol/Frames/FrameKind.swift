/// What a frame is. The high byte is the class: 0 control, 1 request, 2 answer, 3 push, 4 bulk; an answer has its request's
/// low byte.
package enum FrameKind: UInt16, CaseIterable, Sendable {
  case hello = 0x0001
  case welcome = 0x0002
  case ping = 0x0003
  case pong = 0x0004
  case goAway = 0x0005

  case enrolRequest = 0x0101
  case submitRequest = 0x0102
  case checkpointRequest = 0x0103
  case consistencyRequest = 0x0104
  case inclusionRequest = 0x0105
  case entriesRequest = 0x0106
  case tileRequest = 0x0107
  case ownRecordsRequest = 0x0108
  case controlRecordsRequest = 0x0109
  case blobRequest = 0x010A
  case assignmentsRequest = 0x010B
  case proposalsRequest = 0x010C
  case signatureRequest = 0x010D
  case cosignatureRequest = 0x010E
  case statusRequest = 0x010F

  case error = 0x0200
  case enrolAnswer = 0x0201
  case submitAnswer = 0x0202
  case checkpointAnswer = 0x0203
  case consistencyAnswer = 0x0204
  case inclusionAnswer = 0x0205
  case entriesAnswer = 0x0206
  case tileAnswer = 0x0207
  case ownRecordsAnswer = 0x0208
  case controlRecordsAnswer = 0x0209
  case blobAnswer = 0x020A
  case assignmentsAnswer = 0x020B
  case proposalsAnswer = 0x020C
  case signatureAnswer = 0x020D
  case cosignatureAnswer = 0x020E
  case statusAnswer = 0x020F

  case phasePush = 0x0301
  case checkpointPush = 0x0302
  case noticePush = 0x0303

  case blobChunk = 0x0401
}

extension FrameKind {
  package enum Class: UInt16, Sendable {
    case control = 0
    case request = 1
    case answer = 2
    case push = 3
    case bulk = 4

    /// - Returns: nil for a class of a later version.
    package init?(ofKind rawKind: UInt16) {
      self.init(rawValue: rawKind >> 8)
    }
  }

  package var isRequest: Bool { rawValue >> 8 == Class.request.rawValue }

  /// The kind that answers this request; nil for anything but a request.
  package var answer: FrameKind? {
    isRequest ? FrameKind(rawValue: rawValue + 0x100) : nil
  }

  /// Largest body, in bytes.
  package var maximumBody: Int {
    switch self {
    case .ping, .pong: 16
    case .hello: 1_024
    case .goAway: 8_192
    case .enrolRequest: 32_768
    case .submitRequest: WireLimits.envelope + 64
    case .checkpointRequest, .consistencyRequest, .inclusionRequest, .entriesRequest, .tileRequest, .ownRecordsRequest,
      .controlRecordsRequest, .blobRequest, .assignmentsRequest, .proposalsRequest, .statusRequest:
      1_024
    case .signatureRequest, .cosignatureRequest: 8_192
    case .error, .welcome, .checkpointAnswer, .submitAnswer, .signatureAnswer, .checkpointPush: 73_728
    case .consistencyAnswer, .inclusionAnswer, .cosignatureAnswer, .blobAnswer, .phasePush: 4_096
    case .tileAnswer: WireLimits.tile + 64
    case .noticePush, .statusAnswer: 8_192
    case .enrolAnswer: 131_072
    case .entriesAnswer, .ownRecordsAnswer, .controlRecordsAnswer, .assignmentsAnswer, .proposalsAnswer:
      WireLimits.frameBody
    case .blobChunk: WireLimits.blobChunk
    }
  }
}
