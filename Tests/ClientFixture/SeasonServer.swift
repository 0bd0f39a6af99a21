import ByteCoding
import OpenSSL
package import Panel
import Sealing
package import SeasonFixture
import SessionClient
import TransparencyLog
package import WireProtocol

/// The server's side of a season in memory, at the boundary of the wire.
package actor SeasonServer {
  package private(set) var season: SmallSeason
  /// So many answers to `submit` are lost after the record is in the log.
  package var answersToLose = 0

  package init(_ season: SmallSeason) {
    self.season = season
  }

  package func change(_ body: @Sendable (inout SmallSeason) throws -> Void) rethrows { try body(&season) }

  package func loseAnswers(_ count: Int) { answersToLose = count }

  package func link(as code: Code) throws -> SeasonLink {
    let newest = season.log.cosigned.filter { $0.value.note.signatures.count > SeasonKeys.quorum }
      .max { $0.key < $1.key }
    let checkpoint = try newest?.value.bytes ?? head().bytes
    let role: PeerRole = SeasonKeys.supervisors.contains(code) ? .supervisor : .reviewer
    return SeasonLink(
      self, code: code,
      welcome: Welcome(
        session: season.state.session?.digest ?? .zero, software: "fixture", phase: season.state.phase.rawValue,
        checkpoint: checkpoint, code: code.text, role: role))
  }

  private func head() throws -> SignedCheckpoint {
    try season.log.cosigned[season.log.size] ?? season.signedHead(by: [])
  }

  private var tiles: TileReader {
    TileReader(size: season.log.size) { [log = season.log] in try log.read($0) }
  }

  private func page(_ from: UInt64, _ isWanted: (Record) -> Bool) throws -> RecordPage {
    var reader = tiles
    var records: [ProvenRecord] = []
    for (index, signed) in season.records.enumerated() where UInt64(index) >= from && isWanted(signed.record) {
      records.append(
        ProvenRecord(
          index: UInt64(index), envelope: signed.envelope.bytes,
          inclusionProof: try reader.inclusionProof(index: UInt64(index), size: season.log.size).hashes))
    }
    // Short pages, so that paging is tested too.
    return RecordPage(checkpoint: try head().bytes, records: Array(records.prefix(7)), more: records.count > 7)
  }

  private func isControl(_ record: Record) -> Bool {
    switch record {
    case .sheet, .recusal, .final, .dispute, .incident, .deposit: false
    default: true
    }
  }

  fileprivate func answer(_ request: WireRequest, _ code: Code) throws -> WireAnswer {
    switch request {
    case .checkpoint: return .checkpoint(try head().bytes)
    case .consistency(let old, let new):
      var reader = tiles
      return .consistency(try reader.consistencyProof(from: old, to: new).hashes)
    case .controlRecords(let from): return .controlRecords(try page(from) { isControl($0) })
    case .ownRecords(let from): return .ownRecords(try page(from) { $0.payload.by == [code] })
    case .entries(let start, let count):
      return .entries(
        EntryPage(start: start, entries: Array(season.log.entries.dropFirst(Int(start)).prefix(min(9, Int(count))))))
    case .assignments(let from):
      let items = (season.state.assigned[code] ?? []).enumerated().map { position, application in
        AssignmentItem(
          application: application.text,
          bundle: season.state.applications[application]?.bundle?.record.bundle ?? .zero, bundleSize: 1,
          position: UInt32(position))
      }
      return .assignments(AssignmentPage(items: Array(items.dropFirst(Int(from))), more: false))
    case .submit(let envelope): return .accepted(try submit(envelope))
    case .cosign(let cosignature):
      guard cosignature.size == season.log.size else { throw WireRefusal(.notFound, zh: "", en: "") }
      let checkpoint = try head().adding([NoteSignature(line: cosignature.line)])
      season.log.cosigned[season.log.size] = checkpoint
      return .cosigned(
        CosignatureProgress(present: UInt32(checkpoint.note.signatures.count - 1), required: 3))
    case .proposals: return .proposals(ProposalPage(proposals: [], more: false))
    case .enrol, .inclusion, .tile, .blob, .sign, .status: throw WireRefusal.forbidden("not in this fixture")
    }
  }

  private func submit(_ envelope: [UInt8]) throws -> RecordReceipt {
    let signed = try SignedRecord(entry: envelope)
    if !season.records.contains(where: { $0.digest == signed.digest }) {
      var next = season
      try next.logVerbatim(signed)
      if let refusal = next.refusal { throw WireRefusal(.refused, zh: "\(refusal)", en: "\(refusal)") }
      season = next
    }
    guard answersToLose == 0 else {
      answersToLose -= 1
      throw ClientError(.unreachable, zh: "断线", en: "cut off")
    }
    let index = UInt64(season.records.firstIndex { $0.digest == signed.digest } ?? 0)
    var reader = tiles
    return RecordReceipt(
      index: index, record: signed.digest, checkpoint: try head().bytes,
      inclusionProof: try reader.inclusionProof(index: index, size: season.log.size).hashes)
  }

  fileprivate func read(_ range: BlobRange) throws -> (part: BlobPart, bytes: [UInt8]) {
    guard let blob = season.log.blobs[range.digest] else { throw WireRefusal(.notFound, zh: "没有", en: "none") }
    let bytes = Array(blob.dropFirst(Int(range.offset)).prefix(Int(range.length)))
    return (BlobPart(size: UInt64(blob.count), offset: range.offset, length: UInt32(bytes.count)), bytes)
  }
}

package struct SeasonLink: SessionLink {
  private let server: SeasonServer
  private let code: Code
  package let welcome: Welcome

  fileprivate init(_ server: SeasonServer, code: Code, welcome: Welcome) {
    self.server = server
    self.code = code
    self.welcome = welcome
  }

  package func ask(_ request: WireRequest) async throws -> WireAnswer { try await server.answer(request, code) }

  package func read(_ range: BlobRange) async throws -> (part: BlobPart, bytes: [UInt8]) {
    try await server.read(range)
  }

  package func close() async {}
}
