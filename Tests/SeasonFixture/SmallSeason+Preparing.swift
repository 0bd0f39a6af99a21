package import ByteCoding
import CanonicalJSON
import OpenSSL
package import Panel
import Scoring
import Sealing
import TransparencyLog

extension SmallSeason {
  var session: Digest { state.session?.digest ?? .zero }

  static func random() throws -> Digest {
    guard let digest = Digest(try RandomBytes.generateSecret(Digest.byteCount)) else {
      preconditionFailure("as many bytes as asked for")
    }
    return digest
  }

  mutating func makeKeysets() throws {
    for (purpose, secret) in [
      (KeyPurpose.marks, keys.marks), (.identity, keys.identity), (.confidential, try .random()),
    ] {
      try log(.keyset(deal(purpose, secret)))
    }
  }

  private mutating func deal(_ purpose: KeyPurpose, _ secret: P256Scalar) throws -> Keyset {
    let dealt = try SecretSharing.split(
      secret: secret, threshold: SeasonKeys.threshold, count: SeasonKeys.supervisors.count)
    if purpose == .marks {
      shares = Dictionary(
        uniqueKeysWithValues: zip(SeasonKeys.supervisors, dealt.shares.map { $0.value.bytes.exposedCopy() }))
    }
    func point(_ point: P256Point) -> CurvePoint {
      guard let point = CurvePoint(point.bytes) else { preconditionFailure("65 bytes") }
      return point
    }
    let holders = try zip(SeasonKeys.supervisors, dealt.shares).map { code, share in
      ShareHolder(code: code, index: Int64(share.index), point: point(try share.value.publicPoint()))
    }
    return Keyset(
      session: session, by: SeasonKeys.supervisors, purpose: purpose, round: 1, mode: .dealer,
      dealer: Dealer(name: "王某", place: "济南"), threshold: Int64(SeasonKeys.threshold),
      commitments: dealt.commitments.map(point), holders: holders)
  }

  mutating func makeEnrolments() throws {
    for code in SeasonKeys.supervisors {
      let nonce = try SmallSeason.random()
      nonces[code] = nonce
      try enrol(code, .supervisor, nonce: SHA256.hash(nonce.bytes))
    }
    for code in SeasonKeys.reviewers { try enrol(code, .reviewer, nonce: .zero) }
    try log(.roster(roster(version: 1)))
  }

  package mutating func enrol(_ code: Code, _ role: Role, nonce: Digest) throws {
    try log(
      .enrolment(
        Enrolment(
          session: session, by: [code], role: role, code: code, key: keys.publicKey(code), tls: SmallSeason.random(),
          invitation: SmallSeason.random(), nonce: nonce)))
  }

  package mutating func enrolSubstitute(_ code: Code) throws {
    try keys.replace(code)
    try enrol(code, .reviewer, nonce: .zero)
  }

  package mutating func withdraw(_ application: Code) throws {
    try log(
      .withdrawal(
        Withdrawal(
          session: session, by: ["registrar", "custodian"], application: application, letter: SmallSeason.random())))
  }

  package mutating func roster(version: Int64) throws -> Roster {
    let lines = try state.enrolments.values.filter { $0.record.role == .reviewer }
      .sorted { $0.record.code < $1.record.code }
      .map {
        RosterLine(
          code: $0.record.code, enrolment: $0.digest, key: $0.record.key.digest,
          name: try state.members[$0.record.code]?.name ?? SmallSeason.random())
      }
    return Roster(
      session: session, by: ["coordinator"] + SeasonKeys.supervisors, version: version,
      members: list(lines, of: .roster))
  }

  mutating func makeHandOver() throws {
    var lines: [HandOverLine] = []
    var sizes: [Code: Int64] = [:]
    for applicant in SeasonTerms.applicants {
      let salt = try SmallSeason.random()
      salts[applicant.code] = salt
      let bundle: JSONValue = ["application": .string(applicant.code.text), "text": "〔本市〕工业稳中有进。"]
      let bytes = bundle.canonicalBytes
      sizes[applicant.code] = Int64(bytes.count)
      lines.append(
        HandOverLine(
          application: applicant.code, level: applicant.identity.level,
          identity: Commitment.make(
            .identity, session: session, salt: salt, value: applicant.identity.canonicalBytes),
          originals: try SmallSeason.random(), findings: try SmallSeason.random(), points: try SmallSeason.random(),
          bundle: put(bytes), redaction: try SmallSeason.random()))
    }
    let vault: [Code] = ["registrar", "custodian"]
    let counts = (state.session?.record.levels ?? []).map { level in
      LevelCount(level: level.id, count: Int64(lines.count { $0.level == level.id }))
    }
    try log(
      .handOver(
        HandOver(
          session: session, by: vault, register: SmallSeason.random(), registerSize: 9, counts: counts,
          anonymizer: "1", policy: .strict, applications: list(lines, of: .handOver))))
    for line in lines {
      try log(
        .application(
          ApplicationEntered(
            session: session, by: vault, application: line.application, level: line.level, identity: line.identity,
            originals: line.originals, points: line.points)))
    }
    for line in lines {
      try log(
        .bundle(
          BundlePublished(
            session: session, by: vault, application: line.application, bundle: line.bundle,
            size: sizes[line.application] ?? 0, redaction: line.redaction, replaces: [])))
    }
    let excluded = [ExclusionLine(application: "2K7M", reviewer: "R2A7", kind: try SmallSeason.random())]
    try log(
      .exclusions(Exclusions(session: session, by: vault, mode: .plain, pairs: list(excluded, of: .exclusions))))
    let escrow = [UInt8](repeating: 4, count: 400)
    try log(
      .escrow(
        Escrow(
          session: session, by: vault, keyset: state.keysets[SessionState.KeysetID(.identity)]?.digest ?? .zero,
          blob: put(escrow), size: Int64(escrow.count))))
    try cosign(after: .handOver)
  }

  mutating func makeDraw() throws {
    for code in SeasonKeys.supervisors {
      try log(
        .beacon(
          Beacon(
            session: session, by: [code], purpose: .assignment, input: state.exclusions?.digest ?? .zero,
            nonce: nonces[code] ?? .zero)))
    }
    guard refusal == nil, let seed = state.assignmentSeed else { return }
    let drawn = try ReviewAssignment(
      applications: Array(state.applications.keys), reviewers: Array(state.members.keys),
      exclusions: state.excluded.map { ($0.application, $0.reviewer) }, reviewsPerApplication: 0, seed: seed,
      hash: { SHA256.hash($0) })
    try log(
      .assignment(
        Assignment(session: session, by: ["coordinator"], seed: seed, pairs: list(drawn.lines, of: .assignment))))
  }

  mutating func makeStart() throws {
    try log(
      .scoringStarted(
        ScoringStarted(
          session: session, by: ["coordinator"], keyset: state.keysets[SessionState.KeysetID(.marks)]?.digest ?? .zero,
          roster: state.roster?.digest ?? .zero, handOver: state.handOver?.digest ?? .zero,
          assignment: state.assignment?.digest ?? .zero)))
    try cosign(after: .scoringStarted)
  }
}
