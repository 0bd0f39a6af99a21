import Archive
import AuditVerifier
import ByteCoding
import OpenSSL
import Panel
import Sealing
import SeasonFixture
import Testing
import TransparencyLog

/// A coordinator who holds the log key and hashes everything consistently, with whatever other keys a case needs. Each
/// deed is found by the check that its number names.
@Suite struct TamperedSeasonTests {
  struct Deed: Sendable, CustomTestStringConvertible {
    let check: CheckID
    let testDescription: String
    let through: SmallSeason.Stage
    let tampering: SeasonTampering

    init(
      _ check: CheckID, _ description: String, through: SmallSeason.Stage = .sealed,
      _ tamper: (inout SeasonTampering) -> Void
    ) {
      self.check = check
      testDescription = description
      self.through = through
      var tampering = SeasonTampering()
      tamper(&tampering)
      self.tampering = tampering
    }

    static func record(
      _ check: CheckID, _ description: String, through: SmallSeason.Stage = .sealed,
      _ change: @escaping @Sendable (inout Record) -> Void
    ) -> Deed {
      Deed(check, description, through: through) { $0.record = change }
    }
  }

  private static let other = SHA256.hash([9])

  static let deeds: [Deed] = [
    .record(.order, "a quorum of one in entry 0", through: .session) {
      if case .session(var session) = $0 {
        session.quorum = 1
        $0 = .session(session)
      }
    },
    .record(.order, "a rehearsal in an origin that does not say so", through: .session) {
      if case .session(var session) = $0 {
        session.rehearsal = true
        $0 = .session(session)
      }
    },
    .record(.timestamps, "required time stamps that are not there") {
      if case .session(var session) = $0 {
        session.requires.append(.timestamps)
        $0 = .session(session)
      }
    },
    .record(.keysets, "a public share that does not follow from the commitments", through: .keysets) {
      if case .keyset(var keyset) = $0 {
        keyset.holders[0].point = keyset.holders[1].point
        $0 = .keyset(keyset)
      }
    },
    .record(.keysets, "a polynomial of lower degree", through: .keysets) {
      if case .keyset(var keyset) = $0 {
        keyset.commitments.removeLast()
        $0 = .keyset(keyset)
      }
    },
    .record(.keysets, "a point that is not on the curve", through: .keysets) {
      if case .keyset(var keyset) = $0, let point = CurvePoint([4] + [UInt8](repeating: 7, count: 64)) {
        keyset.commitments[1] = point
        $0 = .keyset(keyset)
      }
    },
    .record(.signatures, "an enrolment that announces another key than it is signed with", through: .enrolled) {
      if case .enrolment(var enrolment) = $0, enrolment.code == "S1" {
        enrolment.key = PublicKey(algorithm: .ed25519, bytes: [UInt8](repeating: 3, count: 32))
        $0 = .enrolment(enrolment)
      }
    },
    Deed(.roster, "a roster that names another key for R2A7", through: .enrolled) {
      $0.list = { kind, blob in
        guard kind == .roster, var lines = try? ListBlob.decode(blob, as: RosterLine.self) else { return blob }
        lines[0].key = other
        return ListBlob.encode(lines)
      }
    },
    Deed(.roster, "roster lines out of order", through: .enrolled) {
      $0.list = { kind, blob in
        guard kind == .roster, let lines = try? ListBlob.decode(blob, as: RosterLine.self) else { return blob }
        return ListBlob.encode(lines.reversed())
      }
    },
    .record(.commitments, "an application entered under another commitment", through: .handedOver) {
      if case .application(var application) = $0, application.application == "3P4Q" {
        application.identity = other
        $0 = .application(application)
      }
    },
    .record(.commitments, "a hand-over that counts one too many", through: .handedOver) {
      if case .handOver(var handOver) = $0 {
        handOver.counts[0].count += 1
        $0 = .handOver(handOver)
      }
    },
    .record(.bundles, "a second live bundle", through: .handedOver) {
      if case .bundle(var bundle) = $0, bundle.application == "3P4Q" {
        bundle.application = "2K7M"
        $0 = .bundle(bundle)
      }
    },
    .record(.bundles, "a bundle that was not handed over", through: .handedOver) {
      if case .bundle(var bundle) = $0 {
        bundle.bundle = other
        $0 = .bundle(bundle)
      }
    },
    .record(.tree, "a bundle of another size than the record says") {
      if case .bundle(var bundle) = $0 {
        bundle.size += 1
        $0 = .bundle(bundle)
      }
    },
    .record(.draws, "a nonce that was not committed to", through: .drawn) {
      if case .beacon(var beacon) = $0 {
        beacon.nonce = other
        $0 = .beacon(beacon)
      }
    },
    .record(.draws, "a seed that somebody chose", through: .drawn) {
      if case .assignment(var assignment) = $0 {
        assignment.seed = other
        $0 = .assignment(assignment)
      }
    },
    Deed(.draws, "an order of presentation that was not drawn") {
      $0.list = { kind, blob in
        guard kind == .assignment, var lines = try? ListBlob.decode(blob, as: AssignmentLine.self) else { return blob }
        lines[0].applications.reverse()
        return ListBlob.encode(lines)
      }
    },
    Deed(.assigned, "an excluded pair that is assigned", through: .drawn) {
      $0.list = { kind, blob in
        guard kind == .assignment, var lines = try? ListBlob.decode(blob, as: AssignmentLine.self) else { return blob }
        lines[0].applications.append("2K7M")
        return ListBlob.encode(lines)
      }
    },
    .record(.bundles, "a sheet on another bundle", through: .scored) {
      if case .sheet(var sheet) = $0 {
        sheet.bundle = other
        $0 = .sheet(sheet)
      }
    },
    .record(.keysets, "a sheet sealed to another keyset", through: .scored) {
      if case .sheet(var sheet) = $0 {
        sheet.keyset = other
        $0 = .sheet(sheet)
      }
    },
    .record(.signatures, "a sheet that names another key", through: .scored) {
      if case .sheet(var sheet) = $0 {
        sheet.key = other
        $0 = .sheet(sheet)
      }
    },
    .record(.sheetsOpen, "a sheet of another round", through: .scored) {
      if case .sheet(var sheet) = $0 {
        sheet.round = 2
        $0 = .sheet(sheet)
      }
    },
    .record(.sheetsOpen, "an encapsulated key in hybrid form", through: .scored) {
      if case .sheet(var sheet) = $0 {
        sheet.enc[0] = 0x06
        $0 = .sheet(sheet)
      }
    },
    .record(.sheetsOpen, "an encapsulated key off the curve", through: .scored) {
      if case .sheet(var sheet) = $0 {
        sheet.enc[40] ^= 1
        $0 = .sheet(sheet)
      }
    },
    .record(.chains, "a hole in a reviewer's chain", through: .scored) {
      if case .sheet(var sheet) = $0, sheet.seq == 3 {
        sheet.seq = 4
        $0 = .sheet(sheet)
      }
    },
    .record(.chains, "a link to another head", through: .scored) {
      if case .sheet(var sheet) = $0, sheet.seq == 3 {
        sheet.prev = other
        $0 = .sheet(sheet)
      }
    },
    .record(.seen, "a reviewer who saw another history") {
      if case .final(var final) = $0, final.by == ["R6E2"] {
        final.seen.root = other
        $0 = .final(final)
      }
    },
    .record(.seen, "`seen` goes backwards", through: .scored) {
      if case .sheet(var sheet) = $0, sheet.seq == 4 {
        sheet.seen.size = 1
        $0 = .sheet(sheet)
      }
    },
    .record(.seen, "`seen` lies ahead of the log", through: .scored) {
      if case .sheet(var sheet) = $0 {
        sheet.seen.size += 1
        $0 = .sheet(sheet)
      }
    },
    .record(.tails, "a final over other sheets", through: .scored) {
      if case .final(var final) = $0 {
        final.counts[0].sheet = other
        $0 = .final(final)
      }
    },
    Deed(.chains, "heads that are not those of the chains", through: .closed) {
      $0.list = { kind, blob in
        guard kind == .scoringClosed, var lines = try? ListBlob.decode(blob, as: HeadLine.self) else { return blob }
        lines[0].head = other
        return ListBlob.encode(lines)
      }
    },
    Deed(.lastCounts, "an earlier sheet counts instead of the last", through: .closed) {
      $0.list = { kind, blob in
        guard kind == .scoringClosed, var lines = try? ListBlob.decode(blob, as: CountedLine.self) else { return blob }
        lines[0].sheet = other
        return ListBlob.encode(lines)
      }
    },
    .record(.shares, "a share for another close", through: .shared) {
      if case .keyShare(var share) = $0 {
        share.closed = other
        $0 = .keyShare(share)
      }
    },
    .record(.shares, "a wrong share", through: .shared) {
      if case .keyShare(var share) = $0 {
        share.share[31] ^= 1
        $0 = .keyShare(share)
      }
    },
    .record(.shares, "a private key that is another", through: .unsealed) {
      if case .unsealing(var unsealing) = $0 {
        unsealing.privateKey[31] ^= 1
        $0 = .unsealing(unsealing)
      }
    },
    Deed(.ranking, "one aggregate changed in a ranking") {
      $0.list = { kind, blob in
        guard kind == .ranking, !blob.isEmpty else { return blob }
        return [UInt8](String(decoding: blob, as: UTF8.self).replacing("\"rank\":1,", with: "\"rank\":2,").utf8)
      }
    },
    .record(.order, "a decision on a tie that the ranking hides", through: .ranked) {
      if case .ranking(var ranking) = $0 {
        ranking.openTies = 0
        $0 = .ranking(ranking)
      }
    },
    .record(.ranking, "a ranking that claims a tie", through: .ranked) {
      if case .ranking(var ranking) = $0, ranking.level == "city" {
        ranking.openTies = 1
        $0 = .ranking(ranking)
      }
    },
    .record(.ranking, "a ranking that passes over a decision", through: .ranked) {
      if case .ranking(var ranking) = $0 {
        ranking.decisions = []
        $0 = .ranking(ranking)
      }
    },
    .record(.sheetsOpen, "a list of void sheets that names a good one") {
      if case .ranking(var ranking) = $0 {
        ranking.voids = ListReference(count: 0, root: other, blob: ranking.voids.blob)
        $0 = .ranking(ranking)
      }
    },
    Deed(.commitments, "identities exchanged at the reveal") {
      $0.list = { kind, blob in
        guard kind == .reveal, var lines = try? ListBlob.decode(blob, as: RevealLine.self) else { return blob }
        let first = lines[0].identity
        lines[0].identity = lines[2].identity
        lines[2].identity = first
        return ListBlob.encode(lines)
      }
    },
    Deed(.commitments, "one identity twice at the reveal", through: .revealed) {
      $0.list = { kind, blob in
        guard kind == .reveal, var lines = try? ListBlob.decode(blob, as: RevealLine.self) else { return blob }
        lines[2].identity = lines[0].identity
        return ListBlob.encode(lines)
      }
    },
    Deed(.commitments, "an applicant left out of the reveal", through: .revealed) {
      $0.list = { kind, blob in
        guard kind == .reveal, var lines = try? ListBlob.decode(blob, as: RevealLine.self) else { return blob }
        lines.removeLast()
        return ListBlob.encode(lines)
      }
    },
    Deed(.ranking, "another county selected") {
      $0.list = { kind, blob in
        guard kind == .selection else { return blob }
        return [UInt8](
          String(decoding: blob, as: UTF8.self).replacing(#""outcome":"waiting""#, with: #""outcome":"selected""#).utf8)
      }
    },
    .record(.ending, "a seal over another root") {
      if case .seal(var seal) = $0 {
        seal.root = other
        $0 = .seal(seal)
      }
    },
    .record(.ending, "a seal that counts one entry less") {
      if case .seal(var seal) = $0 {
        seal.size -= 1
        $0 = .seal(seal)
      }
    },
    .record(.files, "a seal over another report") {
      if case .seal(var seal) = $0 {
        seal.report = other
        $0 = .seal(seal)
      }
    },
    Deed(.order, "a close before the earliest time, one final missing", through: .closed) {
      $0.record = {
        if case .session(var session) = $0 {
          session.requires = [.cosignatures, .escrow]
          $0 = .session(session)
        }
        if case .final(let final) = $0, final.by == ["RAJ5"] {
          $0 = .incident(
            Incident(session: final.session, by: ["RAJ5"], kind: .interference, subject: "none", evidence: []))
        }
      }
      $0.cosignedAt = SmallSeason.closeNotBefore - 1
    },
    .record(.tails, "a close without a final that the session requires", through: .closed) {
      if case .final(let final) = $0, final.by == ["RAJ5"] {
        $0 = .incident(
          Incident(session: final.session, by: ["RAJ5"], kind: .interference, subject: "none", evidence: []))
      }
    },
    Deed(.cosignatures, "cosignatures stripped from the close") {
      $0.witnesses = { $0 == .scoringClosed ? ["S1-witness", "S2-witness"] : SeasonKeys.witnesses }
    },
    Deed(.cosignatures, "names revealed before the ranking was cosigned") {
      $0.witnesses = { $0 == .ranking ? [] : SeasonKeys.witnesses }
    },
    Deed(.cosignatures, "cosignatures stripped from the last checkpoint") {
      $0.witnesses = { $0 == .seal ? ["S1-witness"] : SeasonKeys.witnesses }
    },
    Deed(.signatures, "a record signed by another key", through: .scored) {
      $0.envelope = { record, envelope, keys in
        guard case .final = record else { return envelope }
        return try Envelope(
          payloadType: envelope.payloadType, payload: envelope.payload, signedBy: keys.signing(["coordinator"]))
      }
    },
    Deed(.signatures, "one signature of a hand-over left out", through: .handedOver) {
      $0.envelope = { record, envelope, _ in
        guard case .handOver = record else { return envelope }
        return try Envelope(
          payloadType: envelope.payloadType, payload: envelope.payload,
          signatures: Array(envelope.signatures.prefix(1)))
      }
    },
    Deed(.signatures, "signatures in another order", through: .handedOver) {
      $0.envelope = { record, envelope, _ in
        guard case .handOver = record else { return envelope }
        return try Envelope(
          payloadType: envelope.payloadType, payload: envelope.payload, signatures: envelope.signatures.reversed())
      }
    },
    Deed(.signatures, "one signature too many", through: .drawn) {
      $0.envelope = { record, envelope, _ in
        guard case .assignment = record else { return envelope }
        return try Envelope(
          payloadType: envelope.payloadType, payload: envelope.payload,
          signatures: envelope.signatures + envelope.signatures)
      }
    },
    .record(.signatures, "a decision by the coordinator alone", through: .ranked) {
      if case .decision(var decision) = $0 {
        decision.by = ["coordinator"]
        $0 = .decision(decision)
      }
    },
    .record(.signatures, "a roster without a quorum of supervisors", through: .enrolled) {
      if case .roster(var roster) = $0 {
        roster.by = ["coordinator", "S1", "S2"]
        $0 = .roster(roster)
      }
    },
  ]

  @Test(arguments: deeds)
  func theCheckThatShouldFindItDoes(_ deed: Deed) throws {
    let season = try SmallSeason(through: deed.through, tampering: deed.tampering)
    expectFailure(try season.archive(), anchor: AuditAnchor(session: season.code), deed.check)
  }
}
