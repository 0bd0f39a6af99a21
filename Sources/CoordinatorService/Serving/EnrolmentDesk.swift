import ByteCoding
import CanonicalJSON
import Foundation
import OpenSSL
import Panel
import Sealing
import TransparencyLog
import WireProtocol

/// Lets invited people in, once each.
///
/// The answer to an unknown, used or expired code is the same, in words and in size.
actor EnrolmentDesk {
  private let coordinator: Coordinator
  private let credentials: ServerCredentials
  private let receipts: ReceiptDesk

  init(coordinator: Coordinator, credentials: ServerCredentials, receipts: ReceiptDesk) {
    self.coordinator = coordinator
    self.credentials = credentials
    self.receipts = receipts
  }

  private static let refusal = WireRefusal(
    .enrolmentRefused, zh: "邀请码无效、已使用或已过期，请联系评审办公室",
    en: "the invitation is unknown, used or expired; ask the coordinator's office"
  )

  func enrol(_ asked: WireProtocol.Enrolment, exporter: [UInt8]) async throws -> Enrolled {
    let folder = coordinator.folder
    var book = try InvitationBook(canonicalBytes: folder.read(folder.invitations), limits: .document)
    guard let place = book.entries.firstIndex(where: { $0.code.text == asked.invitation && $0.state != .revoked })
    else { throw EnrolmentDesk.refusal }
    let entry = book.entries[place]
    let now = Int64(Date().timeIntervalSince1970)
    guard entry.expires > now, entry.failures < InvitationBook.maximumFailures else { throw EnrolmentDesk.refusal }
    guard constantTimeEquals(SHA256.hash(asked.oneTimeCode).bytes, entry.secret.bytes) else {
      book.entries[place].failures += 1
      try folder.write(book.canonicalBytes, to: folder.invitations)
      throw EnrolmentDesk.refusal
    }
    let signed = try readRecord(asked, entry: entry)
    guard case .enrolment(let record) = signed.record else { throw EnrolmentDesk.refusal }
    let request = try readRequest(asked, exporter: exporter, tls: record.tls)
    // A code that was used answers the same bytes again, so that a lost answer is no lost invitation.
    if entry.state == .used, try coordinator.sequencer.store.index(of: signed.digest) == nil {
      throw EnrolmentDesk.refusal
    }
    let placed: LogSequencer.Placed
    do {
      placed = try await coordinator.sequencer.submit(signed)
    } catch let error as StateError {
      throw WireRefusal(.refused, zh: error.zh, en: error.en, detail: error.code.rawValue)
    } catch let error as SealingError {
      throw WireRefusal(.refused, zh: error.zh, en: error.en, detail: error.code.rawValue)
    }
    book = try InvitationBook(canonicalBytes: folder.read(folder.invitations), limits: .document)
    if let place = book.entries.firstIndex(where: { $0.code == entry.code && $0.secret == entry.secret }) {
      book.entries[place].state = .used
      try folder.write(book.canonicalBytes, to: folder.invitations)
    }
    let certificate = try credentials.issue(entry.code.text, request: request)
    return Enrolled(
      certificates: [try certificate.der(), try credentials.authority.certificate.der()],
      receipt: try await receipts.receipt(placed))
  }

  /// The certificate request, once it is proven that this connection's caller holds its key.
  private func readRequest(
    _ asked: WireProtocol.Enrolment, exporter: [UInt8], tls: Digest
  ) throws -> CertificateRequest {
    let message = EnrolmentProof.message(
      exporter: exporter, certificateRequest: SHA256.hash(asked.certificateRequest),
      enrolment: SHA256.hash(asked.envelope))
    guard let request = try? CertificateRequest(der: asked.certificateRequest), tls == request.publicKeyDigest,
      (try? request.isValid(signature: asked.proof, for: message)) == true
    else {
      throw WireRefusal(.refused, zh: "未能证明持有证书私钥", en: "the proof of possession does not verify")
    }
    return request
  }

  private func readRecord(_ asked: WireProtocol.Enrolment, entry: InvitationEntry) throws -> SignedRecord {
    let signed: SignedRecord
    do {
      signed = try SignedRecord(entry: asked.envelope)
    } catch {
      throw WireRefusal(.refused, zh: error.zh, en: error.en)
    }
    guard case .enrolment(let record) = signed.record, record.code == entry.code, record.role == entry.role,
      record.invitation == entry.secret
    else {
      throw WireRefusal(.refused, zh: "登记记录与邀请不符", en: "the enrolment record does not match the invitation")
    }
    return signed
  }
}
