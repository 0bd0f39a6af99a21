package import ByteCoding
import CanonicalJSON

/// Where a session stands: a fold over its records, the same pure function on the server, in the clients and in the
/// auditor. A record that does not belong is refused and changes nothing.
///
/// Signatures are checked before `apply` (see `signers(of:)`); digests of nonces, commitments and seals are checked by
/// the rooms that compute.
package struct SessionState: Sendable {
  package enum Phase: String, Sendable, CaseIterable {
    case empty
    case preparing
    case scoring
    case closed
    /// A share has been released: nothing may change any more what will be read.
    case opening
    case unsealed
    case revealed
    case sealed
    case abandoned
  }

  /// A record with its place in the log.
  package struct Placed<Payload: Sendable>: Sendable {
    package let record: Payload
    package let digest: Digest
    package let index: Int64

    package init(_ record: Payload, digest: Digest, index: Int64) {
      self.record = record
      self.digest = digest
      self.index = index
    }
  }

  package struct KeysetID: Hashable, Sendable {
    package let purpose: KeyPurpose
    package let round: Int64

    package init(_ purpose: KeyPurpose, round: Int64 = 1) {
      self.purpose = purpose
      self.round = round
    }
  }

  package struct Application: Sendable {
    package let level: Code
    package let entered: Placed<ApplicationEntered>
    /// The one live bundle.
    package var bundle: Placed<BundlePublished>?
    package var withdrawn = false
  }

  /// A reviewer's chain of records.
  package struct Chain: Sendable {
    /// SHA-256 of the signing key in force, and the key.
    package var key: PublicKey
    package var keyDigest: Digest
    package var seq: Int64 = 0
    package var head = Digest.zero
    package var isFinal = false
    package var lastSeenSize: Int64 = 0
    /// All sheets of an application, oldest first.
    package var sheets: [Code: [Placed<SealedSheet>]] = [:]
    package var recused: Set<Code> = []
    package var disowned: Set<Digest> = []
  }

  package internal(set) var phase = Phase.empty
  /// Entries applied so far end before this index.
  package internal(set) var nextIndex: Int64 = 0
  /// Records applied so far, by kind.
  package internal(set) var recordCounts: [RecordKind: Int64] = [:]
  package internal(set) var session: Placed<Session>?
  package internal(set) var keysets: [KeysetID: Placed<Keyset>] = [:]
  package internal(set) var enrolments: [Digest: Placed<Enrolment>] = [:]
  package internal(set) var roster: Placed<Roster>?
  package internal(set) var members: [Code: RosterLine] = [:]
  package internal(set) var handOver: Placed<HandOver>?
  package internal(set) var handedOver: [Code: HandOverLine] = [:]
  package internal(set) var applications: [Code: Application] = [:]
  package internal(set) var exclusions: Placed<Exclusions>?
  package internal(set) var excluded: Set<Pair> = []
  package internal(set) var escrow: Placed<Escrow>?
  package internal(set) var redactionDecisions: [Placed<RedactionDecision>] = []
  package internal(set) var beacons: [Code: Placed<Beacon>] = [:]
  package internal(set) var assignment: Placed<Assignment>?
  package internal(set) var assigned: [Code: [Code]] = [:]
  package internal(set) var started: Placed<ScoringStarted>?
  package internal(set) var closeNotBefore: Int64 = 0
  package internal(set) var closeNotAfter: Int64 = 0
  package internal(set) var chains: [Code: Chain] = [:]
  package internal(set) var deposits: [Placed<Deposit>] = []
  package internal(set) var incidents: [Placed<Incident>] = []
  package internal(set) var decisions: [Placed<Decision>] = []
  package internal(set) var closed: Placed<ScoringClosed>?
  package internal(set) var keyShares: [Code: Placed<KeyShare>] = [:]
  package internal(set) var unsealing: Placed<Unsealing>?
  /// The latest ranking of each level.
  package internal(set) var rankings: [Code: Placed<Ranking>] = [:]
  package internal(set) var disputes: [Digest: Placed<Dispute>] = [:]
  package internal(set) var rulings: [Digest: Placed<Ruling>] = [:]
  package internal(set) var reveal: Placed<Reveal>?
  package internal(set) var identities: [Code: RevealLine] = [:]
  package internal(set) var selections: [Code: Placed<SelectionMade>] = [:]
  package internal(set) var seal: Placed<Seal>?

  /// An application and a reviewer.
  package struct Pair: Hashable, Sendable {
    package let application: Code
    package let reviewer: Code

    package init(application: Code, reviewer: Code) {
      self.application = application
      self.reviewer = reviewer
    }
  }

  package init() {}

  /// Admits one record.
  ///
  /// - Parameters:
  ///   - digest: record digest, SHA-256 of the DSSE pre-authentication encoding.
  ///   - index: place in the log. A fold over part of the log (a reviewer's) may leave gaps.
  ///   - keyDigest: SHA-256 of a public key's raw bytes; handed in since this room computes no digests.
  /// - Throws: `StateError`; the state is then unchanged.
  package mutating func apply(
    _ record: Record, digest: Digest, index: Int64, lists: some ListSource, keyDigest: (PublicKey) -> Digest
  ) throws(StateError) {
    guard index >= nextIndex else {
      throw StateError(
        .wrongReference, zh: "记录次序倒退（第 \(index) 条）", en: "entry \(index) comes before one already applied")
    }
    if case .session = record {
    } else {
      guard let session, record.payload.session == session.digest else {
        throw StateError(.wrongReference, zh: "记录属于另一场评审", en: "the record belongs to another session")
      }
    }
    guard phase != .sealed, phase != .abandoned else {
      throw StateError(.wrongPhase, zh: "评审已封存或已中止，不能再记入任何内容", en: "the session has ended; nothing may follow")
    }
    _ = try signers(of: record)
    // Each `admit` checks everything before it changes anything, so a refusal leaves no trace and nothing is copied.
    try admit(record, digest: digest, index: index, lists: lists, keyDigest: keyDigest)
    nextIndex = index + 1
    recordCounts[type(of: record.payload).kind, default: 0] += 1
  }

  private mutating func admit(
    _ record: Record, digest: Digest, index: Int64, lists: some ListSource, keyDigest: (PublicKey) -> Digest
  ) throws(StateError) {
    switch record {
    case .session(let payload): try open(Placed(payload, digest: digest, index: index))
    case .keyset(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .enrolment(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .keyChange(let payload): try admit(Placed(payload, digest: digest, index: index), keyDigest: keyDigest)
    case .roster(let payload): try admit(Placed(payload, digest: digest, index: index), lists, keyDigest: keyDigest)
    case .handOver(let payload): try admit(Placed(payload, digest: digest, index: index), lists)
    case .application(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .bundle(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .exclusions(let payload): try admit(Placed(payload, digest: digest, index: index), lists)
    case .escrow(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .redactionDecision(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .withdrawal(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .beacon(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .assignment(let payload): try admit(Placed(payload, digest: digest, index: index), lists)
    case .scoringStarted(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .amendment(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .closeExtension(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .recusal(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .sheet(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .final(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .deposit(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .incident(let payload): incidents.append(Placed(payload, digest: digest, index: index))
    case .scoringClosed(let payload): try admit(Placed(payload, digest: digest, index: index), lists)
    case .keyShare(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .unsealing(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .ranking(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .dispute(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .ruling(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .decision(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .reveal(let payload): try admit(Placed(payload, digest: digest, index: index), lists)
    case .selection(let payload): try admit(Placed(payload, digest: digest, index: index))
    case .abandoned: phase = .abandoned
    case .seal(let payload): try admit(Placed(payload, digest: digest, index: index))
    }
  }
}

/// Where the lines of a list come from.
package protocol ListSource {
  /// The lines, checked against count, root and digest of the reference.
  ///
  /// - Throws: `StateError.badList`.
  func lines(of list: ListReference) throws(StateError) -> [[UInt8]]
}

extension ListSource {
  /// - Throws: `StateError.badList` when a line is not the canonical text of a `Line`.
  package func decode<Line: ListLine>(_ list: ListReference, as type: Line.Type) throws(StateError) -> [Line] {
    var decoded: [Line] = []
    for line in try lines(of: list) {
      do {
        decoded.append(try Line(canonicalBytes: line))
      } catch {
        throw StateError(
          .badList, zh: "清单第 \(decoded.count + 1) 行有误：\(error)", en: "line \(decoded.count + 1) of a list: \(error)")
      }
    }
    return decoded
  }
}
