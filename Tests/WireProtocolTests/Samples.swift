import ByteCoding

@testable import WireProtocol

/// The values that the frames of `protocol/vectors/wire/frames.json` hold.
enum Samples {
  static func digest(_ byte: UInt8) -> Digest {
    Digest([UInt8](repeating: byte, count: 32)) ?? .zero
  }

  static let checkpoint = Array("origin\n42\nroot\n".utf8)
  static let receipt = RecordReceipt(
    index: 41, record: digest(0x11), checkpoint: checkpoint, inclusionProof: [digest(0x22), digest(0x33)])
  static let hello = Hello(software: "plumbline-reviewer/1.0", session: digest(0xAA))
  static let welcome = Welcome(
    session: digest(0xAA), software: "plumbline-coordinator/1.0", phase: "scoring", checkpoint: checkpoint,
    code: "R7KQ", role: .reviewer)

  static let requests: [String: WireRequest] = [
    "enrol-request": .enrol(
      Enrolment(
        invitation: "INV-7KQ2", oneTimeCode: [UInt8](repeating: 0x44, count: 16), certificateRequest: [0x30, 0],
        proof: [UInt8](repeating: 0x55, count: 64), envelope: Array("{}".utf8))),
    "submit-request": .submit(envelope: Array(#"{"payload":""}"#.utf8)),
    "checkpoint-request": .checkpoint,
    "consistency-request": .consistency(old: 10, new: 42),
    "inclusion-request": .inclusion(index: 41, size: 42),
    "entries-request": .entries(start: 40, count: 2),
    "tile-request": .tile(path: "0/x001/067.p/8"),
    "own-records-request": .ownRecords(from: 3),
    "control-records-request": .controlRecords(from: 0),
    "blob-request": .blob(BlobRange(digest: digest(0x77), offset: 1_048_576, length: 1_048_576)),
    "assignments-request": .assignments(from: 0),
    "proposals-request": .proposals(from: 0),
    "signature-request": .sign(
      ProposalSignature(
        record: digest(0x11), keyID: "0011223344556677", signature: [UInt8](repeating: 0x99, count: 64))),
    "cosignature-request": .cosign(Cosignature(size: 42, line: "— supervisor-1 AAAA")),
    "status-request": .status,
  ]

  static let answers: [String: WireAnswer] = [
    "enrol-answer": .enrolled(Enrolled(certificates: [[0x30, 1], [0x30, 2]], receipt: receipt)),
    "submit-answer": .accepted(receipt),
    "checkpoint-answer": .checkpoint(checkpoint),
    "consistency-answer": .consistency([digest(0x22)]),
    "inclusion-answer": .inclusion([digest(0x22), digest(0x33)]),
    "entries-answer": .entries(EntryPage(start: 40, entries: [Array("{}".utf8), Array("{}".utf8)])),
    "tile-answer": .tile([UInt8](repeating: 0x66, count: 32)),
    "own-records-answer": .ownRecords(
      RecordPage(
        checkpoint: checkpoint,
        records: [ProvenRecord(index: 3, envelope: Array("{}".utf8), inclusionProof: [digest(0x22)])], more: true)),
    "control-records-answer": .controlRecords(RecordPage(checkpoint: checkpoint, records: [], more: false)),
    "blob-answer": .blob(BlobPart(size: 1_048_579, offset: 1_048_576, length: 3)),
    "assignments-answer": .assignments(
      AssignmentPage(
        items: [
          AssignmentItem(application: "P3XW", bundle: digest(0x77), bundleSize: 1_048_579, position: 0),
          AssignmentItem(application: "P9AB", bundle: digest(0x88), bundleSize: 5, position: 1),
        ], more: false)),
    "proposals-answer": .proposals(
      ProposalPage(
        proposals: [
          Proposal(
            record: digest(0x11), payloadType: "application/vnd.plumbline.roster.v1+json",
            payload: Array("{}".utf8), signers: ["S1", "S2"], signed: ["S2"])
        ], more: false)),
    "signature-answer": .signed(SignatureProgress(present: 3, required: 3, receipt: receipt)),
    "signature-answer-waiting": .signed(SignatureProgress(present: 1, required: 3)),
    "cosignature-answer": .cosigned(CosignatureProgress(present: 2, required: 3)),
    "status-answer": .status(
      SessionStatus(phase: "scoring", entries: 42, counts: [.init("assigned", 16), .init("scored", 3)])),
  ]

  static let pushes: [String: WirePush] = [
    "phase-push": .phase("closed", index: 40),
    "checkpoint-push": .checkpoint(checkpoint),
    "notice-push": .notice(code: "close-soon", zh: "一小时后截止", en: "one hour to the close"),
  ]
}
