package import ByteCoding
package import TransparencyLog
package import WireProtocol

/// A connection to the session's server, after its `Welcome`.
package protocol SessionLink: Sendable {
  var welcome: Welcome { get }
  /// - Throws: `WireRefusal` in the server's words; `ClientError.unreachable` when the connection is lost.
  func ask(_ request: WireRequest) async throws -> WireAnswer
  /// One range of a blob. Its digest is for the caller to check over the whole.
  func read(_ range: BlobRange) async throws -> (part: BlobPart, bytes: [UInt8])
  func close() async
}

extension SessionLink {
  private func unexpected(_ request: String) -> ClientError {
    ClientError(.dishonest, zh: "服务器对“\(request)”的答复类型不符", en: "the server answered \(request) with something else")
  }

  package func checkpoint() async throws -> SignedCheckpoint {
    guard case .checkpoint(let bytes) = try await ask(.checkpoint) else { throw unexpected("checkpoint") }
    return try SignedCheckpoint(bytes: bytes)
  }

  package func consistency(_ sizes: Range<UInt64>) async throws -> [Digest] {
    guard
      case .consistency(let hashes) = try await ask(.consistency(old: sizes.lowerBound, new: sizes.upperBound))
    else { throw unexpected("consistency") }
    return hashes
  }

  package func controlRecords(from index: UInt64) async throws -> RecordPage {
    guard case .controlRecords(let page) = try await ask(.controlRecords(from: index)) else {
      throw unexpected("control-records")
    }
    return page
  }

  package func ownRecords(from index: UInt64) async throws -> RecordPage {
    guard case .ownRecords(let page) = try await ask(.ownRecords(from: index)) else {
      throw unexpected("own-records")
    }
    return page
  }

  package func entries(from start: UInt64, count: UInt32) async throws -> EntryPage {
    guard case .entries(let page) = try await ask(.entries(start: start, count: count)) else {
      throw unexpected("entries")
    }
    return page
  }

  package func assignments(from position: UInt32) async throws -> AssignmentPage {
    guard case .assignments(let page) = try await ask(.assignments(from: position)) else {
      throw unexpected("assignments")
    }
    return page
  }

  package func proposals(from number: UInt32) async throws -> ProposalPage {
    guard case .proposals(let page) = try await ask(.proposals(from: number)) else { throw unexpected("proposals") }
    return page
  }

  package func submit(_ envelope: [UInt8]) async throws -> RecordReceipt {
    guard case .accepted(let receipt) = try await ask(.submit(envelope: envelope)) else {
      throw unexpected("submit")
    }
    return receipt
  }

  package func sign(_ signature: ProposalSignature) async throws -> SignatureProgress {
    guard case .signed(let progress) = try await ask(.sign(signature)) else { throw unexpected("sign") }
    return progress
  }

  package func cosign(_ cosignature: WireProtocol.Cosignature) async throws -> CosignatureProgress {
    guard case .cosigned(let progress) = try await ask(.cosign(cosignature)) else { throw unexpected("cosign") }
    return progress
  }

  package func status() async throws -> SessionStatus {
    guard case .status(let status) = try await ask(.status) else { throw unexpected("status") }
    return status
  }
}
