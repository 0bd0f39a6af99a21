import Anonymization
import ByteCoding
import CanonicalJSON
import OpenSSL
import Panel
import Programme
import Sealing
import TransparencyLog

/// Puts one hand-over together: everything in order of pseudonym, every commitment with its own salt.
struct HandOverBuilder {
  let session: TrustedSession
  let signers: [SigningKey]
  let escrowKeyset: (digest: Digest, openingKey: P256Point)
  private(set) var openings: [Opening] = []

  init(session: TrustedSession, signers: [SigningKey], escrowKeyset: (digest: Digest, openingKey: P256Point)) {
    self.session = session
    self.signers = signers
    self.escrowKeyset = escrowKeyset
  }

  /// One application as it goes over.
  struct Item {
    let pseudonym: Code
    let line: RegisterLine
    /// The finished bundle.
    let bundle: Draft
    let form: StoredForm
    /// Cleared findings of its bundle.
    let clearings: [Clearing]

    var identity: Identity? {
      Code(line.level).map { Identity(division: line.division, level: $0, unit: line.unit) }
    }
  }

  private var digest: Digest { session.digest }
  private let by = RegistrarVault.signers

  private mutating func commit(_ kind: Commitment.Kind, of application: Code, _ value: [UInt8]) throws -> Digest {
    let opening = Opening(application: application, kind: kind, salt: try Salt.draw(), value: value)
    openings.append(opening)
    return opening.commitment(session: digest)
  }

  /// - Parameter items: in order of pseudonym.
  mutating func build(
    _ items: [Item], register: Register, committee: Committee, avoided: [Code: AvoidedDivisions]
  ) throws -> RecordsPackage {
    var lines: [HandOverLine] = []
    var decisions: [RedactionDecision] = []
    for item in items {
      lines.append(try line(item))
      for clearing in item.clearings { decisions.append(try decision(item, clearing)) }
    }
    let pairs = try exclusions(items, committee, avoided)
    openings.sort { ($0.application, $0.kind.rawValue, $0.salt) < ($1.application, $1.kind.rawValue, $1.salt) }
    let escrow = try EscrowSeal.seal(
      EscrowContent(session: digest, openings: openings), keyset: escrowKeyset.digest,
      openingKey: escrowKeyset.openingKey)
    let applications = ListReference.make(lines)
    let pairList = ListReference.make(pairs)
    let counts = session.session.levels.map { level in
      LevelCount(level: level.id, count: Int64(lines.count { $0.level == level.id }))
    }
    var records: [Record] = [
      .handOver(
        HandOver(
          session: digest, by: by, register: register.root, registerSize: Int64(register.lines.count), counts: counts,
          anonymizer: Anonymizer.version, policy: session.session.policy, applications: applications.reference))
    ]
    records += lines.map { line in
      .application(
        ApplicationEntered(
          session: digest, by: by, application: line.application, level: line.level, identity: line.identity,
          originals: line.originals, points: line.points))
    }
    records += zip(lines, items).map { line, item in
      .bundle(
        BundlePublished(
          session: digest, by: by, application: line.application, bundle: line.bundle,
          size: Int64(item.bundle.bundle.count), redaction: line.redaction, replaces: []))
    }
    records.append(
      .exclusions(
        Exclusions(session: digest, by: by, mode: session.session.exclusions, pairs: pairList.reference)))
    records.append(
      .escrow(
        Escrow(
          session: digest, by: by, keyset: escrowKeyset.digest, blob: SHA256.hash(escrow), size: Int64(escrow.count))))
    records += decisions.map(Record.redactionDecision)
    return RecordsPackage(
      file: RecordsFile(
        purpose: .handOver, session: digest,
        records: try records.map { try SignedRecord($0, keys: signers).envelope.bytes }),
      blobs: items.map(\.bundle.bundle) + [applications.blob, pairList.blob, escrow])
  }

  private mutating func line(_ item: Item) throws -> HandOverLine {
    guard let identity = item.identity else {
      throw RegistrarError(
        .input, zh: "第 \(item.line.number) 号材料没有级别。", en: "Package \(item.line.number) has no level.")
    }
    let code = item.pseudonym
    return HandOverLine(
      application: code, level: identity.level,
      identity: try commit(.identity, of: code, identity.canonicalBytes),
      originals: try commit(.originals, of: code, item.line.originals.bytes),
      findings: try commit(.findings, of: code, JSONValue.objects(item.line.findings).canonicalBytes),
      points: try commit(.points, of: code, item.form.points.canonicalBytes),
      bundle: SHA256.hash(item.bundle.bundle),
      redaction: try commit(.redaction, of: code, item.bundle.report.canonicalBytes))
  }

  private mutating func decision(_ item: Item, _ clearing: Clearing) throws -> RedactionDecision {
    guard let rule = Code(clearing.rule) else {
      throw RegistrarError(.input, zh: "存疑处代码有误：\(clearing.rule)。", en: "Not a finding's code: \(clearing.rule).")
    }
    let place: JSONValue = [
      "finding": .string(clearing.finding), "excerpt": StoredText.json(clearing.excerpt),
    ]
    return RedactionDecision(
      session: digest, by: by, application: item.pseudonym, finding: rule,
      place: try commit(.place, of: item.pseudonym, place.canonicalBytes),
      reason: try commit(.reason, of: item.pseudonym, [UInt8](clearing.reason.utf8)))
  }

  /// True conflicts only (mode `plain`).
  private mutating func exclusions(
    _ items: [Item], _ committee: Committee, _ avoided: [Code: AvoidedDivisions]
  ) throws -> [ExclusionLine] {
    var lines: [ExclusionLine] = []
    let kind: JSONValue = ["decoy": .boolean(false), "kind": "declared"]
    for item in items {
      for member in committee.members.map(\.code).sorted()
      where avoided[member]?.cover(division: item.line.division, unit: item.line.unit) == true {
        lines.append(
          ExclusionLine(
            application: item.pseudonym, reviewer: member,
            kind: try commit(.conflict, of: item.pseudonym, kind.canonicalBytes)))
      }
    }
    return lines
  }
}
