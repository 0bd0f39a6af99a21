package import ByteCoding
package import CanonicalJSON

/// One person's keys, signed by the signing key it announces.
package struct Enrolment: RecordPayload, Equatable {
  package static let kind = RecordKind.enrolment

  package var session: Digest
  package var by: [Code]
  package var role: Role
  /// The person's code in this session.
  package var code: Code
  /// The signing key.
  package var key: PublicKey
  /// SHA-256 of the TLS certificate's public key (SubjectPublicKeyInfo).
  package var tls: Digest
  /// SHA-256 of the invitation that was used.
  package var invitation: Digest
  /// A supervisor's commitment to its beacon nonce (SHA-256 of the 32 bytes); zero for others.
  package var nonce: Digest

  package init(
    session: Digest, by: [Code], role: Role, code: Code, key: PublicKey, tls: Digest, invitation: Digest, nonce: Digest
  ) {
    self.session = session
    self.by = by
    self.role = role
    self.code = code
    self.key = key
    self.tls = tls
    self.invitation = invitation
    self.nonce = nonce
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "enrolment")
    session = try reader.digest("session")
    by = try reader.codes("by")
    role = try reader.word("role")
    code = try reader.code("code")
    key = try reader.object("key")
    tls = try reader.digest("tls")
    invitation = try reader.digest("invitation")
    nonce = try reader.digest("nonce")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "role": .word(role),
      "code": .string(code.text),
      "key": key.json,
      "tls": .digest(tls),
      "invitation": .digest(invitation),
      "nonce": .digest(nonce),
    ]
  }
}

/// A lost, stolen or replaced signing key.
package struct KeyChange: RecordPayload, Equatable {
  package static let kind = RecordKind.keyChange

  package var session: Digest
  package var by: [Code]
  package var reviewer: Code
  /// SHA-256 of the key given up.
  package var old: Digest
  /// Record digest of the new enrolment; none when nobody scores on.
  package var enrolment: [Digest]
  package var reason: KeyChangeReason
  /// Record digests of sheets that the person does not stand by.
  package var disowned: [Digest]

  package init(
    session: Digest, by: [Code], reviewer: Code, old: Digest, enrolment: [Digest], reason: KeyChangeReason,
    disowned: [Digest]
  ) {
    self.session = session
    self.by = by
    self.reviewer = reviewer
    self.old = old
    self.enrolment = enrolment
    self.reason = reason
    self.disowned = disowned
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "key-change")
    session = try reader.digest("session")
    by = try reader.codes("by")
    reviewer = try reader.code("reviewer")
    old = try reader.digest("old")
    enrolment = try reader.digests("enrolment")
    reason = try reader.word("reason")
    disowned = try reader.digests("disowned")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "by": .codes(by), "session": .digest(session),
      "reviewer": .string(reviewer.text),
      "old": .digest(old),
      "enrolment": .digests(enrolment),
      "reason": .word(reason),
      "disowned": .digests(disowned),
    ]
  }
}
