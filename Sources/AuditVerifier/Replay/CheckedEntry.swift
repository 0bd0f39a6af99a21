import Panel
import Sealing

/// An entry after the work that needs no order: read, and its signatures tried under the keys in force when its bundle
/// began. Where a key changed meanwhile they are tried again in their turn.
struct CheckedEntry: Sendable {
  let signed: Result<SignedRecord, SealingError>
  /// nil when the signatures are not good, as far as is known.
  let verified: VerifiedRecord?

  init(_ bytes: [UInt8], in state: SessionState) {
    do throws(SealingError) {
      let read = try SignedRecord(entry: bytes)
      signed = .success(read)
      verified = (try? state.signers(of: read.record)).flatMap { try? read.verified(signers: $0) }
    } catch {
      signed = .failure(error)
      verified = nil
    }
  }
}
