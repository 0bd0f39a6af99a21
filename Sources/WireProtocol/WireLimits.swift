package import NIOCore

/// Every length, count and time that the other side controls (`protocol/wire.md` §3).
package enum WireLimits {
  // MARK: Frames

  /// Fixed header: length, kind, flags, reserved, request id.
  package static let frameHeader = 12
  /// Largest body of any frame; a longer one ends the connection, since it cannot be skipped for free.
  package static let frameBody = 262_144
  /// Body of each blob chunk but the last of an answer. Fixed, so that sizes on the network tell as little as possible.
  package static let blobChunk = 65_536

  // MARK: Fields

  /// An entry of the log (C2SP tlog-tiles: a 16-bit length).
  package static let envelope = 65_535
  /// A checkpoint with its cosignatures.
  package static let checkpoint = 65_535
  package static let identifier = 64
  /// A text for people, in UTF-8 bytes.
  package static let text = 2_048
  package static let software = 128
  /// Hashes of an inclusion or consistency proof: a tree of 2^63 leaves needs no more.
  package static let proofHashes = 64
  /// Signatures: ML-DSA-44 has 2,420 bytes.
  package static let signature = 4_096
  package static let noteLine = 4_096
  package static let certificateRequest = 8_192
  package static let certificate = 8_192
  package static let certificates = 4
  package static let oneTimeCode = 64
  /// An `enrolment` record is small; a stranger may send no more.
  package static let enrolmentEnvelope = 16_384
  package static let payloadType = 128
  /// Hashes of a full tile: 256 of 32 bytes.
  package static let tile = 8_192
  package static let tilePath = 64

  // MARK: Counts

  /// Requests of one connection that wait for their answer.
  package static let requestsInFlight = 64
  package static let entriesInAnswer = 1_024
  package static let recordsInAnswer = 1_024
  package static let assignmentsInAnswer = 1_024
  package static let proposalsInAnswer = 64
  package static let signers = 64
  package static let counts = 64
  /// Attempts to enrol on one connection.
  package static let enrolAttempts = 3
  /// Bytes of a blob in one answer; a client asks for one such range after the other.
  package static let blobRange = 1_048_576
  /// A whole blob: a bundle, or a table of the largest session.
  package static let blob: UInt64 = 1 << 32

  // MARK: Times

  /// From the TCP connection to the caller's `Hello`, and from there to the `Welcome`.
  package static let handshakeTime = TimeAmount.seconds(10)
  /// Nothing heard for this long: ask with a `Ping`.
  package static let pingAfter = TimeAmount.seconds(60)
  /// Nothing heard for this long: the connection ends. A frame counts once it is complete.
  package static let idleTime = TimeAmount.seconds(120)
  /// A client gives up on an answer, or on the next chunk of one, after this long.
  package static let answerTime = TimeAmount.seconds(120)
  /// After `GoAway`, answers under way have this long.
  package static let drainTime = TimeAmount.seconds(30)
  /// For the `close_notify` to be written and the peer's to come.
  package static let closeTime = TimeAmount.seconds(5)
}

/// Fills an answer of several items up to what fits into one frame.
///
/// The first item is always admitted: a single record with its proof is far smaller than a frame.
package struct PageBudget {
  /// Protobuf tags and lengths of one item, generously.
  private static let overhead = 64
  private var left = WireLimits.frameBody - WireLimits.checkpoint - 1_024
  private var items = 0
  private let maximumItems: Int

  package init(maximumItems: Int) {
    self.maximumItems = maximumItems
  }

  /// - Parameter bytes: the item's variable bytes, 32 for each hash included.
  /// - Returns: whether the item still belongs on this page.
  package mutating func admits(bytes: Int) -> Bool {
    guard items < maximumItems, items == 0 || bytes + Self.overhead <= left else { return false }
    items += 1
    left -= bytes + Self.overhead
    return true
  }
}
