import ByteCoding
import OpenSSL
import Panel

/// Draws pseudonyms (匿名编号): four random Crockford signs, none twice, none that is another's code.
struct Pseudonyms {
  static let signCount = 4

  private(set) var taken: Set<String>

  init(taken: some Sequence<Code>) {
    self.taken = Set(taken.map(\.text)).union([Review.draftPseudonym.text])
  }

  /// Twenty random bits; of a million, a season takes some hundreds.
  mutating func draw() throws -> Code {
    while true {
      let text = String(Crockford32.encode(try RandomBytes.generate(3)).prefix(Pseudonyms.signCount))
      if let code = Code(text), taken.insert(text).inserted { return code }
    }
  }
}
