import ByteCoding
import CanonicalJSON
import Foundation
import OpenSSL
package import Panel
package import Sealing
import TransparencyLog

extension Coordinator {
  /// Invites people: reviewers under fresh codes, and supervisors under their own.
  ///
  /// - Parameters:
  ///   - people: reviewers; a member who is on the committee already keeps the code.
  ///   - expires: seconds since 1970-01-01 UTC.
  /// - Returns: one invitation a person, and the committee for the registrar. The one-time codes are in the invitations
  ///   alone; the folder keeps their digests.
  package func invite(
    _ people: [CommitteeMember], supervisors: Bool, expires: Int64
  ) async throws -> (invitations: [Invitation], committee: Committee) {
    let state = await sequencer.state
    guard state.phase == .preparing || state.phase == .scoring else {
      throw CoordinatorError(
        .refused, zh: "评审设定签名完成后、评分截止前才能邀请", en: "people are invited between the signed session and the close")
    }
    let fingerprint = try ServerCredentials(folder: folder).certificate.fingerprint()
    var book = try InvitationBook(canonicalBytes: folder.read(folder.invitations), limits: .document)
    var committee = try existingCommittee()
    var invitations: [Invitation] = []
    func add(_ code: Code, _ role: Role) throws {
      let secret = Crockford32.encode(try RandomBytes.generateSecret(16))
      book.entries.removeAll { $0.code == code && $0.state == .open }
      book.entries.append(
        InvitationEntry(code: code, role: role, secret: SHA256.hash(Array(secret.utf8)), expires: expires))
      invitations.append(
        Invitation(
          code: code, role: role, session: session, server: settings.server, fingerprint: fingerprint,
          oneTimeCode: secret))
    }
    if supervisors {
      for supervisor in state.supervisors { try add(supervisor.code, .supervisor) }
    }
    var taken = Set(state.session?.record.keys.map(\.code) ?? []).union(committee.members.map(\.code))
    for person in people {
      if let known = committee.members.first(where: { $0.name == person.name && $0.unit == person.unit }) {
        try add(known.code, .reviewer)
        continue
      }
      var member = person
      member.code = try PseudonymSource.fresh(except: taken)
      taken.insert(member.code)
      committee.members.append(member)
      try add(member.code, .reviewer)
    }
    committee.members.sort { $0.code < $1.code }
    try folder.write(committee.canonicalBytes, to: folder.committee)
    try folder.write(book.canonicalBytes, to: folder.invitations)
    return (invitations, committee)
  }

  package func existingCommittee() throws -> Committee {
    guard FileManager.default.fileExists(atPath: folder.committee.path) else {
      return Committee(session: session, members: [])
    }
    return try Committee(file: folder.read(folder.committee), name: folder.committee.lastPathComponent)
  }

  /// Proposes the roster of all reviewers who have enrolled: to be signed by a quorum of supervisors who have confirmed
  /// each fingerprint by another way.
  package func proposeRoster(signers chosen: [Code]) async throws -> SignatureProposal {
    let state = await sequencer.state
    let committee = try existingCommittee()
    var salts = try readSalts()
    var lines: [RosterLine] = []
    for enrolment in state.enrolments.values where enrolment.record.role == .reviewer {
      let code = enrolment.record.code
      if let member = state.members[code] {
        lines.append(member)
        continue
      }
      guard let person = committee.members.first(where: { $0.code == code }) else { continue }
      let salt = try Digest.random()
      salts.entries.append(NameSalts.Entry(code: code, salt: salt))
      let name: JSONValue = [
        "name": .visible(person.name), "office": .visible(person.title), "unit": .visible(person.unit),
      ]
      lines.append(
        RosterLine(
          code: code, enrolment: enrolment.digest, key: enrolment.record.key.digest,
          name: Commitment.make(.name, session: session, salt: salt, value: name.canonicalBytes)))
    }
    guard !lines.isEmpty else {
      throw CoordinatorError(.waiting, zh: "还没有评审专家登记", en: "no reviewer has enrolled yet")
    }
    lines.sort { $0.code < $1.code }
    let (list, blob) = ListReference.make(lines)
    try store(blob: blob)
    try folder.write(salts.canonicalBytes, to: folder.nameSalts)
    let roster = Roster(
      session: session, by: try quorumSigners(chosen, state), version: (state.roster?.record.version ?? 0) + 1,
      members: list)
    return try await propose(.roster(roster))
  }

  private func readSalts() throws -> NameSalts {
    guard FileManager.default.fileExists(atPath: folder.nameSalts.path) else { return NameSalts() }
    return try NameSalts(canonicalBytes: folder.read(folder.nameSalts), limits: .document)
  }

  /// The coordinator and the chosen supervisors; without a choice the first q of them.
  func quorumSigners(_ chosen: [Code], _ state: SessionState) throws -> [Code] {
    let quorum = Int(state.session?.record.quorum ?? 0)
    let supervisors = state.supervisors.map(\.code)
    let signers = chosen.isEmpty ? Array(supervisors.prefix(quorum)) : Set(chosen).sorted()
    guard signers.count >= quorum, signers.allSatisfy(supervisors.contains) else {
      throw CoordinatorError(
        .badInput, zh: "须有至少 \(quorum) 名监督人员签名，可选：\(supervisors.map(\.text).joined(separator: "、"))",
        en: "at least \(quorum) supervisors must sign; there are \(supervisors.map(\.text).joined(separator: ", "))")
    }
    return [Role.coordinatorCode] + signers
  }
}

/// Fresh codes: four Crockford signs that say nothing.
package enum PseudonymSource {
  package static func fresh(except taken: Set<Code>) throws -> Code {
    for _ in 0..<10_000 {
      let text = String(Crockford32.encode(try RandomBytes.generate(3)).prefix(4))
      if let code = Code(text), !taken.contains(code) { return code }
    }
    throw CoordinatorError(.refused, zh: "代码已用尽", en: "no codes are left")
  }
}

extension Digest {
  static func random() throws -> Digest {
    guard let digest = Digest(try RandomBytes.generateSecret(Digest.byteCount)) else {
      preconditionFailure("32 bytes make a digest")
    }
    return digest
  }
}
