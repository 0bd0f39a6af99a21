package import ByteCoding
import CanonicalJSON
import Panel
import TransparencyLog

/// The register of everything received: canonical JSON lines with an RFC 6962 root, so that an applicant can later be
/// shown that its package was in it, and which others were refused.
package struct Register: Sendable {
  static let name = "register"

  package private(set) var lines: [RegisterLine] = []

  package init() {}

  init(bytes: [UInt8]) throws {
    for line in ListBlob.split(bytes) ?? [] {
      lines.append(try RegisterLine(canonicalBytes: [UInt8](line), limits: .document))
    }
  }

  var bytes: [UInt8] { lines.flatMap { $0.canonicalBytes + [0x0A] } }

  package var root: Digest { MerkleTree.root(leaves: lines.map(\.canonicalBytes)) }

  package var nextNumber: Int64 { Int64(lines.count) + 1 }

  mutating func append(_ line: RegisterLine) { lines.append(line) }

  /// Accepted packages in whose place no later one stands.
  package var standing: [RegisterLine] {
    let replaced = Set(lines.flatMap(\.replaces))
    return lines.filter { $0.outcome == .accepted && !replaced.contains($0.number) }
  }

  package func line(_ number: Int64) -> RegisterLine? { lines.first { $0.number == number } }

  /// The one package meant: by number, division code, applicant's name, or package name.
  ///
  /// - Throws: `RegistrarError.input` when there is none, or more than one.
  package func find(_ text: String) throws(RegistrarError) -> RegisterLine {
    let matches =
      if let number = Int64(text), let line = line(number) {
        [line]
      } else {
        lines.filter { [$0.division, $0.applicant, $0.name].contains(text) }
      }
    let live = matches.filter { match in standing.contains { $0.number == match.number } }
    guard let found = live.count == 1 ? live.first : matches.last, live.count <= 1 else {
      let candidates = matches.map { "\($0.number)（\($0.applicant)）" }.joined(separator: "、")
      throw RegistrarError(
        .input, zh: "没有唯一对应“\(text)”的申报材料\(candidates.isEmpty ? "" : "：\(candidates)")；用 list 查看收件号。",
        en: "“\(text)” names no package, or several (\(candidates)); `list` shows the numbers.")
    }
    return found
  }
}

extension RegistrarVault {
  /// - Throws: `VaultError`, `CanonicalJSONError`.
  package func register() throws -> Register {
    guard let bytes = try content(Register.name) else { return Register() }
    return try Register(bytes: bytes)
  }

  /// What was understood of a package.
  func application(_ number: Int64) throws -> StoredApplication? {
    try document(StoredApplication.name(package: number))
  }
}
