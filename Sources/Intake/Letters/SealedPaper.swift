/// What intake keeps of a letter or a declaration: enough to say which applicants it serves, not its bytes.
package struct SealedPaper: Hashable, Sendable {
  package let role: PackageFile.Role
  package let path: String
  /// The city bureau that signs; nil for a scan.
  package let signer: String?
  /// Codes of the divisions that the text names in full.
  package let namedDivisions: Set<String>
  /// The track whose title the text gives.
  package let track: String?
}
