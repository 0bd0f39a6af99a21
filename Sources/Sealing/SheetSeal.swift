import ByteCoding
import CanonicalJSON
package import OpenSSL
package import Panel

/// HPKE (RFC 9180 base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM) over one padded score sheet.
///
/// info = `plumbline/1 sheet` ‖ 0x00 ‖ S ‖ keyset digest; aad = SHA-256 of the canonical header, which is the payload
/// without `enc` and `ct`. So a sheet can be moved to no other session, keyset, application, reviewer, key, bundle or
/// place in the chain.
package enum SheetSeal {
  /// The header of a sheet: everything the seal is bound to.
  package static func header(of sheet: SealedSheet) -> [UInt8] {
    guard case .object(let members) = sheet.json else { preconditionFailure("a payload is an object") }
    return JSONValue.object(members.filter { $0.key != "enc" && $0.key != "ct" }).canonicalBytes
  }

  private static func info(_ sheet: SealedSheet) -> [UInt8] {
    Label.sheet + [0] + sheet.session.bytes + sheet.keyset.bytes
  }

  private static func aad(_ sheet: SealedSheet) -> [UInt8] { SHA256.hash(header(of: sheet)).bytes }

  /// Seals `plaintext` into `header`, whose `enc` and `ct` are replaced. One ephemeral key a call: a lost answer is
  /// retried with the same bytes, never sealed again under the same `seq`.
  ///
  /// - Parameters:
  ///   - size: `sheetBytes` of the session.
  ///   - openingKey: first commitment of the marks keyset.
  /// - Throws: `SealingError.tooLong` when the sheet does not fit; `OpenSSLError`.
  package static func seal(
    _ plaintext: SheetPlaintext, into header: SealedSheet, size: Int, openingKey: P256Point
  ) throws -> SealedSheet {
    guard var padded = plaintext.padded(to: size) else {
      throw SealingError(
        .tooLong, zh: "评分与评语过长，请缩短评语", en: "the sheet is too long; shorten the comment")
    }
    defer { wipe(&padded) }
    let message = try HPKE.seal(padded, to: openingKey, info: info(header), additionalData: aad(header))
    var sealed = header
    sealed.enc = message.enc
    sealed.ct = message.ciphertext
    return sealed
  }

  /// Opens a sheet with the published key.
  ///
  /// - Returns: the sheet, or the reason for which it is void.
  package static func open(
    _ sheet: SealedSheet, privateKey: P256Scalar, rubric: Rubric, size: Int
  ) -> Result<SheetPlaintext, SheetFault> {
    guard
      let padded = try? HPKE.open(
        HPKE.SealedMessage(enc: sheet.enc, ciphertext: sheet.ct), with: privateKey, info: info(sheet),
        additionalData: aad(sheet)),
      padded.count == size
    else { return .failure(SheetFault(.undecryptable)) }
    return SheetPlaintext.read(padded: padded, rubric: rubric)
  }
}
