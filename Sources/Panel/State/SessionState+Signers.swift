import CanonicalJSON

/// A signer of a record: the code that stands in `by` and the key that must have signed.
package struct Signer: Equatable, Sendable {
  package let code: Code
  package let role: Role
  package let key: PublicKey

  package init(code: Code, role: Role, key: PublicKey) {
    self.code = code
    self.role = role
    self.key = key
  }
}

extension SessionState {
  /// The table of signers (protocol/records.md): checks `by` against it and answers whose signatures the envelope must
  /// carry, in that order, no more and no fewer.
  ///
  /// - Throws: `StateError.wrongSigners`.
  package func signers(of record: Record) throws(StateError) -> [Signer] {
    switch record {
    case .session(let payload): return try SessionState.signers(of: payload)
    case .enrolment(let payload):
      guard payload.by == [payload.code] else { throw wrongSigners(record) }
      return [Signer(code: payload.code, role: payload.role, key: payload.key)]
    case .keyset(let payload):
      guard payload.by == supervisors.map(\.code) else { throw wrongSigners(record) }
      return try resolve(payload.by, record)
    case .handOver, .application, .bundle, .exclusions, .escrow, .redactionDecision, .withdrawal:
      return try exactly([.registrar, .custodian], record)
    case .beacon, .deposit, .keyShare:
      return try exactly([.supervisor], record)
    case .assignment, .scoringStarted, .scoringClosed, .unsealing, .ranking, .selection, .seal:
      return try exactly([.coordinator], record)
    case .recusal, .sheet, .final, .dispute:
      return try exactly([.reviewer], record)
    case .roster, .closeExtension, .amendment, .decision, .abandoned:
      return try coordinatorAndQuorum(record)
    case .ruling:
      let signers = try resolve(record.payload.by, record)
      guard isQuorum(signers) else { throw wrongSigners(record) }
      return signers
    case .keyChange(let payload):
      if payload.by == [payload.reviewer] { return try exactly([.reviewer], record) }
      return try coordinatorAndQuorum(record)
    case .reveal(let payload):
      switch payload.source {
      case .vault: return try exactly([.registrar, .custodian], record)
      case .escrow:
        let signers = try resolve(payload.by, record)
        guard let session, isAscending(signers, .supervisor), signers.count == session.record.threshold else {
          throw wrongSigners(record)
        }
        return signers
      }
    case .incident:
      let signers = try resolve(record.payload.by, record)
      guard signers.count == 1, [.coordinator, .supervisor, .reviewer].contains(signers[0].role) else {
        throw wrongSigners(record)
      }
      return signers
    }
  }

  /// The supervisors of entry 0, in order of code.
  package var supervisors: [SessionKey] { keys(of: .supervisor) }

  /// The keys of a role in entry 0, in order of code.
  package func keys(of role: Role) -> [SessionKey] {
    (session?.record.keys ?? []).filter { $0.role == role }.sorted { $0.code < $1.code }
  }

  /// The key with which `code` signs records now.
  package func signer(_ code: Code) -> Signer? {
    if let key = session?.record.keys.first(where: { $0.code == code }) {
      return Signer(code: code, role: key.role, key: key.key)
    }
    return chains[code].map { Signer(code: code, role: .reviewer, key: $0.key) }
  }

  private static func signers(of session: Session) throws(StateError) -> [Signer] {
    let order: [Role] = [.coordinator, .log, .registrar, .custodian, .supervisor, .witness]
    let all = order.flatMap { role in
      session.keys.filter { $0.role == role }.sorted { $0.code < $1.code }
        .map { Signer(code: $0.code, role: role, key: $0.key) }
    }
    guard session.by == all.map(\.code) else {
      throw StateError(
        .wrongSigners, zh: "评审设定须由协调员、日志、收件人员二人、全体监督人员和见证人依次签名",
        en: "the session is signed by coordinator, log, registrar, custodian, all supervisors and witnesses, in order")
    }
    return all
  }

  private func resolve(_ codes: [Code], _ record: Record) throws(StateError) -> [Signer] {
    var signers: [Signer] = []
    for code in codes {
      guard let signer = signer(code) else { throw wrongSigners(record) }
      signers.append(signer)
    }
    guard !signers.isEmpty else { throw wrongSigners(record) }
    return signers
  }

  private func exactly(_ roles: [Role], _ record: Record) throws(StateError) -> [Signer] {
    let signers = try resolve(record.payload.by, record)
    guard signers.map(\.role) == roles else { throw wrongSigners(record) }
    return signers
  }

  private func coordinatorAndQuorum(_ record: Record) throws(StateError) -> [Signer] {
    let signers = try resolve(record.payload.by, record)
    guard signers[0].role == .coordinator, isQuorum(Array(signers.dropFirst())) else { throw wrongSigners(record) }
    return signers
  }

  private func isQuorum(_ signers: [Signer]) -> Bool {
    guard let session else { return false }
    return isAscending(signers, .supervisor) && signers.count >= session.record.quorum
  }

  private func isAscending(_ signers: [Signer], _ role: Role) -> Bool {
    signers.allSatisfy { $0.role == role } && zip(signers, signers.dropFirst()).allSatisfy { $0.code < $1.code }
  }

  private func wrongSigners(_ record: Record) -> StateError {
    let kind = type(of: record.payload).kind.rawValue
    let by = record.payload.by.map(\.text).joined(separator: ", ")
    return StateError(
      .wrongSigners, zh: "“\(kind)”记录的签名人（\(by)）不符合签名规则", en: "a \(kind) record may not be signed by: \(by)")
  }
}
