/// Why a file could not be read; `reason` decides, `message` only explains.
package struct OfficeFileError: Error, Hashable, CustomStringConvertible {
  package enum Reason: String, Hashable, Sendable {
    /// Damaged, cut short, or not what its name says.
    case unreadable
    /// Larger, deeper or more numerous than the limits allow once unpacked.
    case overLimit = "over-limit"
    /// Protected by a password.
    case encrypted
    /// An XML part declares a document type; no office program writes one.
    case documentType = "document-type"
    /// A part's path leaves the file.
    case unsafePath = "unsafe-path"
    /// Two parts have the same name.
    case duplicatePart = "duplicate-part"
    /// A part that must be there is not.
    case missingPart = "missing-part"
    /// A compression or an encoding that is not read.
    case unsupported
    /// A helper program failed, is missing or took too long.
    case helper
  }

  package let reason: Reason
  /// The part inside the file, or empty.
  package let part: String
  package let message: String

  package init(_ reason: Reason, part: String = "", _ message: String) {
    self.reason = reason
    self.part = part
    self.message = message
  }

  package var description: String {
    part.isEmpty ? "\(reason.rawValue): \(message)" : "\(reason.rawValue) in \(part): \(message)"
  }

  package static func == (left: OfficeFileError, right: OfficeFileError) -> Bool {
    left.reason == right.reason && left.part == right.part
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(reason)
    hasher.combine(part)
  }
}
