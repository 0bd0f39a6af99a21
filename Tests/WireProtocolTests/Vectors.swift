import ByteCoding
import Foundation
import NIOCore
import Testing

@testable import WireProtocol

/// The files in `protocol/vectors/wire`.
enum Vectors {
  struct FrameVector: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var kind: UInt16
    var request: UInt32
    var continues: Bool
    var frame: String
    var testDescription: String { name }
  }

  struct Refused: Decodable {
    struct Stream: Decodable, Sendable, CustomTestStringConvertible {
      var name: String
      var side: String
      var bytes: String
      var code: String
      var testDescription: String { name }
    }

    struct Body: Decodable, Sendable, CustomTestStringConvertible {
      var name: String
      var kind: UInt16
      var body: String
      var code: String
      var testDescription: String { name }
    }

    var streams: [Stream]
    var bodies: [Body]
  }

  static let frames = load([FrameVector].self, "frames.json")
  static let refused = load(Refused.self, "refused.json")

  static func buffer(_ hexadecimal: String) -> ByteBuffer {
    ByteBuffer(bytes: Hex.decode(hexadecimal) ?? [])
  }

  private static func load<T: Decodable>(_: T.Type, _ name: String) -> T {
    let root = URL(filePath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appending(path: "protocol/vectors/wire/\(name)")
    do {
      return try JSONDecoder().decode(T.self, from: Data(contentsOf: file))
    } catch {
      fatalError("\(file.path): \(error)")
    }
  }
}
