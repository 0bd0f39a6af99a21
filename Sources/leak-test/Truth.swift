import Foundation

/// What a corpus says about one of its packages.
struct Truth: Decodable, Sendable {
  struct Plant: Decodable, Sendable {
    let kind: String
    let text: String
    let written: String
    let place: String
    /// How it hides: `para` in text; anything else in structure, metadata or pixels.
    let check: String
    let identifying: Bool

    enum CodingKeys: String, CodingKey {
      case kind, text, written, check, identifying
      case place = "where"
    }
  }

  struct Decoy: Decodable, Sendable {
    let phrase: String
    let contains: String
  }

  struct Word: Decodable, Sendable {
    let text: String
    let kind: String
  }

  struct Expected: Decodable, Sendable {
    let findings: [String]
  }

  let id: String
  let track: String
  /// Path below the corpus; a zip when `packaging` says so.
  let folder: String
  let packaging: String
  let plants: [Plant]
  let decoys: [Decoy]
  let lexicon: [Word]
  let expected: Expected

  /// Every truth file of a folder, in the order of their names; files of other shapes are passed over.
  static func all(in folder: String) throws -> [Truth] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted()
      .compactMap { name in
        let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
        return try? JSONDecoder().decode(Truth.self, from: data)
      }
  }

  /// Kinds of which nothing at all may survive, besides everything that hides in structure.
  static let absolute: Set<String> = [
    "place", "person", "phone", "mobile", "email", "url", "plate", "code", "postcode", "projcode", "uscc", "coords",
    "gps", "path", "account", "objname", "city_name", "county_name", "parent_city_name", "place_short", "parent_short",
    "pinyin", "parent_pinyin", "areacode", "org",
  ]
}
