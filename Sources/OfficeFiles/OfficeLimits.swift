/// What one file may cost. Real forms and narratives stay far below each; a bomb meets one at once.
package struct OfficeLimits: Sendable {
  /// Members of one archive. A season's package has about ten, a docx about thirty.
  package var entries = 2_000
  /// Bytes of one member once unpacked.
  package var memberBytes = 48 << 20
  /// Bytes of all members that are unpacked, together.
  package var totalBytes = 256 << 20
  /// Unpacked : packed, for a member of more than `ratioFreeBytes`. Office XML packs to a tenth, a blank table to a
  /// hundredth.
  package var ratio = 200
  package var ratioFreeBytes = 4 << 20
  /// Bytes of a member's name.
  package var nameBytes = 1_024
  /// Open elements in XML; Word nests about forty.
  package var xmlDepth = 200
  /// Elements of one XML part.
  package var xmlElements = 4_000_000
  /// Rows of one table or sheet that are kept; more is reported and cut.
  package var tableRows = 20_000
  /// Columns of a row that are kept.
  package var tableColumns = 512
  /// UTF-8 bytes of text of one document that are kept.
  package var textBytes = 16 << 20
  /// Tables inside tables.
  package var tableNesting = 12

  package init() {}
}
