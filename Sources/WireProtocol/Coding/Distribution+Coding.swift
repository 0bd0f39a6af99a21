import ByteCoding
import Foundation
import NIOCore
import SwiftProtobuf
import WireMessages

extension BlobPart {
  init(body: ByteBuffer) throws(WireRefusal) {
    let message = try MessageBody.decode(Plumbline_V1_BlobAnswer.self, body)
    guard message.size <= WireLimits.blob, message.length <= WireLimits.blobRange, message.offset <= message.size,
      UInt64(message.length) <= message.size - message.offset
    else { throw .malformed("a range outside the blob") }
    self.init(size: message.size, offset: message.offset, length: message.length)
  }

  var message: Plumbline_V1_BlobAnswer {
    .with {
      $0.size = size
      $0.offset = offset
      $0.length = length
    }
  }
}

extension AssignmentPage {
  init(body: ByteBuffer) throws(WireRefusal) {
    let message = try MessageBody.decode(Plumbline_V1_AssignmentsAnswer.self, body)
    guard message.items.count <= WireLimits.assignmentsInAnswer else {
      throw .tooLarge("\(message.items.count) assignments", maximum: WireLimits.assignmentsInAnswer)
    }
    var items: [AssignmentItem] = []
    items.reserveCapacity(message.items.count)
    for item in message.items {
      if let last = items.last, item.position <= last.position { throw .malformed("assignments out of order") }
      items.append(try AssignmentItem(item))
    }
    self.init(items: items, more: message.more)
  }

  var message: Plumbline_V1_AssignmentsAnswer {
    .with {
      $0.items = items.map(\.message)
      $0.more = more
    }
  }
}

extension AssignmentItem {
  init(_ message: Plumbline_V1_AssignmentItem) throws(WireRefusal) {
    try MessageBody.refuseUnknownFields(message)
    guard message.bundleSize <= WireLimits.blob else {
      throw .tooLarge("a bundle of \(message.bundleSize) bytes", maximum: Int(WireLimits.blob))
    }
    self.init(
      application: try FieldChecks.identifier(message.application, "application"),
      bundle: try FieldChecks.digest(message.bundle, "bundle"),
      bundleSize: message.bundleSize, position: message.position)
  }

  var message: Plumbline_V1_AssignmentItem {
    .with {
      $0.application = application
      $0.bundle = Data(bundle.bytes)
      $0.bundleSize = bundleSize
      $0.position = position
    }
  }
}
