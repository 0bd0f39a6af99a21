import ByteCoding
import CanonicalJSON
import OpenSSL
package import Panel
package import Sealing
import TransparencyLog
package import WireProtocol

/// The way of one person into a session: invitation and session code in, keys and certificate out.
///
/// The session code comes by another way than the invitation and is typed: it is the one thing by which everything
/// else is known to be genuine. Keys and record are in the home before anything is sent, so that a lost answer is
/// asked for again with the same bytes.
package struct Joining: Sendable {
  package let membership: Membership
  package let invitation: Invitation

  /// Compares the codes and makes the keys, or takes up what an earlier try has left.
  ///
  /// - Parameters:
  ///   - signingSeed: of a key that the person has already (a supervisor's); nil to make one.
  /// - Throws: `ClientError.refused` when the typed code is not the invitation's, the role is another, or the home
  ///   belongs to another session; `ClientError.badInput` for what is no code, `SealingError` for no invitation.
  package init(
    invitation bytes: [UInt8], name: String, typed: String, role: Role, signingSeed: [UInt8]?, store: some HomeStore
  ) throws {
    invitation = try Invitation(file: bytes, name: name)
    try Joining.check(invitation, typed: typed, role: role)
    let used = SHA256.hash([UInt8](invitation.oneTimeCode.utf8))
    if let kept: Membership = try store.document(Membership.name) {
      guard kept.invitation == used else {
        throw ClientError(
          .refused, zh: "这个文件夹已用于代号 \(kept.code)（会次 \(SessionCode(kept.session))）；请换一个 --home",
          en: "this home folder is that of \(kept.code) in session \(SessionCode(kept.session)); choose another --home")
      }
      membership = kept
      return
    }
    membership = try Joining.make(invitation, used: used, role: role, signingSeed: signingSeed)
    try store.save(membership, to: Membership.name)
  }

  private static func check(_ invitation: Invitation, typed: String, role: Role) throws {
    guard let code = SessionCode(typed) else {
      throw ClientError(
        .badInput, zh: "会次编码应为 32 个字符（8 组，每组 4 个）；请照聘书上的编码输入",
        en: "the session code has 32 signs in 8 groups of 4; type it as it stands in the letter of appointment")
    }
    guard code.matches(invitation.session) else {
      throw ClientError(
        .refused, zh: "会次编码与邀请函不符，未发送任何内容。请对照聘书重新输入；仍不符则邀请函可能是伪造的，请致电监督人员",
        en: """
          the session code is not the invitation's; nothing was sent. Type it again from the letter of appointment; if \
          it still differs the invitation may be forged: call a supervisor
          """)
    }
    guard invitation.role == role else {
      throw ClientError(
        .refused, zh: "这份邀请函的角色是 \(invitation.role.rawValue)，不适用于本程序",
        en: "this invitation is for a \(invitation.role.rawValue); use that role's tool")
    }
  }

  private static func make(
    _ invitation: Invitation, used: Digest, role: Role, signingSeed: [UInt8]?
  ) throws -> Membership {
    let seed = try signingSeed ?? SecureBytes.random(count: Ed25519.seedByteCount).exposedCopy()
    let key = SigningKey.ed25519(try Ed25519PrivateKey(rawSeed: SecureBytes(seed)))
    let tls = try CertificateKey.generate()
    let nonce = role == .supervisor ? try RandomBytes.generateSecret(Digest.byteCount) : Digest.zero.bytes
    let record = Panel.Enrolment(
      session: invitation.session, by: [invitation.code], role: role, code: invitation.code,
      key: key.verificationKey.publicKey, tls: try tls.publicKeyDigest(), invitation: used,
      nonce: role == .supervisor ? SHA256.hash(nonce) : .zero)
    return Membership(
      code: invitation.code, role: role, session: invitation.session, server: invitation.server, invitation: used,
      signingSeed: seed, tlsKey: try tls.pkcs8().exposedCopy(), certificates: [],
      enrolment: try SignedRecord(.enrolment(record), keys: [key]).envelope.bytes, nonce: Digest(nonce) ?? .zero)
  }

  /// What is sent, bound to this very connection.
  ///
  /// - Parameter exporter: TLS exporter value of the enrolment connection.
  package func request(exporter: [UInt8]) throws -> WireProtocol.Enrolment {
    let key = try CertificateKey(pkcs8: SecureBytes(membership.tlsKey))
    let request = try CertificateRequest.create(commonName: membership.code.text, key: key).der()
    let proof = try key.sign(
      EnrolmentProof.message(
        exporter: exporter, certificateRequest: SHA256.hash(request), enrolment: SHA256.hash(membership.enrolment)))
    return WireProtocol.Enrolment(
      invitation: invitation.code.text, oneTimeCode: [UInt8](invitation.oneTimeCode.utf8),
      certificateRequest: request, proof: proof, envelope: membership.enrolment)
  }

  /// Takes up the server's answer.
  ///
  /// - Throws: `ClientError.dishonest` for a certificate of another key or name, or a receipt of another record.
  package func finish(_ answer: Enrolled, store: some HomeStore) throws -> Membership {
    let key = try CertificateKey(pkcs8: SecureBytes(membership.tlsKey))
    guard answer.certificates.count >= 2, let own = answer.certificates.first else {
      throw Joining.badAnswer("certificates")
    }
    let certificate = try Certificate(der: own)
    guard certificate.publicKeyDigest == (try key.publicKeyDigest()),
      certificate.commonName.utf8.elementsEqual(membership.code.text.utf8)
    else { throw Joining.badAnswer("certificate") }
    guard try Envelope(bytes: membership.enrolment).recordDigest == answer.receipt.record else {
      throw Joining.badAnswer("receipt")
    }
    var complete = membership
    complete.certificates = answer.certificates
    try store.save(complete, to: Membership.name)
    return complete
  }

  private static func badAnswer(_ what: String) -> ClientError {
    ClientError(
      .dishonest, zh: "服务器的登记答复有误（\(what)）；请告知监督人员，不要使用这台服务器",
      en: "the server's answer to the enrolment is wrong (\(what)); tell a supervisor and do not use this server")
  }
}
