import ByteCoding
import Foundation
package import NIOCore
import SwiftProtobuf
import WireMessages

extension WireRequest {
  /// - Parameter kind: a request's.
  package init(kind: FrameKind, body: ByteBuffer) throws(WireRefusal) {
    switch kind {
    case .enrolRequest: self = .enrol(try Enrolment(body: body))
    case .submitRequest:
      let message = try MessageBody.decode(Plumbline_V1_SubmitRequest.self, body)
      self = .submit(
        envelope: try FieldChecks.bytes(message.envelope, "envelope", maximum: WireLimits.envelope, minimum: 1))
    case .checkpointRequest:
      _ = try MessageBody.decode(Plumbline_V1_CheckpointRequest.self, body)
      self = .checkpoint
    case .consistencyRequest:
      let message = try MessageBody.decode(Plumbline_V1_ConsistencyRequest.self, body)
      guard message.oldSize <= message.newSize else { throw .malformed("old size above new size") }
      self = .consistency(old: message.oldSize, new: message.newSize)
    case .inclusionRequest:
      let message = try MessageBody.decode(Plumbline_V1_InclusionRequest.self, body)
      guard message.index < message.size else { throw .malformed("index outside the tree") }
      self = .inclusion(index: message.index, size: message.size)
    case .entriesRequest:
      let message = try MessageBody.decode(Plumbline_V1_EntriesRequest.self, body)
      guard (1...UInt32(WireLimits.entriesInAnswer)).contains(message.count) else {
        throw .malformed("count must be 1 to \(WireLimits.entriesInAnswer)")
      }
      self = .entries(start: message.start, count: message.count)
    case .tileRequest:
      let message = try MessageBody.decode(Plumbline_V1_TileRequest.self, body)
      self = .tile(path: try FieldChecks.tilePath(message.path))
    case .ownRecordsRequest:
      self = .ownRecords(from: try MessageBody.decode(Plumbline_V1_OwnRecordsRequest.self, body).from)
    case .controlRecordsRequest:
      self = .controlRecords(from: try MessageBody.decode(Plumbline_V1_ControlRecordsRequest.self, body).from)
    case .blobRequest: self = .blob(try BlobRange(body: body))
    case .assignmentsRequest:
      self = .assignments(from: try MessageBody.decode(Plumbline_V1_AssignmentsRequest.self, body).from)
    case .proposalsRequest:
      self = .proposals(from: try MessageBody.decode(Plumbline_V1_ProposalsRequest.self, body).from)
    case .signatureRequest:
      let message = try MessageBody.decode(Plumbline_V1_SignatureRequest.self, body)
      self = .sign(
        ProposalSignature(
          record: try FieldChecks.digest(message.record, "record"),
          keyID: try FieldChecks.identifier(message.keyID, "key id"),
          signature: try FieldChecks.bytes(
            message.signature, "signature", maximum: WireLimits.signature, minimum: 1)))
    case .cosignatureRequest:
      let message = try MessageBody.decode(Plumbline_V1_CosignatureRequest.self, body)
      self = .cosign(
        Cosignature(
          size: message.size,
          line: try FieldChecks.text(message.line, "signature line", maximum: WireLimits.noteLine)))
    case .statusRequest:
      _ = try MessageBody.decode(Plumbline_V1_StatusRequest.self, body)
      self = .status
    case .hello, .welcome, .ping, .pong, .goAway, .error, .enrolAnswer, .submitAnswer, .checkpointAnswer,
      .consistencyAnswer, .inclusionAnswer, .entriesAnswer, .tileAnswer, .ownRecordsAnswer, .controlRecordsAnswer,
      .blobAnswer, .assignmentsAnswer, .proposalsAnswer, .signatureAnswer, .cosignatureAnswer, .statusAnswer,
      .phasePush, .checkpointPush, .noticePush, .blobChunk:
      throw .unexpected("kind \(kind.rawValue) is not a request")
    }
  }

  /// - Throws: `tooLarge` if a field is longer than the other side takes.
  package func frame(request: UInt32) throws(WireRefusal) -> Frame {
    let body = self.body
    guard body.readableBytes <= kind.maximumBody else {
      throw .tooLarge("a request of \(body.readableBytes) bytes", maximum: kind.maximumBody)
    }
    return Frame(kind, request: request, body: body)
  }

  private var body: ByteBuffer {
    switch self {
    case .enrol(let enrolment): return MessageBody.encode(enrolment.message)
    case .submit(let envelope):
      return MessageBody.encode(Plumbline_V1_SubmitRequest.with { $0.envelope = Data(envelope) })
    case .checkpoint: return MessageBody.encode(Plumbline_V1_CheckpointRequest())
    case .consistency(let old, let new):
      return MessageBody.encode(
        Plumbline_V1_ConsistencyRequest.with {
          $0.oldSize = old
          $0.newSize = new
        })
    case .inclusion(let index, let size):
      return MessageBody.encode(
        Plumbline_V1_InclusionRequest.with {
          $0.index = index
          $0.size = size
        })
    case .entries(let start, let count):
      return MessageBody.encode(
        Plumbline_V1_EntriesRequest.with {
          $0.start = start
          $0.count = count
        })
    case .tile(let path): return MessageBody.encode(Plumbline_V1_TileRequest.with { $0.path = path })
    case .ownRecords(let from): return MessageBody.encode(Plumbline_V1_OwnRecordsRequest.with { $0.from = from })
    case .controlRecords(let from):
      return MessageBody.encode(Plumbline_V1_ControlRecordsRequest.with { $0.from = from })
    case .blob(let range): return MessageBody.encode(range.message)
    case .assignments(let from): return MessageBody.encode(Plumbline_V1_AssignmentsRequest.with { $0.from = from })
    case .proposals(let from): return MessageBody.encode(Plumbline_V1_ProposalsRequest.with { $0.from = from })
    case .sign(let signature):
      return MessageBody.encode(
        Plumbline_V1_SignatureRequest.with {
          $0.record = Data(signature.record.bytes)
          $0.keyID = signature.keyID
          $0.signature = Data(signature.signature)
        })
    case .cosign(let cosignature):
      return MessageBody.encode(
        Plumbline_V1_CosignatureRequest.with {
          $0.size = cosignature.size
          $0.line = cosignature.line
        })
    case .status: return MessageBody.encode(Plumbline_V1_StatusRequest())
    }
  }
}

extension Enrolment {
  init(body: ByteBuffer) throws(WireRefusal) {
    let message = try MessageBody.decode(Plumbline_V1_EnrolRequest.self, body)
    self.init(
      invitation: try FieldChecks.identifier(message.invitation, "invitation"),
      oneTimeCode: try FieldChecks.bytes(
        message.oneTimeCode, "one-time code", maximum: WireLimits.oneTimeCode, minimum: 1),
      certificateRequest: try FieldChecks.bytes(
        message.certificateRequest, "certificate request", maximum: WireLimits.certificateRequest, minimum: 1),
      proof: try FieldChecks.bytes(message.proof, "proof", maximum: WireLimits.signature, minimum: 1),
      envelope: try FieldChecks.bytes(
        message.enrolment, "enrolment", maximum: WireLimits.enrolmentEnvelope, minimum: 1))
  }

  var message: Plumbline_V1_EnrolRequest {
    .with {
      $0.invitation = invitation
      $0.oneTimeCode = Data(oneTimeCode)
      $0.certificateRequest = Data(certificateRequest)
      $0.proof = Data(proof)
      $0.enrolment = Data(envelope)
    }
  }
}

extension BlobRange {
  init(body: ByteBuffer) throws(WireRefusal) {
    let message = try MessageBody.decode(Plumbline_V1_BlobRequest.self, body)
    guard (1...UInt32(WireLimits.blobRange)).contains(message.length) else {
      throw .malformed("length must be 1 to \(WireLimits.blobRange)")
    }
    guard message.offset <= WireLimits.blob else { throw .tooLarge("offset", maximum: Int(WireLimits.blob)) }
    self.init(
      digest: try FieldChecks.digest(message.digest, "blob digest"), offset: message.offset, length: message.length)
  }

  var message: Plumbline_V1_BlobRequest {
    .with {
      $0.digest = Data(digest.bytes)
      $0.offset = offset
      $0.length = length
    }
  }
}

extension FieldChecks {
  /// Digits, `x`, `p`, `.` and `/` only: no way out of the tile space. The log reads the rest.
  static func tilePath(_ path: String) throws(WireRefusal) -> String {
    let allowed = path.utf8.allSatisfy { (0x2E...0x39).contains($0) || $0 == 0x78 || $0 == 0x70 }
    guard allowed, (1...WireLimits.tilePath).contains(path.utf8.count), !path.contains("..") else {
      throw .malformed("tile path")
    }
    return path
  }
}
