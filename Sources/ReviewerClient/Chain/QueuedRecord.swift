package import ByteCoding
package import CanonicalJSON
import Panel

/// One link of the reviewer's chain as it lies in the home: the exact bytes that are sent, and what became of them.
package struct QueuedRecord: CanonicalCodable, Equatable {
  package enum Kind: String, Sendable {
    case sheet
    case recusal
    case final
  }

  package enum State: String, Sendable {
    /// Durable here; the log has not answered.
    case waiting
    /// In the log; the receipt is at hand.
    case logged
    /// The server will not admit it, and the log does not hold it.
    case refused
  }

  package var seq: Int64
  package var kind: Kind
  /// The application; empty for a final.
  package var application: String
  /// SHA-256 of the draft that was sealed; zero for others.
  package var content: Digest
  /// Record digest.
  package var digest: Digest
  /// The envelope, verbatim.
  package var envelope: [UInt8]
  package var state: State
  /// A `.tlog-proof` once logged; the server's signed refusal when it gave one; otherwise empty.
  package var proof: [UInt8]
  /// Why it was refused, for people.
  package var reason: String

  package init(
    seq: Int64, kind: Kind, application: String, content: Digest, digest: Digest, envelope: [UInt8],
    state: State = .waiting, proof: [UInt8] = [], reason: String = ""
  ) {
    self.seq = seq
    self.kind = kind
    self.application = application
    self.content = content
    self.digest = digest
    self.envelope = envelope
    self.state = state
    self.proof = proof
    self.reason = reason
  }

  package init(json: JSONValue) throws(CanonicalJSONError) {
    var reader = try ObjectReader(json, type: "queuedRecord")
    seq = try reader.natural("seq")
    kind = try reader.word("kind")
    application = try reader.string("application")
    content = try reader.digest("content")
    digest = try reader.digest("digest")
    envelope = try reader.bytes("envelope")
    state = try reader.word("state")
    proof = try reader.bytes("proof")
    reason = try reader.string("reason")
    try reader.finish()
  }

  package var json: JSONValue {
    [
      "seq": .integer(seq), "kind": .word(kind), "application": .string(application), "content": .digest(content),
      "digest": .digest(digest), "envelope": .bytes(envelope), "state": .word(state), "proof": .bytes(proof),
      "reason": .string(reason),
    ]
  }
}
