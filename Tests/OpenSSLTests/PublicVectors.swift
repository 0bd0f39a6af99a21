import ByteCoding
import Foundation
import Testing

/// Public test vectors that are not part of this repository. `PLUMBLINE_VECTORS` names the folder that holds
/// `wycheproof/` (github.com/C2SP/wycheproof, `testvectors_v1`) and `cctv/` (github.com/C2SP/CCTV); without it the
/// tests that need them are reported as skipped.
enum PublicVectors {
  static let folder = ProcessInfo.processInfo.environment["PLUMBLINE_VECTORS"].map { URL(filePath: $0) }
  static let areThere = folder != nil
  static let howToGetThem: Comment = "PLUMBLINE_VECTORS does not name a folder of public vectors"

  static func read<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
    let file = try #require(folder).appending(path: path)
    return try JSONDecoder().decode(type, from: Data(contentsOf: file))
  }
}

/// The outer form of a file of Wycheproof.
struct Wycheproof<Group: Decodable>: Decodable {
  let testGroups: [Group]
}

enum WycheproofResult: String, Decodable {
  case valid
  case invalid
  /// Left to the implementation.
  case acceptable
}
