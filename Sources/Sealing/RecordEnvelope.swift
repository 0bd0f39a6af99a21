package import ByteCoding
import CanonicalJSON
import OpenSSL
package import Panel
package import TransparencyLog

/// A record with the envelope that carries it, as it stands or will stand in the log.
package struct SignedRecord: Sendable {
  package let record: Record
  package let envelope: Envelope

  /// SHA-256 of the DSSE pre-authentication encoding: how records name one another.
  package var digest: Digest { envelope.recordDigest }

  package init(record: Record, envelope: Envelope) {
    self.record = record
    self.envelope = envelope
  }

  /// Reads an entry of the log. Signatures are not checked here: see `verify`.
  ///
  /// - Throws: `SealingError.malformed` saying what is wrong with envelope or payload.
  package init(entry bytes: [UInt8]) throws(SealingError) {
    do {
      envelope = try Envelope(bytes: bytes)
    } catch {
      throw SealingError(.malformed, zh: error.zh, en: error.en)
    }
    guard let kind = RecordKind(payloadType: envelope.payloadType) else {
      throw SealingError(
        .malformed, zh: "未知的记录类型 \(envelope.payloadType)；请使用更新的版本",
        en: "unknown kind of record \(envelope.payloadType); a newer version may know it")
    }
    do {
      record = try Record(kind: kind, payload: envelope.payload)
    } catch {
      throw SealingError(.malformed, zh: "“\(kind.rawValue)”记录内容有误：\(error)", en: "\(kind.rawValue) record: \(error)")
    }
  }

  /// Signs a record alone.
  package init(_ record: Record, keys: [SigningKey]) throws {
    self.record = record
    envelope = try Envelope(
      payloadType: type(of: record.payload).kind.payloadType, payload: record.payload.canonicalBytes, signedBy: keys)
  }

  /// Demands exactly the signatures of `signers`, in that order.
  ///
  /// Touches no state, so that many can be verified at once.
  ///
  /// - Throws: `SealingError.signature` naming the signer.
  package func verified(signers: [Signer]) throws -> VerifiedRecord {
    do {
      try envelope.verify(signers: signers.map { try $0.key.verificationKey })
    } catch let error as LogError {
      throw SealingError(.signature, zh: error.zh, en: error.en)
    }
    return VerifiedRecord(signed: self, signers: signers)
  }
}

/// A record whose signatures by `signers` are good. Whether these are the signers that it needs is asked when it is
/// admitted: a key may have changed in between.
package struct VerifiedRecord: Sendable {
  package let signed: SignedRecord
  package let signers: [Signer]

  fileprivate init(signed: SignedRecord, signers: [Signer]) {
    self.signed = signed
    self.signers = signers
  }
}

extension PublicKey {
  /// The key as the log's envelope takes it.
  ///
  /// - Throws: `SealingError.signature` for a weak or malformed key.
  package var verificationKey: VerificationKey {
    get throws {
      do {
        return try VerificationKey(suite: algorithm.rawValue, raw: bytes)
      } catch {
        throw SealingError(.signature, zh: error.zh, en: error.en)
      }
    }
  }

  /// SHA-256 of the raw key.
  package var digest: Digest { SHA256.hash(bytes) }
}

extension VerificationKey {
  package var publicKey: PublicKey { PublicKey(algorithm: .ed25519, bytes: raw) }
}
