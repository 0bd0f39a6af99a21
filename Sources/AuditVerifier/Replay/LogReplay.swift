import ByteCoding
import Panel
import Sealing
import TransparencyLog

/// One walk over all entries: the fold, and what the checks need to know of records that the fold forgets.
///
/// Envelopes are read and signatures verified on all cores, a bundle of 256 entries at a time; the fold itself is
/// serial.
struct LogReplay: Sendable {
  private(set) var fold = SessionFold()
  /// Every ranking, also those that a later one replaced.
  private(set) var rankings: [SessionState.Placed<Ranking>] = []
  /// Assignment and selections, with what making them again in their moment gave.
  private(set) var madeAgain: [MadeAgain] = []
  /// Places of the records that need a quorum of cosignatures.
  private(set) var weighty: [RecordKind: [Int64]] = [:]
  /// What reviewers had seen, by size, with the first record that says so.
  private(set) var seen: [Int64: (root: Digest, record: Int64)] = [:]
  /// Blobs named by records, with the first record that names each.
  private(set) var blobs: [Digest: (use: BlobUse, record: Int64)] = [:]
  private(set) var signatureCount = 0
  /// Why the walk ended early.
  private(set) var halt: AuditFault?

  var state: SessionState { fold.state }

  /// The first assignment or selection that is not what making it again gives.
  func fault(_ check: CheckID) -> AuditFault? {
    madeAgain.lazy.filter { $0.check == check }.compactMap(\.fault).first
  }

  /// - Throws: what the evidence throws; faults of entries are kept as values.
  init(_ evidence: some LogEvidence) throws {
    let lists = VerifiedLists { evidence.blob($0, limit: AuditLimits.listBytes) }
    try evidence.forEachBundle { start, entries in
      guard halt == nil else { return }
      for (offset, entry) in check(entries).enumerated() where halt == nil {
        take(entry, index: Int64(start) + Int64(offset), lists: lists)
      }
    }
  }

  /// In a function of its own, so that no copy of the state lives while the fold changes it.
  private func check(_ entries: [[UInt8]]) -> [CheckedEntry] {
    let state = fold.state
    return entries.parallelMap { CheckedEntry($0, in: state) }
  }

  private mutating func take(_ entry: CheckedEntry, index: Int64, lists: VerifiedLists) {
    let signed: SignedRecord
    switch entry.signed {
    case .success(let read): signed = read
    case .failure(let error):
      halt = AuditFault(.files, record: index, zh: error.zh, en: error.en)
      return
    }
    let blame = Blame(record: signed.record, index: index)
    let verified: VerifiedRecord
    do throws(StateError) {
      let signers = try fold.state.signers(of: signed.record)
      do {
        if let known = entry.verified, known.signers == signers {
          verified = known
        } else {
          verified = try signed.verified(signers: signers)
        }
      } catch {
        halt = blame.signature(error)
        return
      }
    } catch {
      halt = blame.signers(error, in: fold.state)
      return
    }
    let again = MadeAgain(signed, index: index, state: fold.state, lists: lists)
    do {
      try fold.append(verified, index: index, lists: lists)
    } catch {
      halt = blame.content(error, in: fold.state)
      return
    }
    if let again { madeAgain.append(again) }
    remember(signed, index: index)
  }

  private mutating func remember(_ signed: SignedRecord, index: Int64) {
    let kind = type(of: signed.record.payload).kind
    signatureCount += signed.envelope.signatures.count
    for use in BlobUse.uses(of: signed.record) where blobs[use.digest] == nil { blobs[use.digest] = (use, index) }
    if kind.needsQuorum { weighty[kind, default: []].append(index) }
    switch signed.record {
    case .ranking(let ranking):
      rankings.append(SessionState.Placed(ranking, digest: signed.digest, index: index))
    case .sheet(let sheet): note(sheet.seen, index: index)
    case .final(let final): note(final.seen, index: index)
    default: break
    }
  }

  private mutating func note(_ claim: Seen, index: Int64) {
    guard let known = seen[claim.size] else {
      seen[claim.size] = (claim.root, index)
      return
    }
    guard known.root == claim.root || halt != nil else {
      halt = AuditFault(
        .seen, record: index, zh: "与第 \(known.record) 号记录所见的同一大小（\(claim.size)）的根不同：日志有两个版本",
        en: "another root at size \(claim.size) than record \(known.record) saw: two histories")
      return
    }
  }
}

extension RecordKind {
  /// Counts only under a checkpoint that a quorum cosigned.
  var needsQuorum: Bool {
    switch self {
    case .session, .roster, .keyset, .scoringStarted, .scoringClosed, .unsealing, .ranking, .reveal, .seal: true
    default: false
    }
  }
}
