package import OfficeFiles

/// What one package may cost. A season's package has about ten files and 200 KiB.
package struct PackageLimits: Sendable {
  package var files = 500
  /// Bytes of one file.
  package var fileBytes = 48 << 20
  /// Bytes of all files together.
  package var totalBytes = 256 << 20
  /// Folders inside folders.
  package var folderDepth = 16
  package var office = OfficeLimits()

  package init() {}
}
