import ByteCoding
package import CanonicalJSON
import OpenSSL
package import Panel
package import Sealing
package import SessionClient

/// The shares that a supervisor holds, opened and kept in the vault.
package struct HeldShares: CanonicalCodable {
  static let documentName = "shares"

  struct Entry: CanonicalCodable {
    var purpose: KeyPurpose
    var index: Int64
    var keyset: Digest
    var scalar: [UInt8]

    init(purpose: KeyPurpose, index: Int64, keyset: Digest, scalar: [UInt8]) {
      self.purpose = purpose
      self.index = index
      self.keyset = keyset
      self.scalar = scalar
    }

    init(json: JSONValue) throws(CanonicalJSONError) {
      var reader = try ObjectReader(json, type: "heldShare")
      purpose = try reader.word("purpose")
      index = try reader.natural("index")
      keyset = try reader.digest("keyset")
      scalar = try reader.bytes("scalar")
      try reader.finish()
    }

    var json: JSONValue {
      [
        "purpose": .word(purpose), "index": .integer(index), "keyset": .digest(keyset), "scalar": .bytes(scalar),
      ]
    }
  }

  private(set) var entries: [Entry]

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "heldShares")
    entries = try reader.objects("entries")
    try reader.finish()
  }

  package var json: JSONValue { ["entries": .objects(entries)] }

  private init(entries: [Entry]) {
    self.entries = entries
  }

  package static func load(_ store: some HomeStore) throws -> HeldShares {
    try store.document(documentName) ?? HeldShares(entries: [])
  }

  package var purposes: [KeyPurpose] { entries.map(\.purpose) }

  /// Opens the shares of a file and keeps them.
  ///
  /// - Throws: `ClientError.refused` when the file is another supervisor's or a share does not open.
  package static func take(
    _ file: ShareFile, keys: SupervisorKeys, in store: some HomeStore
  ) throws -> HeldShares {
    guard file.holder == keys.code else {
      throw ClientError(
        .refused, zh: "这是 \(file.holder) 的份额，不是您（\(keys.code)）的；请换用交给您的那一份",
        en: "this is the share of \(file.holder), not yours (\(keys.code)); use the file you were given")
    }
    var held = try load(store)
    for sealed in file.shares {
      let share: SecretSharing.Share
      do {
        share = try ShareSeal.open(sealed, holder: keys.code, with: keys.recipient)
      } catch {
        throw ClientError(
          .refused, zh: "\(sealed.purpose.rawValue) 份额无法用您的密钥打开：文件被改动，或是为另一把密钥制作的",
          en:
            "the \(sealed.purpose.rawValue) share does not open with your key: it was changed, or made for another key")
      }
      held.entries.removeAll { $0.purpose == sealed.purpose }
      held.entries.append(
        Entry(
          purpose: sealed.purpose, index: sealed.index, keyset: sealed.keyset,
          scalar: share.value.bytes.exposedCopy()))
    }
    try store.save(held, to: documentName)
    return held
  }

  /// The share that fits a keyset record: dealt with these very commitments, at this holder's index, on the polynomial.
  ///
  /// - Throws: `ClientError.refused` saying what does not fit.
  func share(for keyset: Keyset, holder: Code) throws -> SecretSharing.Share {
    guard let entry = entries.first(where: { $0.purpose == keyset.purpose }) else {
      throw ClientError(
        .refused, zh: "本机没有 \(keyset.purpose.rawValue) 密钥的份额；请先运行 share import",
        en: "there is no share of the \(keyset.purpose.rawValue) key here; run share import first")
    }
    let file = KeysetFile(
      purpose: keyset.purpose, mode: keyset.mode, dealer: keyset.dealer, threshold: keyset.threshold,
      commitments: keyset.commitments, holders: keyset.holders)
    let share = SecretSharing.Share(index: Int(entry.index), value: try P256Scalar(SecureBytes(entry.scalar)))
    let place = keyset.holders.first { $0.code == holder }
    guard SHA256.hash(file.canonicalBytes) == entry.keyset, place?.index == entry.index,
      try SecretSharing.isValid(share, commitments: keyset.commitments.map { try P256Point($0.bytes) }),
      place?.point.bytes == (try share.value.publicPoint().bytes)
    else {
      throw ClientError(
        .refused,
        zh: "\(keyset.purpose.rawValue) 密钥组与您手中的份额不符：可能被替换。不要签名，请与其他监督人员核对",
        en: """
          the \(keyset.purpose.rawValue) keyset is not the one your share was dealt with: it may have been exchanged. \
          Do not sign; compare with the other supervisors
          """)
    }
    return share
  }
}
