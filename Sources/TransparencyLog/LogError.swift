/// Why something of the log is not accepted. Compared by code; the message is for people.
package struct LogError: Error, Sendable {
  package enum Code: String, Sendable {
    /// Not a canonical DSSE envelope.
    case envelope
    /// The signatures are not exactly those of the signers required, in order.
    case signers
    /// A signature that does not verify.
    case signature
    /// Not a signed note, or not one that we write.
    case note
    /// Not a checkpoint, or one of another log.
    case checkpoint
    /// A key text that cannot be used.
    case key
    /// An inclusion or consistency proof that does not hold.
    case proof
    /// A tile or bundle that is not what its place in the tree demands.
    case tile
    /// An entry that the log cannot hold.
    case entry
    /// The stored head is not the one that a batch was built on, or a witness has seen another.
    case conflict
    /// Something asked for is not there.
    case missing
    /// More than a named limit.
    case limit
    /// The sequencer stopped after a failed commit; the store must be opened again.
    case halted
    /// The store cannot read or write.
    case store
  }

  package let code: Code
  package let zh: String
  package let en: String

  package init(_ code: Code, zh: String, en: String) {
    self.code = code
    self.zh = zh
    self.en = en
  }
}

extension LogError: Equatable {
  package static func == (left: LogError, right: LogError) -> Bool { left.code == right.code }
}

extension LogError: CustomStringConvertible {
  package var description: String { "\(zh) / \(en)" }
}
