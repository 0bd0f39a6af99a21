import Foundation
package import NIOCore
import SwiftProtobuf
import WireMessages

extension WirePush {
  /// - Parameter kind: a push's.
  package init(kind: FrameKind, body: ByteBuffer) throws(WireRefusal) {
    switch kind {
    case .phasePush:
      let message = try MessageBody.decode(Plumbline_V1_PhasePush.self, body)
      self = .phase(try FieldChecks.identifier(message.phase, "phase"), index: message.index)
    case .checkpointPush:
      let message = try MessageBody.decode(Plumbline_V1_CheckpointPush.self, body)
      self = .checkpoint(
        try FieldChecks.bytes(message.checkpoint, "checkpoint", maximum: WireLimits.checkpoint, minimum: 1))
    case .noticePush:
      let message = try MessageBody.decode(Plumbline_V1_NoticePush.self, body)
      self = .notice(
        code: try FieldChecks.word(message.code, "notice's code"),
        zh: try FieldChecks.text(message.zh, "notice's zh"),
        en: try FieldChecks.text(message.en, "notice's en"))
    default:
      throw .unexpected("kind \(kind.rawValue) is not a push")
    }
  }

  /// - Throws: `tooLarge` if a field is longer than the other side takes.
  package func frame() throws(WireRefusal) -> Frame {
    let frame =
      switch self {
      case .phase(let phase, let index):
        Frame(
          .phasePush,
          body: MessageBody.encode(
            Plumbline_V1_PhasePush.with {
              $0.phase = phase
              $0.index = index
            }))
      case .checkpoint(let text):
        Frame(
          .checkpointPush, body: MessageBody.encode(Plumbline_V1_CheckpointPush.with { $0.checkpoint = Data(text) }))
      case .notice(let code, let zh, let en):
        Frame(
          .noticePush,
          body: MessageBody.encode(
            Plumbline_V1_NoticePush.with {
              $0.code = code
              $0.zh = zh
              $0.en = en
            }))
      }
    guard frame.body.readableBytes <= frame.kind.maximumBody else {
      throw .tooLarge("a push of \(frame.body.readableBytes) bytes", maximum: frame.kind.maximumBody)
    }
    return frame
  }
}
