import NIOCore
import SwiftProtobuf

/// Protobuf in and out of a frame's body, at one place.
enum MessageBody {
  /// Our messages nest twice at most.
  private static let depthLimit = 4

  static func decode<M: Message>(_: M.Type, _ body: ByteBuffer) throws(WireRefusal) -> M {
    var options = BinaryDecodingOptions()
    options.messageDepthLimit = depthLimit
    let message: M
    do {
      message = try M(serializedBytes: Array(buffer: body), options: options)
    } catch {
      throw .malformed("\(M.protoMessageName) is not protobuf")
    }
    try refuseUnknownFields(message)
    return message
  }

  static func encode(_ message: some Message) -> ByteBuffer {
    do {
      let bytes: [UInt8] = try message.serializedBytes()
      return ByteBuffer(bytes: bytes)
    } catch {
      preconditionFailure("proto3 without Any always serializes: \(error)")
    }
  }

  /// A field of a later version may change what the message means, so it is refused and never skipped.
  static func refuseUnknownFields(_ message: some Message) throws(WireRefusal) {
    guard message.unknownFields.data.isEmpty else {
      throw .unsupportedMessage("a field of \(type(of: message).protoMessageName)")
    }
  }
}
