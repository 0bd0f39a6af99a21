package import ByteCoding

/// A holder of an invitation asks for a certificate and hands in its `enrolment` record.
package struct Enrolment: Equatable, Sendable {
  package var invitation: String
  package var oneTimeCode: [UInt8]
  /// PKCS #10, DER.
  package var certificateRequest: [UInt8]
  /// Signature by the request's key over ``EnrolmentProof/message(exporter:certificateRequest:enrolment:)``.
  package var proof: [UInt8]
  /// DSSE envelope of the `enrolment` record, verbatim.
  package var envelope: [UInt8]

  package init(
    invitation: String, oneTimeCode: [UInt8], certificateRequest: [UInt8], proof: [UInt8], envelope: [UInt8]
  ) {
    self.invitation = invitation
    self.oneTimeCode = oneTimeCode
    self.certificateRequest = certificateRequest
    self.proof = proof
    self.envelope = envelope
  }
}

/// The answer: the caller's certificate and the receipt of its record.
package struct Enrolled: Equatable, Sendable {
  /// DER, the caller's own first.
  package var certificates: [[UInt8]]
  package var receipt: RecordReceipt

  package init(certificates: [[UInt8]], receipt: RecordReceipt) {
    self.certificates = certificates
    self.receipt = receipt
  }
}

/// Ties the enrolment to this very connection: a proof relayed over another one does not verify (`protocol/wire.md` §8).
package enum EnrolmentProof {
  /// Label of the TLS exporter (RFC 8446 §7.5), with an empty context.
  package static let exporterLabel = "EXPORTER-plumbline-enrol"
  package static let exporterLength = 32

  /// What the TLS key signs: "plumbline/1 enrol", a zero byte, the exporter value, SHA-256 of the certificate request,
  /// SHA-256 of the enrolment's envelope.
  package static func message(exporter: [UInt8], certificateRequest: Digest, enrolment: Digest) -> [UInt8] {
    precondition(exporter.count == exporterLength, "an exporter value has \(exporterLength) bytes")
    return Array("plumbline/1 enrol".utf8) + [0] + exporter + certificateRequest.bytes + enrolment.bytes
  }
}
