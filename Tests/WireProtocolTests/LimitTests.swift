import ByteCoding
import Testing

@testable import WireProtocol

struct LimitTests {
  @Test func aPageOfTheLargestRecordsFitsIntoAFrame() throws {
    var budget = PageBudget(maximumItems: WireLimits.recordsInAnswer)
    let proof = [Digest](repeating: .zero, count: WireLimits.proofHashes)
    let envelope = [UInt8](repeating: 1, count: WireLimits.envelope)
    var records: [ProvenRecord] = []
    while budget.admits(bytes: envelope.count + proof.count * 32 + proof.count * 4) {
      records.append(ProvenRecord(index: UInt64(records.count), envelope: envelope, inclusionProof: proof))
    }
    let checkpoint = [UInt8](repeating: 1, count: WireLimits.checkpoint)
    let page = RecordPage(checkpoint: checkpoint, records: records, more: true)
    #expect(records.count == 2)
    let frame = try WireAnswer.controlRecords(page).frame(request: 1)
    #expect(try WireAnswer(kind: frame.kind, body: frame.body) == .controlRecords(page))
  }

  @Test func aPageOfTheSmallestRecordsFitsIntoAFrame() throws {
    var budget = PageBudget(maximumItems: WireLimits.recordsInAnswer)
    var entries: [[UInt8]] = []
    while budget.admits(bytes: 1) { entries.append([1]) }
    #expect(entries.count == WireLimits.recordsInAnswer)
    _ = try WireAnswer.entries(EntryPage(start: 0, entries: entries)).frame(request: 1)
  }

  @Test func theFirstItemIsAlwaysAdmitted() {
    var budget = PageBudget(maximumItems: 1)
    #expect(budget.admits(bytes: WireLimits.envelope) == true)
    #expect(budget.admits(bytes: 1) == false)
  }

  @Test func theLargestRequestsFitTheirFrames() throws {
    let enrolment = Enrolment(
      invitation: String(repeating: "I", count: 64),
      oneTimeCode: [UInt8](repeating: 1, count: WireLimits.oneTimeCode),
      certificateRequest: [UInt8](repeating: 1, count: WireLimits.certificateRequest),
      proof: [UInt8](repeating: 1, count: WireLimits.signature),
      envelope: [UInt8](repeating: 1, count: WireLimits.enrolmentEnvelope))
    for request in [
      WireRequest.submit(envelope: [UInt8](repeating: 1, count: WireLimits.envelope)), .enrol(enrolment),
      .cosign(Cosignature(size: .max, line: String(repeating: "x", count: WireLimits.noteLine))),
      .entries(start: .max, count: UInt32(WireLimits.entriesInAnswer)),
      .blob(BlobRange(digest: .zero, offset: WireLimits.blob, length: UInt32(WireLimits.blobRange))),
    ] {
      let frame = try request.frame(request: .max)
      #expect(try WireRequest(kind: frame.kind, body: frame.body) == request)
    }
  }

  @Test func aStrangersEnvelopeIsSmall() throws {
    let enrolment = Enrolment(
      invitation: "I", oneTimeCode: [1], certificateRequest: [1], proof: [1],
      envelope: [UInt8](repeating: 1, count: WireLimits.enrolmentEnvelope + 1))
    let frame = try WireRequest.enrol(enrolment).frame(request: 1)
    #expect(throws: WireRefusal.tooLarge("", maximum: 0)) {
      try WireRequest(kind: frame.kind, body: frame.body)
    }
  }

  @Test func aSentenceOnTheWireIsOneBoundedLine() throws {
    let long = "行\n" + String(repeating: "长", count: 2_000)
    let frame = WireRefusal(.malformed, zh: long, en: "a\u{1B}[2J").frame(request: 1)
    let refusal = try WireRefusal(body: frame.body)
    #expect(refusal.zh.hasPrefix("行 长") && refusal.zh.utf8.count <= WireLimits.text)
    #expect(refusal.en == "a [2J")
  }

  @Test func theProofMessageIsExact() {
    let message = EnrolmentProof.message(
      exporter: [UInt8](repeating: 1, count: 32), certificateRequest: Samples.digest(2), enrolment: Samples.digest(3))
    let expected =
      Array("plumbline/1 enrol".utf8) + [0] + [UInt8](repeating: 1, count: 32) + [UInt8](repeating: 2, count: 32)
      + [UInt8](repeating: 3, count: 32)
    #expect(message == expected)
  }
}
