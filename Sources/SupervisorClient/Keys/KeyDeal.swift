import CanonicalJSON
import OpenSSL
package import Panel
package import Sealing
import SessionClient

/// The dealer's ceremony, offline: a key for each purpose, cut into one share a supervisor. The only code of Plumbline
/// that ever holds a whole opening key before the close.
///
/// The machine it ran on is to be discarded or never networked: memory is wiped here, swap and caches are not ours.
package struct KeyDeal: Sendable {
  package let keysets: [KeysetFile]
  package let shares: [ShareFile]

  /// - Parameters:
  ///   - threshold: shares that open; more than half of the supervisors.
  ///   - supervisors: their public files, in any order.
  /// - Throws: `ClientError.badInput` for files that are not of distinct supervisors or a threshold out of range.
  package init(threshold: Int, supervisors: [PublicFile], dealer: Dealer) throws {
    let holders = try KeyDeal.holders(supervisors)
    guard threshold >= 1, threshold <= holders.count, holders.count < 2 * threshold else {
      throw ClientError(
        .badInput, zh: "启封门限须大于 \(holders.count) 人的一半且不多于 \(holders.count)，例如 \(holders.count / 2 + 1)",
        en:
          "the threshold must exceed half of \(holders.count) and not \(holders.count), for example \(holders.count / 2 + 1)"
      )
    }
    var keysets: [KeysetFile] = []
    var sealed: [Code: [SealedShare]] = [:]
    for purpose in KeyPurpose.allCases {
      let (commitments, shares) = try SecretSharing.split(
        secret: .random(), threshold: threshold, count: holders.count)
      let keyset = KeysetFile(
        purpose: purpose, mode: .dealer, dealer: dealer, threshold: Int64(threshold),
        commitments: try commitments.map(KeyDeal.point),
        holders: try zip(holders, shares).map { holder, share in
          ShareHolder(
            code: holder.code, index: Int64(share.index), point: try KeyDeal.point(share.value.publicPoint()))
        })
      let digest = SHA256.hash(keyset.canonicalBytes)
      for (holder, share) in zip(holders, shares) {
        sealed[holder.code, default: []].append(
          try ShareSeal.seal(
            share, purpose: purpose, holder: holder.code, recipient: holder.recipient, keyset: digest))
      }
      keysets.append(keyset)
    }
    self.keysets = keysets
    shares = holders.map { ShareFile(holder: $0.code, shares: sealed[$0.code] ?? []) }
  }

  private static func point(_ point: P256Point) throws -> CurvePoint {
    guard let checked = CurvePoint(point.bytes) else { preconditionFailure("a point is 65 bytes from 04 on") }
    return checked
  }

  /// By code: the order of the indices, as the fold demands it.
  private static func holders(_ files: [PublicFile]) throws -> [(code: Code, recipient: P256Point)] {
    let holders = try files.map { file in
      guard let key = file.keys.first(where: { $0.role == .supervisor }),
        file.keys.count(where: { $0.role == .supervisor }) == 1, !file.recipient.isEmpty
      else {
        throw ClientError(
          .badInput, zh: "“\(file.name)”的文件不是监督人员的公开文件（S1.public.json）",
          en: "the file of \(file.name) is no supervisor's public file (S1.public.json)")
      }
      return (code: key.code, recipient: try P256Point(file.recipient))
    }
    guard Set(holders.map(\.code)).count == holders.count, Set(holders.map(\.recipient)).count == holders.count else {
      throw ClientError(
        .badInput, zh: "同一监督人员的文件给了两次，或两人用了同一把密钥", en: "two files are of one supervisor, or two supervisors share a key"
      )
    }
    return holders.sorted { $0.code < $1.code }
  }
}
