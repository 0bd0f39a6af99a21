import ByteCoding
import Panel
import Sealing
package import SessionClient
import WireProtocol

extension SupervisorDesk {
  /// What waits on the server for this supervisor's signature, each looked at and found signable.
  ///
  /// - Throws: `ClientError` or `StateError` for a proposal that must not be signed.
  package func proposals(_ link: some SessionLink) async throws -> [SignableRecord] {
    var signable: [SignableRecord] = []
    var desk = try SigningDesk(store, state: state)
    var number: UInt32 = 0
    var more = true
    while more {
      let page = try await link.proposals(from: number)
      for proposal in page.proposals where isOurs(proposal) {
        try await fetchRoster(of: proposal, link)
        let record = try desk.examine(payloadType: proposal.payloadType, payload: proposal.payload, lists: lists)
        guard record.digest == proposal.record else {
          throw ClientError(
            .dishonest, zh: "服务器给出的摘要与记录内容不符；不签名",
            en: "the server's digest is not that of the record; nothing is signed")
        }
        signable.append(record)
      }
      number += UInt32(page.proposals.count)
      more = page.more && !page.proposals.isEmpty
    }
    return signable
  }

  private func isOurs(_ proposal: Proposal) -> Bool {
    func has(_ codes: [String]) -> Bool { codes.contains { $0.utf8.elementsEqual(keys.code.text.utf8) } }
    return has(proposal.signers) && !has(proposal.signed)
  }

  private func fetchRoster(of proposal: Proposal, _ link: some SessionLink) async throws {
    guard let kind = RecordKind(payloadType: proposal.payloadType),
      case .roster(let roster) = try Record(kind: kind, payload: proposal.payload),
      !mirror.contains(roster.members.blob)
    else { return }
    let download = BlobDownload(roster.members.blob, limit: WireLimits.blob, into: store, by: link)
    try mirror.keep(try await download.run(), digest: roster.members.blob)
    try download.discard()
  }

  /// Signs what the person said yes to.
  ///
  /// - Returns: how many signatures it has and needs.
  package func sign(
    _ record: SignableRecord, _ link: some SessionLink
  ) async throws -> (present: Int, required: Int) {
    var desk = try SigningDesk(store, state: state)
    var progress = SignatureProgress(present: 0, required: 0)
    for signature in try desk.sign(record) {
      progress = try await link.sign(
        ProposalSignature(record: record.digest, keyID: signature.keyid, signature: signature.signature))
    }
    return (Int(progress.present), Int(progress.required))
  }
}
