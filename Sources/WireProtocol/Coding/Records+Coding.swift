import ByteCoding
import Foundation
import NIOCore
import SwiftProtobuf
import WireMessages

extension RecordReceipt {
  init(_ message: Plumbline_V1_Receipt) throws(WireRefusal) {
    try MessageBody.refuseUnknownFields(message)
    self.init(
      index: message.index,
      record: try FieldChecks.digest(message.record, "record"),
      checkpoint: try FieldChecks.bytes(
        message.checkpoint, "checkpoint", maximum: WireLimits.checkpoint, minimum: 1),
      inclusionProof: try FieldChecks.hashes(message.inclusionProof, "inclusion proof"))
  }

  var message: Plumbline_V1_Receipt {
    .with {
      $0.index = index
      $0.record = Data(record.bytes)
      $0.checkpoint = Data(checkpoint)
      $0.inclusionProof = inclusionProof.map { Data($0.bytes) }
    }
  }
}

extension Enrolled {
  init(body: ByteBuffer) throws(WireRefusal) {
    let message = try MessageBody.decode(Plumbline_V1_EnrolAnswer.self, body)
    guard (1...WireLimits.certificates).contains(message.certificates.count), message.hasReceipt else {
      throw .malformed("EnrolAnswer needs 1 to \(WireLimits.certificates) certificates and a receipt")
    }
    var certificates: [[UInt8]] = []
    for data in message.certificates {
      certificates.append(
        try FieldChecks.bytes(data, "certificate", maximum: WireLimits.certificate, minimum: 1))
    }
    self.init(certificates: certificates, receipt: try RecordReceipt(message.receipt))
  }

  var message: Plumbline_V1_EnrolAnswer {
    .with {
      $0.certificates = certificates.map { Data($0) }
      $0.receipt = receipt.message
    }
  }
}

extension RecordPage {
  init(body: ByteBuffer) throws(WireRefusal) {
    let message = try MessageBody.decode(Plumbline_V1_RecordsAnswer.self, body)
    guard message.records.count <= WireLimits.recordsInAnswer else {
      throw .tooLarge("\(message.records.count) records", maximum: WireLimits.recordsInAnswer)
    }
    var records: [ProvenRecord] = []
    records.reserveCapacity(message.records.count)
    for record in message.records {
      if let last = records.last, record.index <= last.index { throw .malformed("records out of order") }
      records.append(try ProvenRecord(record))
    }
    self.init(
      checkpoint: try FieldChecks.bytes(
        message.checkpoint, "checkpoint", maximum: WireLimits.checkpoint, minimum: 1),
      records: records, more: message.more)
  }

  var message: Plumbline_V1_RecordsAnswer {
    .with {
      $0.checkpoint = Data(checkpoint)
      $0.records = records.map(\.message)
      $0.more = more
    }
  }
}

extension ProvenRecord {
  init(_ message: Plumbline_V1_ProvenRecord) throws(WireRefusal) {
    try MessageBody.refuseUnknownFields(message)
    self.init(
      index: message.index,
      envelope: try FieldChecks.bytes(message.envelope, "envelope", maximum: WireLimits.envelope, minimum: 1),
      inclusionProof: try FieldChecks.hashes(message.inclusionProof, "inclusion proof"))
  }

  var message: Plumbline_V1_ProvenRecord {
    .with {
      $0.index = index
      $0.envelope = Data(envelope)
      $0.inclusionProof = inclusionProof.map { Data($0.bytes) }
    }
  }
}

extension EntryPage {
  init(body: ByteBuffer) throws(WireRefusal) {
    let message = try MessageBody.decode(Plumbline_V1_EntriesAnswer.self, body)
    guard (1...WireLimits.entriesInAnswer).contains(message.entries.count) else {
      throw .malformed("EntriesAnswer with \(message.entries.count) entries")
    }
    var entries: [[UInt8]] = []
    entries.reserveCapacity(message.entries.count)
    for data in message.entries {
      entries.append(try FieldChecks.bytes(data, "entry", maximum: WireLimits.envelope))
    }
    self.init(start: message.start, entries: entries)
  }

  var message: Plumbline_V1_EntriesAnswer {
    .with {
      $0.start = start
      $0.entries = entries.map { Data($0) }
    }
  }
}
