import ByteCoding
import Foundation
package import NIOCore
import SwiftProtobuf
import WireMessages

extension WireAnswer {
  /// - Parameter kind: an answer's.
  package init(kind: FrameKind, body: ByteBuffer) throws(WireRefusal) {
    switch kind {
    case .enrolAnswer: self = .enrolled(try Enrolled(body: body))
    case .submitAnswer:
      let message = try MessageBody.decode(Plumbline_V1_SubmitAnswer.self, body)
      guard message.hasReceipt else { throw .malformed("SubmitAnswer without receipt") }
      self = .accepted(try RecordReceipt(message.receipt))
    case .checkpointAnswer:
      let message = try MessageBody.decode(Plumbline_V1_CheckpointAnswer.self, body)
      self = .checkpoint(
        try FieldChecks.bytes(message.checkpoint, "checkpoint", maximum: WireLimits.checkpoint, minimum: 1))
    case .consistencyAnswer:
      let message = try MessageBody.decode(Plumbline_V1_ConsistencyAnswer.self, body)
      self = .consistency(try FieldChecks.hashes(message.proof, "consistency proof"))
    case .inclusionAnswer:
      let message = try MessageBody.decode(Plumbline_V1_InclusionAnswer.self, body)
      self = .inclusion(try FieldChecks.hashes(message.proof, "inclusion proof"))
    case .entriesAnswer: self = .entries(try EntryPage(body: body))
    case .tileAnswer:
      let message = try MessageBody.decode(Plumbline_V1_TileAnswer.self, body)
      guard message.hashes.count.isMultiple(of: Digest.byteCount) else { throw .malformed("tile length") }
      self = .tile(try FieldChecks.bytes(message.hashes, "tile", maximum: WireLimits.tile, minimum: 1))
    case .ownRecordsAnswer: self = .ownRecords(try RecordPage(body: body))
    case .controlRecordsAnswer: self = .controlRecords(try RecordPage(body: body))
    case .blobAnswer: self = .blob(try BlobPart(body: body))
    case .assignmentsAnswer: self = .assignments(try AssignmentPage(body: body))
    case .proposalsAnswer: self = .proposals(try ProposalPage(body: body))
    case .signatureAnswer:
      let message = try MessageBody.decode(Plumbline_V1_SignatureAnswer.self, body)
      self = .signed(
        SignatureProgress(
          present: message.present, required: message.required,
          receipt: message.hasReceipt ? try RecordReceipt(message.receipt) : nil))
    case .cosignatureAnswer:
      let message = try MessageBody.decode(Plumbline_V1_CosignatureAnswer.self, body)
      self = .cosigned(CosignatureProgress(present: message.present, required: message.required))
    case .statusAnswer: self = .status(try SessionStatus(body: body))
    case .hello, .welcome, .ping, .pong, .goAway, .enrolRequest, .submitRequest, .checkpointRequest,
      .consistencyRequest, .inclusionRequest, .entriesRequest, .tileRequest, .ownRecordsRequest,
      .controlRecordsRequest, .blobRequest, .assignmentsRequest, .proposalsRequest, .signatureRequest,
      .cosignatureRequest, .statusRequest, .error, .phasePush, .checkpointPush, .noticePush, .blobChunk:
      throw .unexpected("kind \(kind.rawValue) is not an answer")
    }
  }

  /// - Throws: `tooLarge` if the answer is longer than the other side takes.
  package func frame(request: UInt32) throws(WireRefusal) -> Frame {
    let body = self.body
    guard body.readableBytes <= kind.maximumBody else {
      throw .tooLarge("an answer of \(body.readableBytes) bytes", maximum: kind.maximumBody)
    }
    let continues = if case .blob(let part) = self { part.length > 0 } else { false }
    return Frame(kind, request: request, continues: continues, body: body)
  }

  private var body: ByteBuffer {
    switch self {
    case .enrolled(let enrolled): return MessageBody.encode(enrolled.message)
    case .accepted(let receipt):
      return MessageBody.encode(Plumbline_V1_SubmitAnswer.with { $0.receipt = receipt.message })
    case .checkpoint(let text):
      return MessageBody.encode(Plumbline_V1_CheckpointAnswer.with { $0.checkpoint = Data(text) })
    case .consistency(let proof):
      return MessageBody.encode(Plumbline_V1_ConsistencyAnswer.with { $0.proof = proof.map { Data($0.bytes) } })
    case .inclusion(let proof):
      return MessageBody.encode(Plumbline_V1_InclusionAnswer.with { $0.proof = proof.map { Data($0.bytes) } })
    case .entries(let page): return MessageBody.encode(page.message)
    case .tile(let hashes): return MessageBody.encode(Plumbline_V1_TileAnswer.with { $0.hashes = Data(hashes) })
    case .ownRecords(let page), .controlRecords(let page): return MessageBody.encode(page.message)
    case .blob(let part): return MessageBody.encode(part.message)
    case .assignments(let page): return MessageBody.encode(page.message)
    case .proposals(let page): return MessageBody.encode(page.message)
    case .signed(let progress):
      return MessageBody.encode(
        Plumbline_V1_SignatureAnswer.with {
          $0.present = progress.present
          $0.required = progress.required
          if let receipt = progress.receipt { $0.receipt = receipt.message }
        })
    case .cosigned(let progress):
      return MessageBody.encode(
        Plumbline_V1_CosignatureAnswer.with {
          $0.present = progress.present
          $0.required = progress.required
        })
    case .status(let status): return MessageBody.encode(status.message)
    }
  }
}
