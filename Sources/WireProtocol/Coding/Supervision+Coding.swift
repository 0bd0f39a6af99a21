import ByteCoding
import Foundation
import NIOCore
import SwiftProtobuf
import WireMessages

extension ProposalPage {
  init(body: ByteBuffer) throws(WireRefusal) {
    let message = try MessageBody.decode(Plumbline_V1_ProposalsAnswer.self, body)
    guard message.proposals.count <= WireLimits.proposalsInAnswer else {
      throw .tooLarge("\(message.proposals.count) proposals", maximum: WireLimits.proposalsInAnswer)
    }
    var proposals: [Proposal] = []
    for proposal in message.proposals { proposals.append(try Proposal(proposal)) }
    self.init(proposals: proposals, more: message.more)
  }

  var message: Plumbline_V1_ProposalsAnswer {
    .with {
      $0.proposals = proposals.map(\.message)
      $0.more = more
    }
  }
}

extension Proposal {
  init(_ message: Plumbline_V1_Proposal) throws(WireRefusal) {
    try MessageBody.refuseUnknownFields(message)
    self.init(
      record: try FieldChecks.digest(message.record, "record"),
      payloadType: try FieldChecks.text(message.payloadType, "payload type", maximum: WireLimits.payloadType),
      payload: try FieldChecks.bytes(message.payload, "payload", maximum: WireLimits.envelope, minimum: 1),
      signers: try FieldChecks.identifiers(message.signers, "signers"),
      signed: try FieldChecks.identifiers(message.signed, "signed"))
  }

  var message: Plumbline_V1_Proposal {
    .with {
      $0.record = Data(record.bytes)
      $0.payloadType = payloadType
      $0.payload = Data(payload)
      $0.signers = signers
      $0.signed = signed
    }
  }
}

extension SessionStatus {
  init(body: ByteBuffer) throws(WireRefusal) {
    let message = try MessageBody.decode(Plumbline_V1_StatusAnswer.self, body)
    guard message.counts.count <= WireLimits.counts else {
      throw .tooLarge("\(message.counts.count) counts", maximum: WireLimits.counts)
    }
    var counts: [Count] = []
    for count in message.counts {
      try MessageBody.refuseUnknownFields(count)
      counts.append(Count(try FieldChecks.identifier(count.name, "count"), count.value))
    }
    self.init(
      phase: try FieldChecks.identifier(message.phase, "phase"), entries: message.entries, counts: counts)
  }

  var message: Plumbline_V1_StatusAnswer {
    .with {
      $0.phase = phase
      $0.entries = entries
      $0.counts = counts.map { count in
        .with {
          $0.name = count.name
          $0.value = count.value
        }
      }
    }
  }
}
