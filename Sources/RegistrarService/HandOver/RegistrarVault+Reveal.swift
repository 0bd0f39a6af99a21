import CanonicalJSON
import Panel
import Sealing
package import TransparencyLog

extension RegistrarVault {
  /// The reveal (身份揭示): every identity with its salt, signed by both.
  ///
  /// - Throws: `RegistrarError.unfinished` when nothing was handed over to this session.
  package func reveal(_ session: TrustedSession, custodian: SigningKey) throws -> [UInt8] {
    guard let state = try handOverState(session) else {
      throw RegistrarError(
        .unfinished, zh: "本场尚未移交，没有可揭示的身份。", en: "Nothing was handed over to this session: there is nothing to reveal.")
    }
    let lines = try state.escrow.openings.filter { $0.kind == .identity }.sorted { $0.application < $1.application }
      .map { opening in
        RevealLine(
          application: opening.application, identity: try Identity(canonicalBytes: opening.value), salt: opening.salt)
      }
    let list = ListReference.make(lines)
    let record = Reveal(
      session: session.digest, by: RegistrarVault.signers, source: .vault, identities: list.reference)
    let signed = try SignedRecord(.reveal(record), keys: [key, custodian])
    let file = RecordsFile(purpose: .reveal, session: session.digest, records: [signed.envelope.bytes])
    return try RecordsPackage(file: file, blobs: [list.blob]).encoded()
  }
}
