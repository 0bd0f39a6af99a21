package import ByteCoding
import OpenSSL
package import Panel
package import Sealing

/// A session that was compared with the code on paper, and in which this vault's keys stand.
package struct TrustedSession: Sendable {
  package let digest: Digest
  package let session: Session
  package let state: SessionState

  /// - Parameters:
  ///   - code: as typed from the letter of appointment.
  ///   - own: the public file of this vault.
  /// - Throws: `RegistrarError.refused` when code or keys differ; `SealingError`, `StateError` when the entries do not
  ///   hold.
  package init(_ file: SessionFile, code: SessionCode, own: PublicFile) throws {
    var fold = SessionFold()
    let lists = VerifiedLists { _ in nil }
    for entry in file.entries { try fold.append(entry, index: fold.state.nextIndex, lists: lists) }
    guard let first = fold.state.session else {
      throw RegistrarError(
        .input, zh: "场次文件是空的；请向组织人员索取。", en: "The session file is empty; ask the coordinator for it.")
    }
    guard code.matches(first.digest) else {
      throw RegistrarError(
        .refused, zh: "场次码不符：您输入 \(code)，文件为 \(SessionCode(first.digest))。请停下，与监督人员核对纸面场次码。",
        en: "The session code differs: typed \(code), file \(SessionCode(first.digest)). Stop, and compare the code on "
          + "paper with the supervisors.")
    }
    for key in own.keys where !first.record.keys.contains(key) {
      throw RegistrarError(
        .refused, zh: "场次设定中没有本保密库的 \(key.code) 公钥；请组织人员用 registrar.public.json 重新设立场次。",
        en:
          "The session does not hold this vault's key \(key.code); the coordinator must found it with registrar.public.json."
      )
    }
    digest = first.digest
    session = first.record
    state = fold.state
  }

  /// The identity keyset, to which the escrow is sealed.
  func identityKeyset() throws(RegistrarError) -> (digest: Digest, openingKey: CurvePoint) {
    guard let keyset = state.keysets[.init(.identity)], let openingKey = keyset.record.commitments.first else {
      throw RegistrarError(
        .unfinished, zh: "场次文件中没有身份密钥组（identity），无法作身份托管；请组织人员补齐后重发。",
        en: "The session file holds no identity keyset, to which the escrow is sealed; ask the coordinator for it.")
    }
    return (keyset.digest, openingKey)
  }
}
